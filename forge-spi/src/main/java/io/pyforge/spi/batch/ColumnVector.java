package io.pyforge.spi.batch;

import java.util.Arrays;

/**
 * The values of one column in one batch: which rows hold a value, and the values themselves, dense
 * (nulls take no room), in row order. Subclasses keep them in primitive arrays.
 *
 * <p>Rows are appended; nothing is changed afterwards. Arrays returned by accessors are the
 * vector's own, may be longer than the content, and are replaced when the vector grows: fetch them
 * again after every append.
 *
 * <p>Not thread-safe; a batch has one owner at a time.
 *
 * @since 1
 */
public abstract sealed class ColumnVector permits LongVector, Int128Vector, BytesVector {
  /** Rows that a new vector has room for; a power of two that fits a typical block. */
  static final int INITIAL_CAPACITY = 1024;

  private final ColumnType type;
  private byte[] presence = new byte[INITIAL_CAPACITY];
  private int rowCount;
  private int valueCount;

  ColumnVector(ColumnType type) {
    this.type = type;
  }

  /** The column's type. */
  public final ColumnType type() {
    return type;
  }

  /** Rows appended, with and without a value. */
  public final int rowCount() {
    return rowCount;
  }

  /** Rows that hold a value. */
  public final int valueCount() {
    return valueCount;
  }

  /** Rows that hold none. */
  public final int nullCount() {
    return rowCount - valueCount;
  }

  /** One byte a row for the first {@link #rowCount} rows: 1 where a value is, 0 where none. */
  public final byte[] presence() {
    return presence;
  }

  /** Appends a row without a value. */
  public final void appendNull() {
    if (rowCount == presence.length) {
      growRows();
    }
    presence[rowCount++] = 0;
  }

  /**
   * Makes room for {@code rows} more rows, each with a value, for readers that fill the arrays
   * themselves: {@link #presence} from {@link #rowCount} on, and the subclass's values from {@link
   * #valueCount} on. {@link #added} then says how many there are.
   */
  public final void reserve(int rows) {
    int needed = Math.addExact(rowCount, rows);
    if (needed > presence.length) {
      presence = Arrays.copyOf(presence, Math.max(needed, presence.length * 2));
    }
    reserveValues(Math.addExact(valueCount, rows));
  }

  /** Makes the arrays of values at least that long. */
  abstract void reserveValues(int needed);

  /**
   * Counts rows that were filled in after {@link #reserve}.
   *
   * @param values how many of them hold a value
   */
  public final void added(int rows, int values) {
    rowCount += rows;
    valueCount += values;
  }

  /** Forgets all rows and keeps the arrays. */
  void clear() {
    rowCount = 0;
    valueCount = 0;
  }

  /** Marks the next row present and returns the index its value takes in the dense arrays. */
  final int appendPresence() {
    if (rowCount == presence.length) {
      growRows();
    }
    presence[rowCount++] = 1;
    return valueCount++;
  }

  private void growRows() {
    presence = Arrays.copyOf(presence, presence.length * 2);
  }

  /** A vector for a type. */
  static ColumnVector of(ColumnType type) {
    if (type instanceof ColumnType.Text || type instanceof ColumnType.Binary) {
      return new BytesVector(type);
    }
    if (type instanceof ColumnType.Decimal decimal && !decimal.fitsLong()) {
      return new Int128Vector(type);
    }
    return new LongVector(type);
  }
}
