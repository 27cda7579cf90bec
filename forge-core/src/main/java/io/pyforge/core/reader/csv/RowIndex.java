package io.pyforge.core.reader.csv;

/**
 * Where the fields of some rows are: the result of cutting a block's rows into fields, before any value
 * is looked at. Kept small enough for the processor's cache and filled again and again.
 */
final class RowIndex {
  private static final int MAX_ROWS = 64;
  private static final int MAX_FIELDS = 32 * 1024;
  private static final int MIN_ROWS = 16;

  /** Most rows it holds. */
  final int capacity;

  /** Rows it holds now. */
  int rowCount;

  /** Where each row starts. */
  final int[] rowStarts;

  /**
   * By column, then row: where the field ends, exclusive. It starts one behind the end of the field
   * before, or at the row's start; a field that the row lacks starts behind its end.
   */
  final int[][] ends;

  RowIndex(int width) {
    capacity = Math.max(MIN_ROWS, Math.min(MAX_ROWS, MAX_FIELDS / Math.max(1, width)));
    rowStarts = new int[capacity];
    ends = new int[width][capacity];
  }

  /** Where the field starts. */
  int start(int column, int row) {
    return column == 0 ? rowStarts[row] : ends[column - 1][row] + 1;
  }
}
