package io.pyforge.spi.batch;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A decimal column of 19 to 38 digits: unscaled 128-bit two's complement numbers, in two longs
 * each.
 *
 * @since 1
 */
public final class Int128Vector extends ColumnVector {
  private long[] high = new long[INITIAL_CAPACITY];
  private long[] low = new long[INITIAL_CAPACITY];

  Int128Vector(ColumnType type) {
    super(type);
  }

  /** The dense upper halves, {@link #valueCount} of them. */
  public long[] high() {
    return high;
  }

  /** The dense lower halves, to be read as unsigned. */
  public long[] low() {
    return low;
  }

  /** Appends a row with the unscaled number {@code high * 2^64 + unsigned low}. */
  public void append(long highHalf, long lowHalf) {
    int index = appendPresence();
    if (index == high.length) {
      high = Arrays.copyOf(high, index * 2);
      low = Arrays.copyOf(low, index * 2);
    }
    high[index] = highHalf;
    low[index] = lowHalf;
  }

  /**
   * Appends a row with an unscaled number.
   *
   * @throws ArithmeticException if it needs more than 128 bits
   */
  public void append(BigInteger unscaled) {
    if (unscaled.bitLength() > 127) {
      throw new ArithmeticException("unscaled value does not fit 128 bits");
    }
    append(unscaled.shiftRight(64).longValue(), unscaled.longValue());
  }

  /** The unscaled number at {@code index} of the dense values. */
  public BigInteger unscaled(int index) {
    return BigInteger.valueOf(high[index])
        .shiftLeft(64)
        .add(new BigInteger(Long.toUnsignedString(low[index])));
  }

  @Override
  void reserveValues(int needed) {
    if (needed > high.length) {
      int length = Math.max(needed, high.length * 2);
      high = Arrays.copyOf(high, length);
      low = Arrays.copyOf(low, length);
    }
  }
}
