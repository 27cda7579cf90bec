package io.pyforge.core.reader.json;

import io.pyforge.core.nested.NestedInput;
import io.pyforge.core.nested.PathNames;
import io.pyforge.core.reader.SourceNames;
import io.pyforge.core.text.BlockSource;
import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TextFailures;
import io.pyforge.core.text.TextSource;
import io.pyforge.core.text.TranscodingStream;
import io.pyforge.core.text.UnicodeForm;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON: a line for each record, one array of records, or one document. Objects within objects
 * become columns named by their path; what arrays become, {@code --array-handling} says. How
 * doubtful cases are read: docs/interpretation/json.md.
 */
public final class JsonReader implements FormatReader {
  private static final int BY_BRACKET = 40;
  private static final String OWN_VALUE = "value";

  private final int sampleBytes;
  private final int blockBytes;

  /** A reader that looks at 4 MB and cuts blocks by the size of the input. */
  public JsonReader() {
    this((int) NestedInput.SAMPLE_BYTES, 0);
  }

  /**
   * A reader that looks at less and cuts smaller blocks, so that little text meets what large files
   * do.
   *
   * @param blockBytes 0 to go by the input's size
   */
  JsonReader(int sampleBytes, int blockBytes) {
    this.sampleBytes = sampleBytes;
    this.blockBytes = blockBytes;
  }

  @Override
  public String format() {
    return "json";
  }

  @Override
  public String description() {
    return "JSON documents and arrays, JSON Lines";
  }

  @Override
  public List<String> suffixes() {
    return List.of("json", "jsonl", "ndjson", "geojson");
  }

  @Override
  public List<OptionSpec> options() {
    return JsonOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    byte[] bytes = head.bytes();
    UnicodeForm form = UnicodeForm.of(bytes, bytes.length);
    int p = form.markLength();
    while (p < bytes.length && (bytes[p] <= ' ' && bytes[p] >= 0)) {
      p++;
    }
    boolean bracket = p < bytes.length && (bytes[p] == '{' || bytes[p] == '[');
    boolean named = suffixes().contains(head.suffix());
    if (named) {
      return bracket ? CERTAIN : BY_SUFFIX;
    }
    return bracket ? BY_BRACKET : NO_MATCH;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues values, ReadContext context)
      throws IOException {
    JsonOptions options = JsonOptions.of(values);
    byte[] raw;
    try (InputStream in = source.openStream()) {
      raw = in.readNBytes(UnicodeForm.LOOKED_AT);
    }
    UnicodeForm form =
        options
            .charset()
            .map(charset -> UnicodeForm.named(raw, raw.length, charset))
            .orElseGet(() -> UnicodeForm.of(raw, raw.length));
    TextSource text =
        new TextSource(source, form.charset(), form.markLength(), options.replaceInvalidText());
    List<Notice> notices = new ArrayList<>();
    JsonLayout layout = layout(text, options, notices);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("encoding", form.charset().name());
    properties.put("records", layout.form().shown());
    options.recordsPath().ifPresent(path -> properties.put("records_path", path.text()));
    String table = SourceNames.stem(source.name());
    int size = blockBytes == 0 ? BlockSource.blockBytes(source.stat().sizeBytes()) : blockBytes;
    JsonRecords records = new JsonRecords(text, options, layout, table, size);
    return new NestedInput(
        new NestedInput.Setup(
            source.name(),
            table,
            options.nested(),
            PathNames.joined(OWN_VALUE),
            properties,
            notices,
            records,
            Optional.of((input, pieceBytes) -> new JsonPieces(input, records, pieceBytes)),
            true,
            sampleBytes),
        context);
  }

  private JsonLayout layout(TextSource text, JsonOptions options, List<Notice> notices)
      throws IOException {
    byte[] first = new byte[sampleBytes + TextBlock.PADDING];
    int length;
    boolean complete;
    try (InputStream in = text.open(0)) {
      length = in.readNBytes(first, 0, sampleBytes);
      complete = length < sampleBytes || in.read() < 0;
    } catch (TranscodingStream.UndecodableBytes e) {
      throw TextFailures.invalid(text.source().name(), "line " + e.line(), text.charset().name());
    }
    if (complete && JsonScanner.skipSpace(first, 0, length) == length) {
      throw JsonFailures.empty(text.source().name());
    }
    if (options.recordsPath().isPresent()) {
      RecordsPath path = options.recordsPath().get();
      RecordsFinder.Found found = RecordsFinder.find(text, path, options.maxDepth());
      if (found.valuesOutside() > 0) {
        notices.add(
            new Notice(
                "values-outside-records",
                found.valuesOutside() + " values outside " + path.text() + " are not converted"));
      }
      return found.layout();
    }
    String suffix = SourceNames.suffix(text.source().name());
    boolean lines = suffix.equals("jsonl") || suffix.equals("ndjson");
    return LayoutDetector.detect(first, length, complete, lines);
  }
}
