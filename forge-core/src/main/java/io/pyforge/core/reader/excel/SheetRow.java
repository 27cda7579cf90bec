package io.pyforge.core.reader.excel;

import java.util.Arrays;

/**
 * The cells of one row that hold something, from left to right. Reused for every row: {@link
 * SheetRows} fills it, and what {@link #text} holds is valid until the next row.
 */
final class SheetRow {
  /** The row's number, from 1. */
  int number;

  /** Whether the row is hidden. */
  boolean hidden;

  /** Whether a row without cells comes before; hidden and skipped rows have some. */
  boolean afterGap;

  /** Cells in the arrays. */
  int count;

  /** Columns from 0, ascending. */
  int[] columns = new int[32];

  /** What the cells hold, as {@link CellKind} says. */
  byte[] kinds = new byte[32];

  /** Values as {@link CellKind} says; the span of a text is its offset in {@link #text}. */
  long[] values = new long[32];

  /** What {@link CellKind} says beside the value; of a text its length in bytes. */
  int[] extras = new int[32];

  /** The texts of the row. */
  final TextBytes text = new TextBytes();

  /** Cells of this row whose column was given twice; the last one holds. */
  int repeated;

  /** Formulas among the cells. */
  int formulas;

  /** Empties it. */
  void begin(int rowNumber, boolean isHidden) {
    number = rowNumber;
    hidden = isHidden;
    count = 0;
    repeated = 0;
    formulas = 0;
    text.length = 0;
  }

  /** Adds a cell. */
  void add(int column, byte kind, long value, int extra) {
    if (count == columns.length) {
      columns = Arrays.copyOf(columns, count * 2);
      kinds = Arrays.copyOf(kinds, count * 2);
      values = Arrays.copyOf(values, count * 2);
      extras = Arrays.copyOf(extras, count * 2);
    }
    if (count > 0 && columns[count - 1] >= column) {
      insert(column, kind, value, extra);
      return;
    }
    columns[count] = column;
    kinds[count] = kind;
    values[count] = value;
    extras[count] = extra;
    count++;
  }

  /** Adds a text that ends what {@link #text} holds. */
  void addText(int column, byte kind, int from) {
    add(column, kind, from, text.length - from);
  }

  /** Puts a cell where it belongs, for rows whose cells are out of order. */
  private void insert(int column, byte kind, long value, int extra) {
    int at = Arrays.binarySearch(columns, 0, count, column);
    if (at >= 0) {
      repeated++;
    } else {
      at = -at - 1;
      System.arraycopy(columns, at, columns, at + 1, count - at);
      System.arraycopy(kinds, at, kinds, at + 1, count - at);
      System.arraycopy(values, at, values, at + 1, count - at);
      System.arraycopy(extras, at, extras, at + 1, count - at);
      count++;
    }
    columns[at] = column;
    kinds[at] = kind;
    values[at] = value;
    extras[at] = extra;
  }

  /** A copy with nothing to spare. */
  SheetRow copy() {
    SheetRow copy = new SheetRow();
    copy.number = number;
    copy.hidden = hidden;
    copy.afterGap = afterGap;
    copy.count = count;
    copy.columns = Arrays.copyOf(columns, count);
    copy.kinds = Arrays.copyOf(kinds, count);
    copy.values = Arrays.copyOf(values, count);
    copy.extras = Arrays.copyOf(extras, count);
    copy.text.bytes = Arrays.copyOf(text.bytes, text.length);
    copy.text.length = text.length;
    copy.repeated = repeated;
    copy.formulas = formulas;
    return copy;
  }

  /** Adds one of the cells to another row, which has room for it. */
  void copyCell(int cell, SheetRow to) {
    int at = to.count++;
    to.columns[at] = columns[cell];
    to.kinds[at] = kinds[cell];
    to.values[at] = values[cell];
    to.extras[at] = extras[cell];
  }
}
