package io.pyforge.core.writer.excel;

/**
 * What a workbook holds at most: "Excel specifications and limits" of Microsoft's support pages.
 */
final class ExcelLimits {
  /** Rows of a sheet. */
  static final int MAX_ROWS = 1_048_576;

  /** Columns of a sheet. */
  static final int MAX_COLUMNS = 16_384;

  /** Characters of a cell, in UTF-16. */
  static final int MAX_CHARACTERS = 32_767;

  /** Characters of a sheet's name, in UTF-16. */
  static final int MAX_NAME_CHARACTERS = 31;

  /** Significant digits of a number. */
  static final int MAX_DIGITS = 15;

  private ExcelLimits() {}
}
