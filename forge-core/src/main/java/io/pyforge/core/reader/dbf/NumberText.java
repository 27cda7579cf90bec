package io.pyforge.core.reader.dbf;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one field of a number in any spelling that dBASE programs write; the quick path of {@link
 * NumberColumn} takes the usual ones. Mutable and reused, one for each thread.
 */
final class NumberText {
  /** What a field is. */
  enum Kind {
    /** Blanks, or NULs. */
    BLANK,
    /** Asterisks: the value did not fit when it was written. */
    OVERFLOW,
    /** A number. */
    NUMBER,
    /** Anything else. */
    OTHER
  }

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE]([+-]?\\d{1,4}))?");

  /** An exponent beyond any double; larger ones would make huge numbers of few bytes. */
  private static final int MAX_EXPONENT = 400;

  private static final int EXACT_DOUBLE_DIGITS = 15;
  private static final int MAX_DOUBLE_DIGITS = 17;

  private BigDecimal value = BigDecimal.ZERO;
  private String text = "";
  private boolean exponent;

  /** Looks at a field and returns what it is. */
  Kind parse(byte[] b, int fieldStart, int fieldEnd) {
    int from = fieldStart;
    int to = fieldEnd;
    while (from < to && isBlank(b[from])) {
      from++;
    }
    while (to > from && isBlank(b[to - 1])) {
      to--;
    }
    if (from == to) {
      return Kind.BLANK;
    }
    text = new String(b, from, to - from, StandardCharsets.ISO_8859_1);
    if (text.chars().allMatch(c -> c == '*')) {
      return Kind.OVERFLOW;
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      return Kind.OTHER;
    }
    exponent = matcher.group(1) != null;
    if (exponent && Math.abs(Integer.parseInt(matcher.group(1))) > MAX_EXPONENT) {
      return Kind.OTHER;
    }
    BigDecimal number = new BigDecimal(text);
    value = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return Kind.NUMBER;
  }

  static boolean isBlank(byte c) {
    return c == ' ' || c == 0;
  }

  /** The last number, without zeros at the end of its fraction. */
  BigDecimal value() {
    return value;
  }

  /** Whether the last number was written with an exponent. */
  boolean hasExponent() {
    return exponent;
  }

  /** The last number as a double, rounded to nearest. */
  double doubleValue() {
    return Double.parseDouble(text);
  }

  /** Whether rounding that double to the digits written gives the number back. */
  boolean doubleKeepsIt() {
    double rounded = doubleValue();
    if (Double.isInfinite(rounded)) {
      return false;
    }
    int digits = value.precision();
    if (value.signum() == 0 || digits <= EXACT_DOUBLE_DIGITS && rounded != 0 && isNormal(rounded)) {
      return true;
    }
    return digits <= MAX_DOUBLE_DIGITS
        && new BigDecimal(rounded)
                .round(new MathContext(digits, RoundingMode.HALF_EVEN))
                .compareTo(value)
            == 0;
  }

  private static boolean isNormal(double number) {
    return Math.abs(number) >= Double.MIN_NORMAL;
  }

  /** Digits of the last number before the point, none for a fraction. */
  int wholeDigits() {
    return Math.max(0, value.precision() - value.scale());
  }

  /** Digits of the last number after the point. */
  int scale() {
    return Math.max(0, value.scale());
  }
}
