package io.pyforge.core.writer.excel;

import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.FormatWriter;
import io.pyforge.spi.writer.TabularOutput;
import io.pyforge.spi.writer.WriteContext;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * Writes Excel workbooks, each table to a sheet.
 *
 * <p>The path of a batch: {@link RowEncoder} (on any thread) makes the XML of its rows, all but
 * their numbers; {@link TableSheets} puts the numbers in, begins another sheet where one is full,
 * and hands the text to a {@link DeflatedPart}; in the end {@link Workbook} puts the parts into a
 * {@link ZipPackage}.
 */
public final class XlsxWriter implements FormatWriter {
  private final Function<String, Path> newTempFile;
  private final int maxRows;

  /**
   * @param newTempFile gives a new, empty file whose name ends as asked, for sheets that are too
   *     large to be kept in memory until the workbook is complete
   */
  public XlsxWriter(Function<String, Path> newTempFile) {
    this(newTempFile, ExcelLimits.MAX_ROWS);
  }

  /**
   * @param maxRows rows of a sheet, the names of the columns among them
   */
  XlsxWriter(Function<String, Path> newTempFile, int maxRows) {
    this.newTempFile = newTempFile;
    this.maxRows = maxRows;
  }

  @Override
  public String format() {
    return "xlsx";
  }

  @Override
  public String description() {
    return "Excel workbook, a sheet a table";
  }

  @Override
  public List<String> suffixes() {
    return List.of("xlsx");
  }

  @Override
  public boolean manyTablesPerFile() {
    return true;
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(RowEncoder.ON_LONG_TEXT);
  }

  @Override
  public TabularOutput open(OutputTarget target, OptionValues options, WriteContext context) {
    boolean truncate = options.choice(RowEncoder.ON_LONG_TEXT).equals("truncate");
    return new Workbook(target, context.sourceName(), truncate, newTempFile, maxRows);
  }
}
