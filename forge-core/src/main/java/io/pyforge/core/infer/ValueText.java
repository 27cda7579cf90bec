package io.pyforge.core.infer;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Says what one text value is, and holds the value: the definition of every inferred type. It is
 * mutable and reused, one for each thread; {@link #classify} sets all other accessors.
 *
 * <p>Blanks around a value do not matter to numbers, dates and booleans. What keeps a value text:
 * leading zeros ({@code 00501}), a plus sign, thousands separators, integers beyond 64 bits, dates
 * in other styles, an offset other than UTC, more than six digits of a second.
 */
public final class ValueText {
  /** What a value is. */
  public enum Kind {
    /** Nothing but blanks, or nothing at all. */
    BLANK,
    /** A whole number that fits 64 bits. */
    INTEGER,
    /** A number with a decimal point. */
    DECIMAL,
    /** A number that only a floating-point type holds: with an exponent, or minus zero. */
    FLOAT,
    /** {@code true} or {@code false} in lower, upper or title case. */
    BOOLEAN,
    /** A date. */
    DATE,
    /** A date with a time of day, without a zone. */
    TIMESTAMP,
    /** A date with a time of day in UTC. */
    TIMESTAMP_UTC,
    /** Anything else. */
    TEXT
  }

  /** Any number of this many significant digits is kept by a double. */
  public static final int EXACT_DOUBLE_DIGITS = 15;

  private static final int MAX_DOUBLE_DIGITS = 17;
  private static final int MAX_LONG_DIGITS = 18;

  /** Written in full, the smallest double has this many digits; BigDecimal is slow on more. */
  private static final int MAX_DIGITS = 400;

  private static final long[] POWERS_OF_TEN = new long[MAX_LONG_DIGITS + 1];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = POWERS_OF_TEN[i - 1] * 10;
    }
  }

  private byte[] bytes = new byte[0];
  private int start;
  private int length;
  private Kind kind = Kind.BLANK;
  private long longValue;
  private int integerDigits;
  private boolean overlong;
  private int scale;

  /** Looks at {@code length} bytes at {@code offset} and returns what they are. */
  public Kind classify(byte[] source, int offset, int count) {
    int from = offset;
    int to = offset + count;
    while (from < to && source[from] == ' ') {
      from++;
    }
    while (to > from && source[to - 1] == ' ') {
      to--;
    }
    bytes = source;
    start = from;
    length = to - from;
    integerDigits = 0;
    overlong = false;
    scale = 0;
    kind = length == 0 ? Kind.BLANK : kindOf(source[from]);
    return kind;
  }

  private Kind kindOf(byte first) {
    if (first >= '0' && first <= '9') {
      Kind temporal = length >= TemporalText.DATE_LENGTH ? temporal() : Kind.TEXT;
      return temporal != Kind.TEXT ? temporal : number();
    }
    if (first == '-' || first == '.') {
      return number();
    }
    return bool();
  }

  /**
   * Whether the last value is text only because it is a whole number beyond 64 bits. {@link
   * #decimalValue} and {@link #doubleValue} give it all the same.
   */
  public boolean isOverlong() {
    return overlong;
  }

  /** What the last value is. */
  public Kind kind() {
    return kind;
  }

  /**
   * The value: of an INTEGER the number, of a DECIMAL of up to 18 digits the number without its
   * point, of a BOOLEAN 0 or 1, of a DATE days, of a TIMESTAMP microseconds since 1970-01-01.
   */
  public long longValue() {
    return longValue;
  }

  /** Digits written before the point of an INTEGER or DECIMAL. */
  public int integerDigits() {
    return integerDigits;
  }

  /** Digits written after the point of a DECIMAL. */
  public int scale() {
    return scale;
  }

  /** All digits written of an INTEGER or DECIMAL. */
  public int digits() {
    return integerDigits + scale;
  }

  /** The value of any number as a double, rounded to nearest. */
  public double doubleValue() {
    return Double.parseDouble(text());
  }

  /** The value of any number, exact. */
  public BigDecimal decimalValue() {
    return new BigDecimal(text());
  }

  /**
   * Whether a double keeps the number: rounding the double to the digits written gives the number
   * back.
   */
  public boolean doubleKeepsIt() {
    if (kind == Kind.INTEGER || kind == Kind.DECIMAL) {
      if (kind == Kind.INTEGER || digits() <= MAX_LONG_DIGITS) {
        return digits() <= EXACT_DOUBLE_DIGITS || doubleKeeps(longValue, scale);
      }
    }
    return doubleKeepsText(text());
  }

  /**
   * The same for the number {@code unscaled / 10^scale}, of up to 18 digits, without objects where
   * that is possible.
   */
  public static boolean doubleKeeps(long unscaled, int scale) {
    if (scale == 0) {
      double rounded = unscaled;
      return rounded < 0x1p63 && (long) rounded == unscaled;
    }
    long x = Math.abs(unscaled);
    if (x >= POWERS_OF_TEN[MAX_DOUBLE_DIGITS] && x % 10 != 0) {
      return false; // no double tells 18 digits apart, though some happen to round back
    }
    return roundsBack(x, scale) || doubleKeepsText(BigDecimal.valueOf(unscaled, scale).toString());
  }

  /**
   * Whether the double nearest to {@code x / 10^scale}, or one beside it, times {@code 10^scale}
   * rounds to {@code x}. False is no answer: trailing zeros need fewer digits than this asks for,
   * and a double halfway between two numbers rounds back to one of them only.
   */
  private static boolean roundsBack(long x, int scale) {
    long power = POWERS_OF_TEN[scale];
    double value = (double) x / power;
    int exponent = Math.getExponent(value) - 52;
    if (x == 0 || exponent >= 0 || exponent <= -127) {
      return false;
    }
    long mantissa = Double.doubleToRawLongBits(value) & ((1L << 52) - 1) | 1L << 52;
    int shift = -exponent; // the product of mantissa and power, over 2^shift, should be x
    long high = Math.multiplyHigh(mantissa, power);
    long low = mantissa * power;
    if (shift < 64) {
      long sum = low + (1L << (shift - 1));
      if ((sum & ((1L << shift) - 1)) == 0) {
        return false; // halfway
      }
      long carry = Long.compareUnsigned(sum, low) < 0 ? high + 1 : high;
      return carry >>> shift == 0 && (carry << (64 - shift) | sum >>> shift) == x;
    }
    if (shift == 64) {
      return low != Long.MIN_VALUE && high + (low >>> 63) == x;
    }
    long sum = high + (1L << (shift - 65));
    boolean halfway = low == 0 && (sum & ((1L << (shift - 64)) - 1)) == 0;
    return !halfway && sum >>> (shift - 64) == x;
  }

  private static boolean doubleKeepsText(String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      return false;
    }
    BigDecimal written = new BigDecimal(text);
    if (written.signum() == 0) {
      return value == 0;
    }
    int significant = written.stripTrailingZeros().precision();
    return significant <= MAX_DOUBLE_DIGITS
        && new BigDecimal(value)
                .round(new MathContext(significant, RoundingMode.HALF_EVEN))
                .compareTo(written)
            == 0;
  }

  private String text() {
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  private Kind number() {
    byte[] b = bytes;
    int p = start;
    int end = start + length;
    boolean negative = b[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    long value = 0;
    boolean fits = true;
    while (p < end && b[p] >= '0' && b[p] <= '9') {
      fits &= value <= Long.MAX_VALUE / 10 - 1;
      value = value * 10 + (b[p++] - '0');
    }
    integerDigits = p - first;
    if (integerDigits > 1 && b[first] == '0') {
      return Kind.TEXT;
    }
    if (p < end && b[p] == '.') {
      int fraction = ++p;
      while (p < end && b[p] >= '0' && b[p] <= '9') {
        value = value * 10 + (b[p++] - '0');
      }
      scale = p - fraction;
      if (scale == 0) {
        return Kind.TEXT;
      }
    }
    if (digits() == 0 || digits() > MAX_DIGITS) {
      return Kind.TEXT;
    }
    if (p < end) {
      return exponent(p, end) ? Kind.FLOAT : Kind.TEXT;
    }
    if (negative && isZero(first, end)) {
      return Kind.FLOAT;
    }
    longValue = negative ? -value : value;
    if (scale > 0) {
      return Kind.DECIMAL;
    }
    if (!fits) {
      try {
        longValue = Long.parseLong(text());
      } catch (NumberFormatException e) {
        overlong = true;
        return Kind.TEXT; // beyond 64 bits: an identifier rather than a quantity
      }
    }
    return Kind.INTEGER;
  }

  private boolean exponent(int at, int end) {
    int p = at;
    if (bytes[p] != 'e' && bytes[p] != 'E') {
      return false;
    }
    p++;
    if (p < end && (bytes[p] == '+' || bytes[p] == '-')) {
      p++;
    }
    int first = p;
    while (p < end && bytes[p] >= '0' && bytes[p] <= '9') {
      p++;
    }
    // Four digits of exponent are beyond any double; the limit keeps BigDecimal small.
    return p == end && p > first && p - first <= 4;
  }

  private boolean isZero(int from, int end) {
    for (int p = from; p < end; p++) {
      if (bytes[p] != '0' && bytes[p] != '.') {
        return false;
      }
    }
    return true;
  }

  private Kind bool() {
    if (length == 4 && word("true", "TRUE", "True")) {
      longValue = 1;
      return Kind.BOOLEAN;
    }
    if (length == 5 && word("false", "FALSE", "False")) {
      longValue = 0;
      return Kind.BOOLEAN;
    }
    return Kind.TEXT;
  }

  private boolean word(String... spellings) {
    String text = text();
    for (String spelling : spellings) {
      if (text.equals(spelling)) {
        return true;
      }
    }
    return false;
  }

  /** A date, or a date and time: {@code yyyy-MM-dd[(T| )HH:mm[:ss[.f{1,6}]][Z|+00:00|+00]]}. */
  private Kind temporal() {
    byte[] b = bytes;
    long days = TemporalText.days(b, start);
    if (days == TemporalText.NONE) {
      return Kind.TEXT;
    }
    if (length == TemporalText.DATE_LENGTH) {
      longValue = days;
      return Kind.DATE;
    }
    int end = start + length;
    Kind result = Kind.TIMESTAMP;
    if (b[end - 1] == 'Z') {
      end--;
      result = Kind.TIMESTAMP_UTC;
    } else if (endsWith("+00:00")) {
      end -= 6;
      result = Kind.TIMESTAMP_UTC;
    } else if (endsWith("+00")) {
      end -= 3;
      result = Kind.TIMESTAMP_UTC;
    }
    int p = start + TemporalText.DATE_LENGTH;
    if (b[p] != ' ' && b[p] != 'T') {
      return Kind.TEXT;
    }
    long micros = timeOfDay(b, p + 1, end - p - 1);
    if (micros == TemporalText.NONE) {
      return Kind.TEXT;
    }
    longValue = days * TemporalText.MICROS_PER_DAY + micros;
    return result;
  }

  /** Microseconds since midnight of {@code HH:mm[:ss[.f{1,6}]]} in {@code count} bytes, or NONE. */
  public static long timeOfDay(byte[] b, int p, int count) {
    if (count == 5) {
      byte[] withSeconds = {b[p], b[p + 1], b[p + 2], b[p + 3], b[p + 4], ':', '0', '0'};
      return TemporalText.secondsOfDayMicros(withSeconds, 0);
    }
    if (count < 8) {
      return TemporalText.NONE;
    }
    long micros = TemporalText.secondsOfDayMicros(b, p);
    if (micros == TemporalText.NONE || count == 8) {
      return micros;
    }
    int digits = count - 9;
    if (b[p + 8] != '.' || digits < 1 || digits > 6) {
      return TemporalText.NONE;
    }
    long fraction = TemporalText.fractionMicros(b, p + 9, digits);
    return fraction == TemporalText.NONE ? TemporalText.NONE : micros + fraction;
  }

  private boolean endsWith(String suffix) {
    int from = start + length - suffix.length();
    for (int i = 0; i < suffix.length(); i++) {
      if (bytes[from + i] != suffix.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
