package io.pyforge.core.reader.csv;

/**
 * Where the fields of some rows are: the result of cutting a block's rows into fields, before any
 * value is looked at. Kept small enough for the processor's cache and filled again and again.
 */
final class RowIndex {
  private static final int MAX_ROWS = 64;
  private static final int MAX_FIELDS = 32 * 1024;
  private static final int MIN_ROWS = 16;

  /** Most rows it holds. */
  final int capacity;

  /** Rows it holds now. */
  int rowCount;

  /**
   * By column, then row, the first column at 1: where the field ends, exclusive. It starts one
   * behind the end of the field before; at 0 stands the byte before the row. A field that the row
   * lacks starts behind its end.
   */
  final int[][] ends;

  RowIndex(int width) {
    capacity = Math.max(MIN_ROWS, Math.min(MAX_ROWS, MAX_FIELDS / Math.max(1, width)));
    ends = new int[width + 1][capacity];
  }

  void setStart(int row, int start) {
    ends[0][row] = start - 1;
  }

  /** Where the field starts; columns from 0. */
  int start(int column, int row) {
    return ends[column][row] + 1;
  }

  /** Where the fields of a column end; columns from 0. */
  int[] ends(int column) {
    return ends[column + 1];
  }
}
