package io.pyforge.core.reader.excel;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TabularInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads Excel workbooks: .xlsx and its relatives, .xlsb, and .xls of every version since Excel 2.
 * The tables on the sheets are found by their cells; how, and how doubtful cases are read:
 * docs/interpretation/excel.md.
 */
public final class ExcelReader implements FormatReader {
  static final byte[] ZIP = {'P', 'K', 3, 4};
  static final byte[] OLE = {
    (byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1
  };

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
    // Of its own class, so that an input of another format loads none of what reads workbooks.
    return WorkbookFile.open(source, options, sampleCells, context);
  }

  /** Whether a file begins with the first record of a workbook that is in no container. */
  static boolean isBiff(SourceHead head) {
    byte[] bytes = head.bytes();
    return bytes.length > 4
        && bytes[0] == 0x09
        && (bytes[1] == 0 || bytes[1] == 2 || bytes[1] == 4 || bytes[1] == 8)
        && bytes[2] >= 4
        && bytes[2] <= 16
        && bytes[3] == 0;
  }
}
