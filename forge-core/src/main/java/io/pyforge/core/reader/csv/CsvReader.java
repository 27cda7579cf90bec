package io.pyforge.core.reader.csv;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads delimited text: CSV, TSV and their relatives. Encoding, delimiter, quote, escape, header and
 * column types are found from the first 4 MB where no option fixes them; types are then checked on
 * every value. How doubtful cases are read: docs/interpretation/csv.md.
 */
public final class CsvReader implements FormatReader {
  /** Bytes of UTF-8 that detection looks at. */
  static final int SAMPLE_BYTES = 4 * 1024 * 1024;

  private static final int SAMPLE_BLOCK_BYTES = 256 * 1024;

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public String description() {
    return "Delimited text: comma, semicolon, tab, pipe or colon";
  }

  @Override
  public List<String> suffixes() {
    return List.of("csv", "tsv", "tab", "psv", "txt");
  }

  @Override
  public List<OptionSpec> options() {
    return CsvOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    int bySuffix =
        switch (head.suffix()) {
          case "csv", "tsv", "tab", "psv" -> BY_SUFFIX;
          case "txt" -> BY_SUFFIX / 2;
          default -> POSSIBLE;
        };
    if (bySuffix == BY_SUFFIX) {
      return bySuffix;
    }
    byte[] bytes = head.bytes();
    if (bytes.length == 0) {
      return bySuffix == POSSIBLE ? NO_MATCH : bySuffix;
    }
    EncodingDetector.Encoding encoding =
        EncodingDetector.detect(padded(bytes, bytes.length), bytes.length, head.complete());
    boolean zeros = encoding.charset().equals(StandardCharsets.UTF_8) || encoding.markLength() == 0 && encoding.charset().name().indexOf("UTF-") < 0;
    for (int i = 0; zeros && i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return NO_MATCH; // binary
      }
    }
    return bySuffix;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues values, ReadContext context)
      throws IOException {
    CsvOptions options = CsvOptions.of(values);
    int capacity = sampleBytes(source);
    byte[] head = new byte[capacity + Sample.PADDING];
    int length;
    boolean complete;
    try (InputStream in = source.openStream()) {
      length = in.readNBytes(head, 0, capacity);
      complete = length < capacity || in.read() < 0;
    }
    EncodingDetector.Encoding encoding =
        options
            .charset()
            .map(c -> named(c, head, length))
            .orElseGet(() -> EncodingDetector.detect(head, length, complete));
    TextSource text =
        new TextSource(
            source, encoding.charset(), encoding.markLength(), options.replaceInvalidText());
    List<Notice> notices = new ArrayList<>();
    if (encoding.guessed()) {
      notices.add(
          new Notice(
              "encoding-guessed",
              source.name()
                  + " is read as "
                  + encoding.charset().name()
                  + ", which is a guess from its bytes; --encoding names it"));
    }
    byte[] first = text.unchecked() ? withoutMark(head, text, length) : null;
    CsvInput input;
    if (first != null) {
      input = input(text, options, context, first, first.length - Sample.PADDING, complete, notices);
    } else {
      byte[] utf8 = new byte[SAMPLE_BYTES + Sample.PADDING];
      int count;
      boolean all;
      try (InputStream in = text.open(0)) {
        count = in.readNBytes(utf8, 0, SAMPLE_BYTES);
        all = count < SAMPLE_BYTES || in.read() < 0;
      } catch (TranscodingStream.UndecodableBytes e) {
        throw CsvFailures.invalidText(source.name(), e.line(), 0, text.charset().name());
      }
      input = input(text, options, context, utf8, count, all, notices);
    }
    if (options.strictTypes()) {
      surveyAll(input);
    }
    return input;
  }

  /** Room for the sample; a small file of this machine needs no more than its size. */
  private static int sampleBytes(InputSource source) throws IOException {
    long size = source.localPath().isPresent() ? source.stat().sizeBytes() : -1;
    return size < 0 ? SAMPLE_BYTES : (int) Math.min(SAMPLE_BYTES, size + 1);
  }

  private static EncodingDetector.Encoding named(Charset charset, byte[] head, int length) {
    return new EncodingDetector.Encoding(
        charset, EncodingDetector.markLength(head, length, charset), false);
  }

  /** The sample behind its byte order mark, with padding. */
  private static byte[] withoutMark(byte[] head, TextSource text, int length) {
    int from = Math.min(text.markLength(), length);
    return Arrays.copyOfRange(head, from, length + Sample.PADDING);
  }

  private static CsvInput input(
      TextSource text,
      CsvOptions options,
      ReadContext context,
      byte[] sample,
      int length,
      boolean complete,
      List<Notice> notices) {
    CsvLayout layout =
        new LayoutDetector(text.source().name(), options, sample, length, complete, notices)
            .detect();
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("encoding", text.charset().name());
    properties.putAll(layout.properties());
    CsvInput input = new CsvInput(text, options, layout.withProperties(properties), context);
    readSample(input, layout, sample, length);
    return input;
  }

  /**
   * Reads the rest of the sample with the types found so far and widens them where they must be. That is
   * much quicker than surveying it, and warms up the code that will read the whole input.
   */
  private static void readSample(CsvInput input, CsvLayout layout, byte[] sample, int length) {
    RecordBatch batch = new RecordBatch();
    CsvBlock block = new CsvBlock();
    BlockCutter cutter = new BlockCutter(layout.dialect());
    int sampleEnd = Math.min(layout.sampleEnd(), length);
    int from = layout.surveyedEnd();
    while (from < sampleEnd) {
      int size = Math.min(SAMPLE_BLOCK_BYTES, sampleEnd - from);
      block.ensureCapacity(size + 1);
      System.arraycopy(sample, from, block.bytes, 0, size);
      int end = cutter.lastRowEnd(block.bytes, size);
      if (end == 0) {
        return; // a row longer than a block, or one that the end of the input cuts off
      }
      block.setEnd(end);
      block.offset = from;
      input.sample(block, batch);
      from += end;
    }
  }

  /** Decides every type before the first row is read. */
  private static void surveyAll(CsvInput input) throws IOException {
    RecordBatch batch = new RecordBatch();
    try (PieceSource pieces = input.pieces(Set.of(input.table())).orElseThrow()) {
      PieceSource.Piece piece;
      while ((piece = pieces.next(batch)) != null) {
        piece.survey();
      }
    }
    input.widen();
  }

  private static byte[] padded(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length + Sample.PADDING);
  }
}
