package io.pyforge.core.nested;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.infer.ValueAppender;
import io.pyforge.core.infer.ValueText;
import io.pyforge.core.infer.ValueToken;
import java.util.Arrays;

/**
 * Rows whose values are still text, gathered by the one thread that walks the records, so that
 * another can turn them into columns. It is kept with its batch and used again.
 */
final class DeferredRows {
  /** Values that are gathered at most, present or not: each takes nine bytes. */
  private static final int MAX_VALUES = 2 * 1024 * 1024;

  private static final int FIRST_ROWS = 1024;

  /** Values that a table has room for at first, so that a very wide one does not take much. */
  private static final int FIRST_VALUES = 512 * 1024;

  private static final int FEWEST_ROWS = 16;
  private static final int FIRST_BYTES = 64 * 1024;

  private int[][] from = new int[0][];
  private int[][] to = new int[0][];
  private byte[][] tokens = new byte[0][];
  private long[] positions = new long[FIRST_ROWS];
  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;
  private int count;

  /** Forgets all rows and makes room for rows of a table. */
  void begin(int width) {
    if (from.length != width) {
      int rows = Math.max(FEWEST_ROWS, Math.min(FIRST_ROWS, FIRST_VALUES / Math.max(1, width)));
      from = new int[width][rows];
      to = new int[width][rows];
      tokens = new byte[width][rows];
    } else {
      for (byte[] column : tokens) {
        Arrays.fill(column, 0, Math.min(count + 1, column.length), (byte) 0);
      }
    }
    size = 0;
    count = 0;
  }

  /** Gives the row at hand a value, which is copied. */
  void value(int column, ValueToken token, byte[] b, int start, int end) {
    if (count >= tokens[column].length) {
      int rows = count * 2;
      from[column] = Arrays.copyOf(from[column], rows);
      to[column] = Arrays.copyOf(to[column], rows);
      tokens[column] = Arrays.copyOf(tokens[column], rows);
    }
    int length = end - start;
    int needed = Math.addExact(Math.addExact(size, length), QuickValue.PADDING);
    if (needed > bytes.length) {
      long doubled = Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16);
      bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    }
    System.arraycopy(b, start, bytes, size, length);
    from[column][count] = size;
    size += length;
    to[column][count] = size;
    tokens[column][count] = token.code();
  }

  /** Ends the row at hand. */
  void endRow(long position) {
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count * 2);
    }
    positions[count++] = position;
  }

  int count() {
    return count;
  }

  /** Whether more rows would take too much memory. */
  boolean isFull() {
    return (long) count * from.length >= MAX_VALUES;
  }

  /** The array that all values lie in. */
  byte[] bytes() {
    return bytes;
  }

  long position(int row) {
    return positions[row];
  }

  /** A value as text. */
  String text(int column, int row) {
    int start = from[column][row];
    return new String(
        bytes, start, to[column][row] - start, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Appends a column of all rows; returns the first row that does not fit, or the count. */
  int appendTo(ValueAppender appender, int column) {
    if (tokens[column].length < count) {
      tokens[column] = Arrays.copyOf(tokens[column], count);
      from[column] = Arrays.copyOf(from[column], count);
      to[column] = Arrays.copyOf(to[column], count);
    }
    return appender.appendAll(bytes, from[column], to[column], tokens[column], count);
  }

  /** What the values of a column are. */
  ColumnEvidence evidence(int column) {
    ColumnEvidence evidence = new ColumnEvidence();
    ValueText value = new ValueText();
    int rows = Math.min(count, tokens[column].length);
    for (int row = 0; row < rows && !evidence.isText(); row++) {
      boolean telling = tokens[column][row] != 0 && tokens[column][row] != ValueToken.TYPED.code();
      if (telling) {
        ValueToken.of(tokens[column][row])
            .learn(value, bytes, from[column][row], to[column][row], evidence);
      }
    }
    return evidence;
  }
}
