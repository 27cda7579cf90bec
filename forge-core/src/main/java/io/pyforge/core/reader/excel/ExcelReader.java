package io.pyforge.core.reader.excel;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads Excel workbooks: .xlsx and its relatives, .xlsb, and .xls of every version since Excel 2.
 * The tables on the sheets are found by their cells; how, and how doubtful cases are read:
 * docs/interpretation/excel.md.
 */
public final class ExcelReader implements FormatReader {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] OLE = {
    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
  };
  private static final int HEAD_BYTES = 1024;

  /** Cells of a sheet that are looked at before anything is read: most sheets have no more. */
  private static final long SAMPLE_CELLS = 50_000;

  private final long sampleCells;

  /** A reader that looks at some ten thousand cells of every sheet before it decides on types. */
  public ExcelReader() {
    this(SAMPLE_CELLS);
  }

  /** A reader that looks at fewer cells, so that little sheets meet what large ones do. */
  ExcelReader(long sampleCells) {
    this.sampleCells = sampleCells;
  }

  @Override
  public String format() {
    return "xlsx";
  }

  @Override
  public String description() {
    return "Excel workbooks: .xlsx, .xlsm, .xltx, .xlsb and .xls";
  }

  @Override
  public List<String> suffixes() {
    return List.of("xlsx", "xlsm", "xltx", "xltm", "xlsb", "xls");
  }

  @Override
  public List<OptionSpec> options() {
    return ExcelOptions.SPECS;
  }

  @Override
  public int match(SourceHead head) {
    boolean bySuffix = suffixes().contains(head.suffix());
    if (head.startsWith(ZIP)) {
      boolean workbook = contains(head.bytes(), "xl/") || contains(head.bytes(), "xl\\");
      return bySuffix ? CERTAIN : workbook ? BY_CONTENT : NO_MATCH;
    }
    if (head.startsWith(OLE)) {
      return bySuffix ? CERTAIN : holdsWorkbook(head.bytes()) ? BY_CONTENT : NO_MATCH;
    }
    return bySuffix ? (isBiff(head) ? CERTAIN : BY_SUFFIX) : NO_MATCH;
  }

  /** Whether the names in a container, which are UTF-16, are those of a workbook. */
  private static boolean holdsWorkbook(byte[] bytes) {
    return contains(bytes, "W\0o\0r\0k\0b\0o\0o\0k\0")
        || contains(bytes, "B\0o\0o\0k\0")
        || contains(bytes, "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");
  }

  private static boolean contains(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
  }

  @Override
  public TabularInput open(InputSource source, OptionValues values, ReadContext context)
      throws IOException {
    ExcelOptions options = ExcelOptions.of(values);
    Workbook workbook = open(source, options, context);
    try {
      return new ExcelInput(source.name(), workbook, options, sampleCells, context);
    } catch (IOException | RuntimeException e) {
      workbook.close();
      throw e;
    }
  }

  private static Workbook open(InputSource source, ExcelOptions options, ReadContext context)
      throws IOException {
    byte[] head;
    try (InputStream in = source.openStream()) {
      head = in.readNBytes(HEAD_BYTES);
    }
    SourceHead start = new SourceHead(source.name(), head, false);
    if (start.startsWith(ZIP)) {
      return openPackage(source, source.openChannel(), options, context);
    }
    if (start.startsWith(OLE)) {
      return openOle(source, options, context);
    }
    if (isBiff(start)) {
      BiffSource records = new OleFile.FileRecords(OleFile.local(source, context), null);
      return BiffWorkbook.open(records, source.name(), options.maxSharedStringsBytes(), context);
    }
    throw ExcelFailures.notWorkbook(source.name(), describe(head));
  }

  private static Workbook openPackage(
      InputSource source, SeekableByteChannel channel, ExcelOptions options, ReadContext context)
      throws IOException {
    PackageFile file =
        PackageFile.open(source, channel, options.decompression(), options.maxCellBytes());
    try {
      if (!XmlWorkbook.isIn(file)) {
        Optional<String> binary = BinaryWorkbook.part(file);
        if (binary.isPresent()) {
          return BinaryWorkbook.open(file, binary.get(), options, context);
        }
        throw ExcelFailures.notWorkbook(
            source.name(), "it is a zip file without a list of sheets, such as an ODS document");
      }
      return XmlWorkbook.open(file, options.maxSharedStringsBytes(), context);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static Workbook openOle(InputSource source, ExcelOptions options, ReadContext context)
      throws IOException {
    OleFile container = OleFile.open(source, context);
    try {
      if (container.holdsPackage()) {
        Path plain = container.decryptedPackage(options.password());
        container.close();
        return openPackage(
            source, FileChannel.open(plain, StandardOpenOption.READ), options, context);
      }
      return BiffWorkbook.open(
          container.records(options.password()),
          source.name(),
          options.maxSharedStringsBytes(),
          context);
    } catch (IOException | RuntimeException e) {
      container.close();
      throw e;
    }
  }

  /** Whether a file begins with the first record of a workbook that is in no container. */
  private static boolean isBiff(SourceHead head) {
    byte[] bytes = head.bytes();
    return bytes.length > 4
        && bytes[0] == 0x09
        && (bytes[1] == 0 || bytes[1] == 2 || bytes[1] == 4 || bytes[1] == 8)
        && bytes[2] >= 4
        && bytes[2] <= 16
        && bytes[3] == 0;
  }

  private static String describe(byte[] head) {
    String start = new String(head, StandardCharsets.ISO_8859_1).stripLeading();
    String lower = start.toLowerCase(Locale.ROOT);
    if (head.length == 0) {
      return "it is empty";
    }
    if (lower.contains("<html") || lower.contains("<table") || lower.startsWith("<!doctype html")) {
      return "it is a web page with a workbook's name";
    }
    if (lower.startsWith("<?xml")) {
      return "it is XML with a workbook's name";
    }
    return "its first bytes are those of none";
  }
}
