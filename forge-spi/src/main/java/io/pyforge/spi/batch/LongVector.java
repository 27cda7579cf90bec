package io.pyforge.spi.batch;

import java.util.Arrays;

/**
 * A column whose values fit 64 bits each. What a long means depends on the type:
 *
 * <ul>
 *   <li>Bool: 0 or 1
 *   <li>Int32, Int64: the number
 *   <li>Float32, Float64: {@link Double#doubleToRawLongBits} of the number
 *   <li>Decimal of up to 18 digits: the unscaled number
 *   <li>Date: days since 1970-01-01
 *   <li>Time: microseconds since midnight
 *   <li>Timestamp: microseconds since 1970-01-01T00:00
 * </ul>
 *
 * @since 1
 */
public final class LongVector extends ColumnVector {
  private long[] values = new long[INITIAL_CAPACITY];

  LongVector(ColumnType type) {
    super(type);
  }

  /** The dense values, {@link #valueCount} of them. */
  public long[] values() {
    return values;
  }

  /** Appends a row with a value in the form given above. */
  public void append(long value) {
    int index = appendPresence();
    if (index == values.length) {
      values = Arrays.copyOf(values, index * 2);
    }
    values[index] = value;
  }

  /** Appends a row of a Float32 or Float64 column. */
  public void appendDouble(double value) {
    append(Double.doubleToRawLongBits(value));
  }

  @Override
  void reserveValues(int needed) {
    if (needed > values.length) {
      int length = Math.max(needed, values.length * 2);
      values = Arrays.copyOf(values, length);
    }
  }
}
