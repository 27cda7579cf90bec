package io.pyforge.core.reader.mdf;

import io.pyforge.core.reader.mdf.LongDecoder.Loop;

/** Numbers of fixed width as values of 64 bits. */
final class NumberLoops {
  private static final int NEGATIVE = 0;
  private static final int POSITIVE = 1;

  private NumberLoops() {}

  static Loop unsignedByte() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        values[first + i] = b[at[i]] & 0xff;
      }
      return count;
    };
  }

  static Loop int16() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        values[first + i] = LittleEndian.i16(b, at[i]);
      }
      return count;
    };
  }

  /** Also smallmoney, in ten thousandths. */
  static Loop int32() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        values[first + i] = LittleEndian.i32(b, at[i]);
      }
      return count;
    };
  }

  /** Also float. */
  static Loop int64() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        values[first + i] = LittleEndian.i64(b, at[i]);
      }
      return count;
    };
  }

  static Loop real() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        float value = Float.intBitsToFloat(LittleEndian.i32(b, at[i]));
        values[first + i] = Double.doubleToRawLongBits(value);
      }
      return count;
    };
  }

  /**
   * Bits that share a byte.
   *
   * @param bit of the byte, from 0
   */
  static Loop bit(int bit) {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        values[first + i] = b[at[i]] >> bit & 1;
      }
      return count;
    };
  }

  /** A sign, then the magnitude, of decimals of up to 18 digits. */
  static Loop decimal(int precision) {
    long limit = 1;
    for (int i = 0; i < precision; i++) {
      limit *= 10;
    }
    long bound = limit;
    boolean wide = SqlType.decimalBytes(precision) > 1 + Integer.BYTES;
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        int start = at[i];
        long magnitude = wide ? LittleEndian.i64(b, start + 1) : LittleEndian.u32(b, start + 1);
        int sign = b[start];
        if (magnitude < 0 || magnitude >= bound || sign != NEGATIVE && sign != POSITIVE) {
          return i;
        }
        values[first + i] = sign == POSITIVE ? magnitude : -magnitude;
      }
      return count;
    };
  }
}
