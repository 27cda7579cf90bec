package io.pyforge.core.nested;

import io.pyforge.core.infer.ValueAppender;
import io.pyforge.core.infer.ValueToken;
import java.util.Arrays;

/**
 * Rows of flat records, noted as places of values, so that columns can be filled one after the
 * other: a tight loop for one column is several times faster than a row across all of them.
 */
final class RowBuffer {
  /** Few enough that the places of a usual table stay in the processor's cache. */
  private static final int ROWS = 1024;

  private final int[][] from;
  private final int[][] to;
  private final byte[][] tokens;
  private final long[] positions = new long[ROWS];
  private int count;

  RowBuffer(int width) {
    from = new int[width][ROWS];
    to = new int[width][ROWS];
    tokens = new byte[width][ROWS];
  }

  /** Notes a value of the row at hand. */
  void value(int column, ValueToken token, int start, int end) {
    from[column][count] = start;
    to[column][count] = end;
    tokens[column][count] = token.code();
  }

  /** Ends a row; true when there is no room for another. */
  boolean endRow(long position) {
    positions[count++] = position;
    return count == ROWS;
  }

  /** Forgets the values noted for the row at hand, which was given up. */
  void dropRow() {
    if (count < ROWS) {
      for (byte[] column : tokens) {
        column[count] = 0;
      }
    }
  }

  /** Rows noted. */
  int count() {
    return count;
  }

  long position(int row) {
    return positions[row];
  }

  int from(int column, int row) {
    return from[column][row];
  }

  int to(int column, int row) {
    return to[column][row];
  }

  /** Appends a column of all rows; returns the first row that does not fit, or the count. */
  int appendTo(ValueAppender appender, int column, byte[] bytes) {
    return appender.appendAll(bytes, from[column], to[column], tokens[column], count);
  }

  /** Forgets all rows. */
  void clear() {
    for (byte[] column : tokens) {
      Arrays.fill(column, 0, count, (byte) 0);
    }
    count = 0;
  }
}
