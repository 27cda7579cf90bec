package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of a page as header and rows.
 *
 * @param header text of each column's heading, its lines joined by blanks; empty without a header
 * @param rows fields; null where blank
 */
record TableShape(Optional<List<String>> header, List<@Nullable String[]> rows) {
  /** Rows at the top that may be a header. */
  private static final int MAX_HEADER_ROWS = 5;

  /**
   * Takes a table apart.
   *
   * @param wanted whether there is a header; empty when that is to be found out
   */
  static TableShape of(GridTable table, Optional<Boolean> wanted) {
    @Nullable String[][] fields = new @Nullable String[table.rows()][table.columns()];
    for (GridTable.Cell cell : table.cells()) {
      for (int row = cell.row(); row <= cell.lastRow(); row++) {
        fields[row][cell.column()] = cell.text();
      }
    }
    int count = wanted.isPresent() && !wanted.get() ? 0 : headerRows(table, fields);
    if (wanted.isPresent() && wanted.get()) {
      count = Math.max(1, count);
    }
    List<@Nullable String[]> rows = new ArrayList<>();
    for (int row = count; row < table.rows(); row++) {
      rows.add(fields[row]);
    }
    return new TableShape(count == 0 ? Optional.empty() : Optional.of(header(table, count)), rows);
  }

  private static List<String> header(GridTable table, int rows) {
    List<String> header = new ArrayList<>();
    for (int column = 0; column < table.columns(); column++) {
      Set<GridTable.Cell> over = new LinkedHashSet<>();
      for (GridTable.Cell cell : table.cells()) {
        if (cell.row() < rows && cell.column() <= column && cell.lastColumn() >= column) {
          over.add(cell);
        }
      }
      StringBuilder name = new StringBuilder();
      for (GridTable.Cell cell : over) {
        name.append(name.isEmpty() ? "" : " ").append(cell.text().replace('\n', ' '));
      }
      header.add(name.toString());
    }
    return header;
  }

  /**
   * How many rows at the top are a header: those with cells over several columns and what stands
   * below these, then the rows above the first that looks like the values further down.
   */
  private static int headerRows(GridTable table, @Nullable String[][] fields) {
    int spanned = 0;
    for (GridTable.Cell cell : table.cells()) {
      boolean partly = cell.lastColumn() - cell.column() + 1 < table.columns();
      if (cell.lastColumn() > cell.column() && cell.row() <= spanned && partly) {
        spanned = Math.max(spanned, cell.row() + 1);
      }
      if (cell.row() == 0 && cell.lastRow() > 0 && spanned > 0) {
        spanned = Math.max(spanned, cell.lastRow());
      }
    }
    int limit = Math.min(MAX_HEADER_ROWS, table.rows() - 1);
    if (spanned > 0) {
      return Math.min(limit, spanned + 1);
    }
    boolean[] numeric = numericColumns(table, fields);
    boolean anyNumeric = false;
    for (boolean column : numeric) {
      anyNumeric |= column;
    }
    if (!anyNumeric) {
      return isNames(fields[0]) ? Math.min(1, limit) : 0;
    }
    int count = 0;
    while (count < limit && !hasValues(fields[count], numeric)) {
      count++;
    }
    if (count == limit) {
      return isNames(fields[0]) ? Math.min(1, limit) : 0;
    }
    if (count == 0 && isYears(fields[0], numeric) && !isYears(fields[1], numeric)) {
      return 1;
    }
    return count;
  }

  /** The columns of mostly numbers, which is told from the lower half. */
  private static boolean[] numericColumns(GridTable table, @Nullable String[][] fields) {
    boolean[] numeric = new boolean[table.columns()];
    for (int column = 0; column < numeric.length; column++) {
      int numbers = 0;
      int filled = 0;
      for (int row = table.rows() / 2; row < table.rows(); row++) {
        String text = fields[row][column];
        if (text != null) {
          CellKind kind = CellKind.of(text);
          filled += kind == CellKind.NOTHING ? 0 : 1;
          numbers += kind == CellKind.NUMBER ? 1 : 0;
        }
      }
      numeric[column] = numbers * 2 > filled;
    }
    return numeric;
  }

  private static boolean hasValues(@Nullable String[] row, boolean[] numeric) {
    int values = 0;
    int others = 0;
    for (int column = 0; column < row.length; column++) {
      String text = row[column];
      if (text != null && numeric[column]) {
        boolean value = CellKind.of(text) != CellKind.TEXT;
        values += value ? 1 : 0;
        others += value ? 0 : 1;
      }
    }
    return values > 0 && values >= others;
  }

  /** Whether all numbers of a row are years, which name columns rather than measure something. */
  private static boolean isYears(@Nullable String[] row, boolean[] numeric) {
    int years = 0;
    for (int column = 0; column < row.length; column++) {
      String text = row[column];
      if (text != null && numeric[column]) {
        if (!text.strip().matches("(19|20)\\d\\d([-–/](19|20)?\\d\\d)?")) {
          return false;
        }
        years++;
      }
    }
    return years >= 2;
  }

  /** Whether a row may name the columns: nearly all filled, all different, none a number. */
  private static boolean isNames(@Nullable String[] row) {
    Set<String> names = new LinkedHashSet<>();
    int filled = 0;
    for (String text : row) {
      if (text != null) {
        if (CellKind.of(text) != CellKind.TEXT) {
          return false;
        }
        filled++;
        names.add(text);
      }
    }
    return filled == names.size() && filled >= row.length - 1;
  }
}
