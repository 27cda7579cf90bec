package io.pyforge.core.reader.dbf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Blanks and digits of up to eight bytes at once, without a branch for each. */
final class EightBytes {
  /** What {@link #number} returns for anything but a plain number. */
  static final long NONE = Long.MIN_VALUE;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long BLANKS = 0x2020202020202020L;
  private static final long ZEROS = 0x3030303030303030L;

  /** What a blank, a sign and a point are after the bits of a zero are taken off. */
  private static final long BLANKS_LESS_ZEROS = 0x1010101010101010L;

  private static final int SIGN = '-' ^ '0';
  private static final int POINT = '.' ^ '0';
  private static final long ABOVE_NINE = 0x7676767676767676L;
  private static final long HIGH = 0x8080808080808080L;

  private EightBytes() {}

  /** The eight bytes at {@code p}, the first one lowest. */
  static long at(byte[] b, int p) {
    return (long) LONG.get(b, p);
  }

  /** Whether {@code count} bytes, 1 to 8, are all blanks. */
  static boolean areBlank(byte[] b, int p, int count) {
    int shift = (8 - count) * 8;
    return (at(b, p) ^ BLANKS) << shift == 0;
  }

  /** Where the blanks that end {@code [from, to)} begin. Eight bytes behind it are readable. */
  static int trimmedEnd(byte[] b, int from, int to) {
    int end = to;
    while (end - from >= 8) {
      long other = at(b, end - 8) ^ BLANKS;
      if (other != 0) {
        return end - (Long.numberOfLeadingZeros(other) >> 3);
      }
      end -= 8;
    }
    if (end == from) {
      return end;
    }
    int shift = (8 - (end - from)) * 8;
    long other = (at(b, from) ^ BLANKS) << shift;
    return other == 0 ? from : end - (Long.numberOfLeadingZeros(other) >> 3);
  }

  /**
   * The number, without its point, that {@code count} bytes, 1 to 8, are: blanks, a minus or none,
   * digits, a point before the last {@code scale} of them if that is not 0. Eight bytes from {@code
   * p} on are readable.
   */
  static long number(byte[] b, int p, int count, int scale) {
    int shift = (8 - count) * 8;
    long digits = (at(b, p) ^ ZEROS) << shift;
    long beside = digits ^ BLANKS_LESS_ZEROS << shift;
    if (beside == 0) {
      return NONE; // only blanks
    }
    int first = Long.numberOfTrailingZeros(beside) & ~7;
    digits = digits >>> first << first;
    boolean negative = (digits >>> first & 0xff) == SIGN;
    if (negative) {
      if (first == 56) {
        return NONE; // only a sign
      }
      digits ^= (long) SIGN << first;
    }
    if (scale > 0) {
      int point = (7 - scale) * 8;
      if (point < first || (digits >>> point & 0xff) != POINT) {
        return NONE;
      }
      long fraction = digits & -1L << point + 8;
      digits = fraction | (digits & (1L << point) - 1) << 8;
    }
    if (((digits + ABOVE_NINE | digits) & HIGH) != 0) {
      return NONE;
    }
    long pairs = digits * 10 + (digits >>> 8);
    long number =
        (pairs & 0x000000FF000000FFL) * 0x000F424000000064L
                + (pairs >>> 16 & 0x000000FF000000FFL) * 0x0000271000000001L
            >>> 32;
    return negative ? -number : number;
  }
}
