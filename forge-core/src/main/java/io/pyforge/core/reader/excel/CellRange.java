package io.pyforge.core.reader.excel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rectangle of cells, both ends included.
 *
 * @param firstRow from 1
 * @param firstColumn from 0
 */
record CellRange(int firstRow, int firstColumn, int lastRow, int lastColumn) {
  /** Columns of a sheet. */
  static final int MAX_COLUMNS = 16_384;

  /** Rows of a sheet, as Excel has them; files may have more. */
  static final int MAX_ROWS = 1_048_576;

  private static final Pattern RANGE =
      Pattern.compile("\\$?([A-Z]{1,3})?\\$?([0-9]{1,7})?(?::\\$?([A-Z]{1,3})?\\$?([0-9]{1,7})?)?");

  /**
   * Reads {@code B3:F90}, {@code B:F}, {@code 3:90} or {@code B3}, with or without dollar signs;
   * empty when it is none of these.
   */
  static Optional<CellRange> parse(String text) {
    Matcher m = RANGE.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!m.matches() || m.group(1) == null && m.group(2) == null) {
      return Optional.empty();
    }
    boolean single = !text.contains(":");
    if (single && (m.group(1) == null || m.group(2) == null)) {
      return Optional.empty();
    }
    boolean columns = m.group(1) != null;
    boolean rows = m.group(2) != null;
    if (!single && (columns != (m.group(3) != null) || rows != (m.group(4) != null))) {
      return Optional.empty();
    }
    int column = columns ? column(m.group(1)) : 0;
    int row = rows ? Integer.parseInt(m.group(2)) : 1;
    int otherColumn = single ? column : columns ? column(m.group(3)) : MAX_COLUMNS - 1;
    int otherRow = single ? row : rows ? Integer.parseInt(m.group(4)) : Integer.MAX_VALUE;
    CellRange range =
        new CellRange(
            Math.min(row, otherRow),
            Math.min(column, otherColumn),
            Math.max(row, otherRow),
            Math.max(column, otherColumn));
    boolean possible = range.firstRow > 0 && range.lastColumn < MAX_COLUMNS;
    return possible ? Optional.of(range) : Optional.empty();
  }

  /** The column, from 0, that letters name. */
  static int column(String letters) {
    int column = 0;
    for (int i = 0; i < letters.length(); i++) {
      column = column * 26 + letters.charAt(i) - 'A' + 1;
    }
    return column - 1;
  }

  /** The letters of a column, from 0. */
  static String letters(int column) {
    StringBuilder letters = new StringBuilder();
    for (int c = column + 1; c > 0; c = (c - 1) / 26) {
      letters.insert(0, (char) ('A' + (c - 1) % 26));
    }
    return letters.toString();
  }

  /** Whether a cell is in it. */
  boolean contains(int row, int column) {
    return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
  }

  /** Columns it has. */
  int width() {
    return lastColumn - firstColumn + 1;
  }

  @Override
  public String toString() {
    String first = letters(firstColumn) + firstRow;
    String last =
        lastRow == Integer.MAX_VALUE ? letters(lastColumn) : letters(lastColumn) + lastRow;
    return first.equals(last) ? first : first + ":" + last;
  }
}
