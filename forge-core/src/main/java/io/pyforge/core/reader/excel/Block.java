package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cells that lie together: some rows without a blank one between them, and some columns. Its first
 * rows are there cell by cell, of the others only what their columns hold.
 *
 * @param rows the first rows of the sheet's part, with cells of other columns too
 * @param complete whether these are all rows
 */
record Block(
    List<SheetRow> rows,
    boolean complete,
    int firstColumn,
    int lastColumn,
    int lastRow,
    SharedStrings strings) {

  /** Number of its first row. */
  int firstRow() {
    List<SheetRow> filled = filledRows();
    return filled.isEmpty() ? lastRow : filled.get(0).number;
  }

  /** Columns it has. */
  int width() {
    return lastColumn - firstColumn + 1;
  }

  /** The first index of {@link SheetRow#columns} that may be of the block. */
  int firstCell(SheetRow row) {
    int at = java.util.Arrays.binarySearch(row.columns, 0, row.count, firstColumn);
    return at >= 0 ? at : -at - 1;
  }

  /** Whether the cell at an index of the row counts: it is in the block, and not empty or blank. */
  boolean counts(SheetRow row, int cell) {
    return row.columns[cell] <= lastColumn && isFilled(row, cell, strings);
  }

  /** Whether a cell shows something, or would if it were calculated. */
  static boolean isFilled(SheetRow row, int cell, SharedStrings strings) {
    return row.kinds[cell] != CellKind.EMPTY && !CellTexts.isBlank(row, cell, strings);
  }

  /** Filled cells of a row. */
  int fill(SheetRow row) {
    int fill = 0;
    for (int i = firstCell(row); i < row.count && row.columns[i] <= lastColumn; i++) {
      fill += counts(row, i) ? 1 : 0;
    }
    return fill;
  }

  /** The rows that have a filled cell in the block. */
  List<SheetRow> filledRows() {
    List<SheetRow> filled = new ArrayList<>();
    for (SheetRow row : rows) {
      if (fill(row) > 0) {
        filled.add(row);
      }
    }
    return filled;
  }

  /** Whether every filled cell of a row is text. */
  boolean isText(SheetRow row) {
    for (int i = firstCell(row); i < row.count && row.columns[i] <= lastColumn; i++) {
      if (counts(row, i) && !CellKind.isText(row.kinds[i])) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether it reads like notes rather than a table: a single row of text, or few rows, each of one
   * text, or of a label with a colon and what it says.
   */
  boolean isNotes(int maxRows) throws IOException {
    List<SheetRow> filled = filledRows();
    if (!complete || filled.size() > maxRows) {
      return false;
    }
    if (filled.size() == 1 && isText(filled.get(0))) {
      return true;
    }
    for (SheetRow row : filled) {
      int fill = fill(row);
      int first = firstCell(row);
      while (first < row.count && !counts(row, first)) {
        first++;
      }
      boolean text = CellKind.isText(row.kinds[first]);
      boolean label = text && CellTexts.text(row, first, strings).strip().endsWith(":");
      if (!text || fill > 2 || fill == 2 && !label) {
        return false;
      }
    }
    return true;
  }

  /** The first of the rows that has a cell in the block; null when none has. */
  @Nullable SheetRow firstIn(List<SheetRow> candidates) {
    for (SheetRow row : candidates) {
      if (fill(row) > 0) {
        return row;
      }
    }
    return null;
  }

  /** The texts of a row's cells in the block, in lower case. */
  List<String> texts(SheetRow row) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = firstCell(row); i < row.count; i++) {
      if (counts(row, i)) {
        texts.add(CellTexts.text(row, i, strings).strip().toLowerCase(Locale.ROOT));
      }
    }
    return texts;
  }

  /** Whether another block has the same columns. */
  boolean hasColumnsOf(Block other) {
    return firstColumn == other.firstColumn && lastColumn == other.lastColumn;
  }

  /** Evidence for each column, of no value yet. */
  CellEvidence[] noEvidence(boolean errorsAreText) {
    CellEvidence[] evidence = new CellEvidence[width()];
    for (int i = 0; i < evidence.length; i++) {
      evidence[i] = new CellEvidence(errorsAreText);
    }
    return evidence;
  }
}
