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
  private static final byte[] ZIP = {'P', 'K', 3, 4};

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
    return bySuffix ? BY_SUFFIX : NO_MATCH;
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
      return new ExcelInput(source.name(), workbook, options, context);
    } catch (IOException | RuntimeException e) {
      workbook.close();
      throw e;
    }
  }

  private static Workbook open(InputSource source, ExcelOptions options, ReadContext context)
      throws IOException {
    PackageFile file = PackageFile.open(source, options.decompression(), options.maxCellBytes());
    try {
      return XmlWorkbook.open(file, options.maxSharedStringsBytes(), context);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
