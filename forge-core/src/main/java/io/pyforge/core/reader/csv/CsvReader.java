package io.pyforge.core.reader.csv;

import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TextFailures;
import io.pyforge.core.text.TextSource;
import io.pyforge.core.text.TranscodingStream;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads delimited text: CSV, TSV and their relatives. Encoding, delimiter, quote, escape, header
 * and column types are found from the first 4 MB where no option fixes them; types are then checked
 * on every value. How doubtful cases are read: docs/interpretation/csv.md.
 */
public final class CsvReader implements FormatReader {
  /** Bytes of UTF-8 that detection looks at. */
  static final int SAMPLE_BYTES = 4 * 1024 * 1024;

  /** First bytes of zip archives, OLE2 containers and Parquet. */
  private static final List<byte[]> BINARY =
      List.of(
          new byte[] {'P', 'K', 3, 4},
          new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0},
          new byte[] {'P', 'A', 'R', '1'});

  private static final int SAMPLE_BLOCK_BYTES = 256 * 1024;
  private final int sampleBytes;
  private final int blockBytes;

  /** A reader that looks at 4 MB and cuts blocks by the size of the input. */
  public CsvReader() {
    this(SAMPLE_BYTES, CsvPieces.BY_SIZE);
  }

  /**
   * A reader that looks at less and cuts smaller blocks, so that little text meets what large files
   * do.
   */
  CsvReader(int sampleBytes, int blockBytes) {
    this.sampleBytes = sampleBytes;
    this.blockBytes = blockBytes;
  }

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

  /** Whether a text starts as an object of JSON does, whatever its name says. */
  private static boolean isObject(byte[] bytes) {
    int p = 0;
    while (p < bytes.length && bytes[p] == ' ') {
      p++;
    }
    boolean brace = p < bytes.length && bytes[p] == '{';
    for (p++; brace && p < bytes.length && bytes[p] <= ' '; p++) {
      // Spaces and line ends may stand between the brace and the first key.
    }
    return brace && p < bytes.length && bytes[p] == '"';
  }

  @Override
  public int match(SourceHead head) {
    int bySuffix =
        switch (head.suffix()) {
          case "csv", "tsv", "tab", "psv" -> BY_SUFFIX;
          case "txt" -> BY_SUFFIX / 2;
          default -> POSSIBLE;
        };
    byte[] bytes = head.bytes();
    if (bySuffix == BY_SUFFIX) {
      return isObject(bytes) ? POSSIBLE : bySuffix;
    }
    if (bytes.length == 0) {
      return bySuffix == POSSIBLE ? NO_MATCH : bySuffix;
    }
    if (bySuffix == POSSIBLE && isMarkup(bytes) || isBinary(head)) {
      return NO_MATCH;
    }
    EncodingDetector.Encoding encoding =
        EncodingDetector.detect(padded(bytes, bytes.length), bytes.length, head.complete());
    boolean zeros =
        encoding.charset().equals(StandardCharsets.UTF_8)
            || encoding.markLength() == 0 && encoding.charset().name().indexOf("UTF-") < 0;
    for (int i = 0; zeros && i < bytes.length; i++) {
      if (bytes[i] == 0) {
        return NO_MATCH; // binary
      }
    }
    return bySuffix;
  }

  /** Whether a source starts as no text does, which saves looking for an encoding. */
  private static boolean isBinary(SourceHead head) {
    return BINARY.stream().anyMatch(head::startsWith);
  }

  /** Whether text of unknown suffix starts as JSON, XML, HTML or PDF does. */
  private static boolean isMarkup(byte[] bytes) {
    int p = 0;
    while (p < bytes.length && (bytes[p] >= 0 && bytes[p] <= ' ' || bytes[p] == (byte) 0xEF)) {
      p += bytes[p] == (byte) 0xEF ? 3 : 1; // a byte order mark
    }
    return p < bytes.length
        && (bytes[p] == '{' || bytes[p] == '[' || bytes[p] == '<' || bytes[p] == '%');
  }

  @Override
  public TabularInput open(InputSource source, OptionValues values, ReadContext context)
      throws IOException {
    CsvOptions options = CsvOptions.of(values);
    int capacity = capacity(source);
    byte[] head = new byte[capacity + TextBlock.PADDING];
    int length;
    boolean complete;
    try (InputStream in = source.openStream()) {
      length = in.readNBytes(head, 0, capacity);
      complete = length < capacity || in.read() < 0;
    }
    EncodingDetector.Encoding encoding =
        options
            .charset()
            .map(c -> EncodingDetector.named(head, length, c))
            .orElseGet(() -> EncodingDetector.detect(head, length, complete));
    TextSource text =
        new TextSource(
            source, encoding.charset(), encoding.markLength(), options.replaceInvalidText());
    List<Notice> notices = new ArrayList<>();
    if (encoding.guessed()) {
      if (EncodingDetector.looksBinary(head, length, encoding)) {
        throw CsvFailures.notText(source.name());
      }
      notices.add(
          new Notice(
              "encoding-guessed",
              source.name()
                  + " is read as "
                  + encoding.charset().name()
                  + ", which is a guess from its bytes; --encoding names it"));
    }
    Sampled sampled = sampled(text, options, head, length, complete, notices);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("encoding", encoding.charset().name());
    properties.putAll(sampled.layout.properties());
    CsvInput input =
        new CsvInput(text, options, sampled.layout.withProperties(properties), blockBytes, context);
    readSample(input, sampled);
    if (options.strictTypes()) {
      surveyAll(input);
    }
    return input;
  }

  /** Room for the sample; a small file of this machine needs no more than its size. */
  private int capacity(InputSource source) throws IOException {
    long size = source.localPath().isPresent() ? source.stat().sizeBytes() : -1;
    return size < 0 ? sampleBytes : (int) Math.min(sampleBytes, size + 1);
  }

  /**
   * @param bytes of UTF-8 from the start of the text, with padding
   * @param length how many of them
   */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Sampled(CsvLayout layout, byte[] bytes, int length) {}

  private Sampled sampled(
      TextSource text,
      CsvOptions options,
      byte[] head,
      int headLength,
      boolean complete,
      List<Notice> notices)
      throws IOException {
    String name = text.source().name();
    if (text.unchecked()) {
      int from = Math.min(text.markLength(), headLength);
      int count = headLength - from;
      byte[] first = Arrays.copyOfRange(head, from, headLength + TextBlock.PADDING);
      CsvLayout layout =
          new LayoutDetector(name, options, first, count, complete, notices).detect();
      if (layout != null) {
        return new Sampled(layout, first, count);
      }
    }
    long size = text.unchecked() ? sampleBytes * 2L : sampleBytes;
    while (true) {
      byte[] first = new byte[(int) size + TextBlock.PADDING];
      int count;
      boolean all;
      try (InputStream in = text.open(0)) {
        count = in.readNBytes(first, 0, (int) size);
        all = count < size || in.read() < 0;
      } catch (TranscodingStream.UndecodableBytes e) {
        throw TextFailures.invalid(name, "line " + e.line(), text.charset().name());
      }
      LayoutDetector detector = new LayoutDetector(name, options, first, count, all, notices);
      CsvLayout layout = detector.detect();
      if (layout != null) {
        return new Sampled(layout, first, count);
      }
      if (size > options.maxRowBytes()) {
        throw CsvFailures.rowTooLong(name, detector.firstLine(), options.maxRowBytes());
      }
      size = Math.min(size * 2, options.maxRowBytes() + sampleBytes);
    }
  }

  /**
   * Reads the rest of the sample with the types found so far and widens them where they must be.
   * That is much quicker than surveying it, and warms up the code that will read the whole input.
   */
  private static void readSample(CsvInput input, Sampled sampled) {
    RecordBatch batch = new RecordBatch();
    TextBlock block = new TextBlock();
    BlockCutter cutter = new BlockCutter(input.dialect());
    int sampleEnd = Math.min(sampled.layout.sampleEnd(), sampled.length);
    int from = sampled.layout.surveyedEnd();
    while (from < sampleEnd) {
      int size = Math.min(SAMPLE_BLOCK_BYTES, sampleEnd - from);
      block.ensureCapacity(size + 1);
      System.arraycopy(sampled.bytes, from, block.bytes, 0, size);
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
    return Arrays.copyOf(bytes, length + TextBlock.PADDING);
  }
}
