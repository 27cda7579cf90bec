package io.pyforge.core.writer.excel;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Locale;

/** The texts of what cannot be put into a workbook. */
final class ExcelFailures {
  private ExcelFailures() {}

  static ForgeException tooManyColumns(String source, String table, int columns) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-many-columns",
        String.format(
            Locale.ROOT,
            "%s: table %s has %,d columns, and a sheet of Excel holds %,d",
            source,
            table,
            columns,
            ExcelLimits.MAX_COLUMNS),
        "convert to parquet or csv, which have no such limit");
  }

  static ForgeException nameTooLong(String source, String table, int column, int characters) {
    return new ForgeException(
        ErrorKind.INPUT,
        "text-too-long",
        String.format(
            Locale.ROOT,
            "%s: table %s: the name of column %,d has %,d characters, and a cell of Excel holds"
                + " %,d",
            source,
            table,
            column,
            characters,
            ExcelLimits.MAX_CHARACTERS),
        "convert to parquet or csv, which have no such limit");
  }

  static ForgeException textTooLong(String source, String table, String column, long characters) {
    return new ForgeException(
        ErrorKind.INPUT,
        "text-too-long",
        String.format(
            Locale.ROOT,
            "%s: table %s, column %s: a text has %,d characters, and a cell of Excel holds %,d",
            source,
            table,
            column,
            characters,
            ExcelLimits.MAX_CHARACTERS),
        "pass --on-long-text truncate to cut such texts, or convert to parquet or csv");
  }
}
