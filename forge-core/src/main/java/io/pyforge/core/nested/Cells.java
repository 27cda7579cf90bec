package io.pyforge.core.nested;

import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.infer.ValueToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The values of a record, each with the column it is for. A cell is known by its number, from 0 on;
 * those of one instance are a chain, and where values are joined, so are those of one instance and
 * column.
 */
final class Cells {
  /** The end of a chain. */
  static final int NONE = -1;

  private static final byte[] SEPARATOR = "; ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] COMMA = {','};
  private static final byte[] OPENING = {'['};
  private static final byte[] CLOSING = {']'};

  private final boolean joins;
  private int[] column = new int[64];
  private int[] from = new int[64];
  private int[] to = new int[64];
  private int[] next = new int[64];
  private ValueToken[] token = new ValueToken[64];
  private byte[][] bytes = new byte[64][];
  private int count;

  // Where values are joined: the instance of each cell, the next cell of the same column, and the
  // last one of each column.
  private int[] instance = new int[64];
  private int[] same = new int[64];
  private final int[] lastOfColumn;
  private byte[] joined = new byte[256];

  /**
   * @param columns of the table, where values are joined; else 0
   */
  Cells(int columns) {
    joins = columns > 0;
    lastOfColumn = new int[columns];
  }

  int count() {
    return count;
  }

  int column(int cell) {
    return column[cell];
  }

  int from(int cell) {
    return from[cell];
  }

  int to(int cell) {
    return to[cell];
  }

  ValueToken token(int cell) {
    return token[cell];
  }

  byte[] bytes(int cell) {
    return bytes[cell];
  }

  /** The next cell of the instance, or {@link #NONE}. */
  int next(int cell) {
    return next[cell];
  }

  /** Forgets all cells from the given number on. */
  void truncate(int size) {
    count = size;
  }

  /** Starts a part of a record, whose values are not joined with those before. */
  void startPart() {
    Arrays.fill(lastOfColumn, NONE);
  }

  /**
   * Adds a cell.
   *
   * @param previous of the instance, or {@link #NONE}
   */
  int add(int previous, int owner, int place, ValueToken kind, byte[] b, int start, int end) {
    int c = count++;
    if (c == column.length) {
      grow(c * 2);
    }
    column[c] = place;
    from[c] = start;
    to[c] = end;
    token[c] = kind;
    bytes[c] = b;
    next[c] = NONE;
    if (previous != NONE) {
      next[previous] = c;
    }
    if (joins) {
      same[c] = NONE;
      instance[c] = owner;
      if (lastOfColumn[place] != NONE && instance[lastOfColumn[place]] == owner) {
        same[lastOfColumn[place]] = c;
      }
      lastOfColumn[place] = c;
    }
    return c;
  }

  private void grow(int length) {
    column = Arrays.copyOf(column, length);
    from = Arrays.copyOf(from, length);
    to = Arrays.copyOf(to, length);
    next = Arrays.copyOf(next, length);
    same = Arrays.copyOf(same, length);
    instance = Arrays.copyOf(instance, length);
    token = Arrays.copyOf(token, length);
    bytes = Arrays.copyOf(bytes, length);
  }

  /**
   * Forgets all cells but the given ones, which become the first ones, in their order, with their
   * values copied. Chains are to be made anew by {@link #chain}.
   */
  void keep(int[] cells, int size) {
    long length = 0;
    for (int i = 0; i < size; i++) {
      length += to[cells[i]] - from[cells[i]];
    }
    byte[] kept = new byte[Math.toIntExact(length) + QuickValue.PADDING];
    int[] columns = new int[size];
    int[] ends = new int[size];
    ValueToken[] tokens = new ValueToken[size];
    int end = 0;
    for (int i = 0; i < size; i++) {
      int c = cells[i];
      System.arraycopy(bytes[c], from[c], kept, end, to[c] - from[c]);
      end += to[c] - from[c];
      columns[i] = column[c];
      ends[i] = end;
      tokens[i] = token[c];
    }
    for (int i = 0; i < size; i++) {
      column[i] = columns[i];
      token[i] = tokens[i];
      from[i] = i == 0 ? 0 : ends[i - 1];
      to[i] = ends[i];
      bytes[i] = kept;
      same[i] = NONE;
      next[i] = NONE;
    }
    count = size;
  }

  /** Makes the cells from {@code first} to {@code last} the chain of an instance. */
  void chain(int owner, int first, int last) {
    for (int c = first; c <= last; c++) {
      instance[c] = owner;
      next[c] = c == last ? NONE : c + 1;
    }
  }

  /** Whether the cell is one of several, or a piece of an array, that make one value. */
  boolean isJoined(int cell) {
    return joins && (token[cell] == ValueToken.PIECE || same[cell] != NONE);
  }

  /**
   * Joins the values of all cells of a column: pieces of JSON as an array, others as a text.
   *
   * @param first of them
   * @return the length of the result, which {@link #joined} holds
   */
  int join(int first) {
    boolean json = token[first] == ValueToken.PIECE || token[first] == ValueToken.STRUCTURE;
    byte[] separator = json ? COMMA : SEPARATOR;
    int length = json ? put(OPENING, 0, 1, 0) : 0;
    for (int c = first; c != NONE; c = same[c]) {
      if (c != first) {
        length = put(separator, 0, separator.length, length);
      }
      length = put(bytes[c], from[c], to[c], length);
    }
    if (json) {
      length = put(CLOSING, 0, 1, length);
    }
    joined = Arrays.copyOf(joined, Math.max(joined.length, length + QuickValue.PADDING));
    return length;
  }

  /** The last result of {@link #join}, with padding behind it. */
  byte[] joined() {
    return joined;
  }

  private int put(byte[] b, int start, int end, int at) {
    int newEnd = Math.addExact(at, end - start);
    if (newEnd > joined.length) {
      joined = Arrays.copyOf(joined, Math.max(newEnd, joined.length * 2));
    }
    System.arraycopy(b, start, joined, at, end - start);
    return newEnd;
  }
}
