package io.pyforge.core.infer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Decimal digits to numbers, eight at a time and without a branch for each. */
final class Digits {
  /** What the functions return for bytes that are not all digits. */
  static final long NONE = -1;

  /** Most digits that {@link #parse} takes. */
  static final int MAX = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long ABOVE_NINE = 0x7676767676767676L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long TEN_TO_8 = 100_000_000L;

  private Digits() {}

  /**
   * The number written in {@code count} digits at {@code p}, 1 to {@link #MAX} of them, or NONE.
   * Eight bytes from {@code p} on must be readable, and {@code count} bytes.
   */
  static long parse(byte[] b, int p, int count) {
    if (count <= 8) {
      return upTo8(b, p, count);
    }
    long high = upTo8(b, p, count - 8);
    long low = upTo8(b, p + count - 8, 8);
    return (high | low) < 0 ? NONE : high * TEN_TO_8 + low;
  }

  /**
   * The number written in {@code whole} digits at {@code p}, a point, and {@code fraction} digits,
   * seven in all at most, without its point; or NONE. Eight bytes from {@code p} on must be
   * readable.
   */
  static long parseWithPoint(byte[] b, int p, int whole, int fraction) {
    long word = (long) LONG.get(b, p);
    long wholeDigits = (1L << whole * 8) - 1;
    return number(word & wholeDigits | word >>> 8 & ~wholeDigits, whole + fraction);
  }

  private static long upTo8(byte[] b, int p, int count) {
    return number((long) LONG.get(b, p), count);
  }

  /** The number in the lowest {@code count} bytes of a word, 1 to 8, first digit lowest. */
  private static long number(long word, int count) {
    int shift = (8 - count) * 8;
    // Push the digits up and fill with zeros from below.
    long digits = (word << shift ^ ZEROS) & -1L << shift;
    if (((digits + ABOVE_NINE | digits) & HIGH) != 0) {
      return NONE;
    }
    long pairs = digits * 10 + (digits >>> 8);
    return (pairs & 0x000000FF000000FFL) * 0x000F424000000064L
            + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L
        >>> 32;
  }
}
