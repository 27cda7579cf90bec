package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.TemporalText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/**
 * Turns numbers into cells: exact decimals without the noise of binary fractions, and dates, times
 * and durations where the number format says so. No object is made for a number in its usual form.
 *
 * <p>A number is the shortest decimal of up to 15 digits, which is what Excel shows, when the
 * double stored is the one nearest to it, or when the digits beyond are noise: rounding to 15
 * digits leaves at most 12. Any other number of more digits stays the double it is.
 */
final class NumericCells {
  /** Digits that Excel shows at most, and that every double keeps. */
  private static final int SHOWN_DIGITS = 15;

  /** Digits up to which a rounded number is taken for what was meant. */
  private static final int MEANT_DIGITS = 12;

  private static final int LONG_DIGITS = 18;

  /** Powers of ten up to this are doubles. */
  private static final int EXACT_POWER = 22;

  /** Numbers with more characters than this are not tried as decimals: BigDecimal is slow there. */
  private static final int MAX_CHARACTERS = 400;

  /** As in {@link io.pyforge.core.infer.ValueText}: four digits are beyond any double. */
  private static final int MAX_EXPONENT_DIGITS = 4;

  private static final long MICROS_PER_MILLI = 1000;

  /** Serials of today are kept to 15 digits by some writers, which is 4.3 microseconds. */
  private static final long SERIAL_NOISE_MICROS = 5;

  /** A time of day beyond so many days is a date whose format shows the time only. */
  private static final long MAX_CLOCK_DAYS = 366;

  /** Serial of 1970-01-01 in workbooks that count from 1900, from 1900-03-01 on. */
  private static final long EPOCH_1900 = 25_569;

  /** The same in workbooks that count from 1904. */
  private static final long EPOCH_1904 = 24_107;

  /** The day 1900-02-29, which Excel has and the calendar has not. */
  private static final long NO_DAY = 60;

  /** Serial of 9999-12-31, counted from 1900. */
  private static final long LAST_DAY = 2_958_465;

  private static final long[] POWERS = new long[LONG_DIGITS + 1];
  private static final double[] EXACT_POWERS = new double[EXACT_POWER + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
    EXACT_POWERS[0] = 1;
    for (int i = 1; i < EXACT_POWERS.length; i++) {
      EXACT_POWERS[i] = EXACT_POWERS[i - 1] * 10;
    }
  }

  private final boolean from1904;

  /**
   * @param from1904 whether day 0 is 1904-01-01
   */
  NumericCells(boolean from1904) {
    this.from1904 = from1904;
  }

  /** A power of ten that is a long; {@code exponent} from 0 to 18. */
  static long powerOfTen(int exponent) {
    return POWERS[exponent];
  }

  /** Digits of a number that is not negative; 0 has none. */
  static int digits(long number) {
    int digits = 0;
    while (digits < POWERS.length && number >= POWERS[digits]) {
      digits++;
    }
    return digits;
  }

  /**
   * Adds the cell that a number in text is. What is no number becomes a text.
   *
   * @param b holds the number between {@code from} and {@code to}
   */
  void add(SheetRow row, int column, NumberFormat format, byte[] b, int from, int to) {
    int p = from;
    boolean negative = false;
    if (p < to && (b[p] == '-' || b[p] == '+')) {
      negative = b[p] == '-';
      p++;
    }
    int first = p;
    long unscaled = 0;
    int scale = 0;
    boolean point = false;
    int significant = 0;
    for (; p < to; p++) {
      int digit = b[p] - '0';
      if (digit >= 0 && digit <= 9) {
        if (significant > 0 || digit != 0) {
          if (++significant > LONG_DIGITS) {
            addUnusual(row, column, format, b, from, to);
            return;
          }
        }
        unscaled = unscaled * 10 + digit;
        if (point) {
          scale++;
        }
      } else if (digit == '.' - '0' && !point) {
        point = true;
      } else {
        break;
      }
    }
    boolean anyDigit = p - first > (point ? 1 : 0);
    if (p < to) {
      int exponent = anyDigit ? exponent(b, p, to) : Integer.MIN_VALUE;
      if (exponent == Integer.MIN_VALUE) {
        addUnusual(row, column, format, b, from, to);
        return;
      }
      scale -= exponent;
    } else if (!anyDigit) {
      addUnusual(row, column, format, b, from, to);
      return;
    }
    if (!addDecimal(row, column, format, negative, unscaled, scale)) {
      addUnusual(row, column, format, b, from, to);
    }
  }

  /** The exponent after {@code e}, or the least integer when there is none. */
  private static int exponent(byte[] b, int at, int to) {
    int p = at;
    if ((b[p] | 0x20) != 'e') {
      return Integer.MIN_VALUE;
    }
    p++;
    boolean negative = p < to && b[p] == '-';
    if (p < to && (b[p] == '-' || b[p] == '+')) {
      p++;
    }
    if (p == to || to - p > 4) {
      return Integer.MIN_VALUE;
    }
    int exponent = 0;
    for (; p < to; p++) {
      int digit = b[p] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      exponent = exponent * 10 + digit;
    }
    return negative ? -exponent : exponent;
  }

  /**
   * The number that the binary formats keep in 32 bits: a whole one of 30 bits, or the upper half
   * of a double; perhaps a hundred times too large ([MS-XLS] 2.5.217).
   */
  static double ofCompact(int rk) {
    double value =
        (rk & 2) != 0 ? rk >> 2 : Double.longBitsToDouble((long) (rk & 0xFFFFFFFC) << 32);
    return (rk & 1) != 0 ? value / 100 : value;
  }

  /** Adds the cell that a double is, as the binary formats store numbers. */
  void add(SheetRow row, int column, NumberFormat format, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      addDecimal(row, column, format, value < 0, (long) Math.abs(value), 0);
      return;
    }
    double scaled = Math.rint(Math.abs(value) * 1e4);
    if (scaled < 1e15 && scaled / 1e4 == Math.abs(value)) {
      addDecimal(row, column, format, value < 0, (long) scaled, 4);
      return;
    }
    byte[] text = Double.toString(value).getBytes(StandardCharsets.ISO_8859_1);
    add(row, column, format, text, 0, text.length);
  }

  /**
   * Adds the number {@code unscaled / 10^scale} of up to 18 digits; false when that takes more than
   * longs.
   */
  private boolean addDecimal(
      SheetRow row,
      int column,
      NumberFormat format,
      boolean negative,
      long digits,
      int digitScale) {
    long unscaled = digits;
    int scale = digitScale;
    if (unscaled == 0) {
      scale = 0;
    }
    while (scale > 0 && unscaled % 10 == 0) {
      unscaled /= 10;
      scale--;
    }
    int count = digits(unscaled);
    if (scale < 0) {
      if (count - scale > LONG_DIGITS) {
        return false;
      }
      unscaled *= POWERS[-scale];
      count -= scale;
      scale = 0;
    }
    if (format != NumberFormat.NUMBER && scale <= LONG_DIGITS) {
      long days = unscaled / POWERS[scale];
      double fraction = (double) (unscaled % POWERS[scale]) / EXACT_POWERS[scale];
      if (addTemporal(row, column, format, negative, days, fraction)) {
        return true;
      }
    }
    if (scale == 0 || count <= SHOWN_DIGITS) {
      if (scale > LONG_DIGITS) {
        return false;
      }
      row.add(column, CellKind.NUMBER, negative ? -unscaled : unscaled, scale);
      return true;
    }
    int cut = count - SHOWN_DIGITS;
    int shortScale = scale - cut;
    if (shortScale < 0 || scale > EXACT_POWER) {
      return false;
    }
    if (unscaled % POWERS[cut] == POWERS[cut] / 2) {
      return false; // only the double itself tells which way to round
    }
    long rounded = (unscaled + POWERS[cut] / 2) / POWERS[cut];
    boolean same = isSameDouble(unscaled, scale, rounded, cut);
    while (shortScale > 0 && rounded % 10 == 0) {
      rounded /= 10;
      shortScale--;
    }
    if ((same || digits(rounded) <= MEANT_DIGITS) && shortScale <= LONG_DIGITS) {
      row.add(column, CellKind.NUMBER, negative ? -rounded : rounded, shortScale);
      return true;
    }
    double value = quotient(unscaled, scale);
    if (Double.isNaN(value)) {
      return false;
    }
    addFloat(row, column, negative ? -value : value);
    return true;
  }

  private static void addFloat(SheetRow row, int column, double value) {
    row.add(column, CellKind.FLOAT, Double.doubleToRawLongBits(value), 0);
  }

  /**
   * Whether {@code unscaled / 10^scale} is read as the double nearest to {@code rounded / 10^(scale
   * - cut)}. The distance between the two numbers, and that from the second to its double, are
   * exact; their sum must be within half the distance between doubles.
   */
  private static boolean isSameDouble(long unscaled, int scale, long rounded, int cut) {
    double power = EXACT_POWERS[scale - cut];
    double value = rounded / power;
    double error = Math.fma(-value, power, (double) rounded) / power;
    double distance = (double) (unscaled - rounded * POWERS[cut]) / EXACT_POWERS[scale];
    return Math.abs(distance + error) < Math.ulp(value) / 2;
  }

  /**
   * The double nearest to {@code number / 10^scale}, or NaN in the rare case that this arithmetic
   * cannot tell which of two it is.
   */
  private static double quotient(long number, int scale) {
    double power = EXACT_POWERS[scale];
    double high = (double) number;
    double low = (double) (number - (long) high);
    double estimate = high / power;
    double correction = (Math.fma(-estimate, power, high) + low) / power;
    double value = estimate + correction;
    double rest = correction - (value - estimate);
    double half = Math.ulp(value) / 2;
    return Math.abs(Math.abs(rest) - half) < half * 1e-9 ? Double.NaN : value;
  }

  /** Numbers with more digits, with large exponents, and what is no number. */
  private void addUnusual(
      SheetRow row, int column, NumberFormat format, byte[] b, int from, int to) {
    String text = new String(b, from, to - from, StandardCharsets.ISO_8859_1).strip();
    double value;
    try {
      value = isPlain(text) ? Double.parseDouble(text) : Double.NaN;
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      int start = row.text.length;
      row.text.append(b, from, to);
      row.addText(column, to > from ? CellKind.TEXT : CellKind.EMPTY, start);
      return;
    }
    double whole = Math.floor(Math.abs(value));
    if (format != NumberFormat.NUMBER && whole <= LAST_DAY) {
      double fraction = Math.abs(value) - whole;
      if (addTemporal(row, column, format, value < 0, (long) whole, fraction)) {
        return;
      }
    }
    if (text.length() > MAX_CHARACTERS) {
      addFloat(row, column, value);
      return;
    }
    BigDecimal exact = new BigDecimal(text);
    if (exact.signum() != 0) {
      exact = exact.stripTrailingZeros();
    }
    if (isDecimalOfDouble(exact, value)) {
      BigDecimal shown =
          new BigDecimal(value).round(new MathContext(SHOWN_DIGITS)).stripTrailingZeros();
      boolean meant = shown.precision() <= MEANT_DIGITS || shown.doubleValue() == value;
      if (meant && fitsLong(shown)) {
        BigDecimal scaled = shown.scale() < 0 ? shown.setScale(0) : shown;
        row.add(column, CellKind.NUMBER, scaled.unscaledValue().longValueExact(), scaled.scale());
      } else {
        addFloat(row, column, value);
      }
      return;
    }
    if (fitsLong(exact) && exact.scale() <= 0) {
      row.add(column, CellKind.NUMBER, exact.longValueExact(), 0);
      return;
    }
    int start = row.text.length;
    row.text.append(exact.toPlainString());
    row.addText(column, CellKind.DIGITS, start);
  }

  /**
   * Whether text may be a number as XML Schema writes doubles, without Java's suffixes and words,
   * and with an exponent that does not make a huge number of few characters.
   */
  private static boolean isPlain(String text) {
    int exponentDigits = -1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 'e' || c == 'E') {
        exponentDigits = 0;
      } else if (c >= '0' && c <= '9') {
        exponentDigits += exponentDigits >= 0 ? 1 : 0;
      } else if (c != '.' && c != '-' && c != '+') {
        return false;
      }
    }
    return !text.isEmpty() && exponentDigits <= MAX_EXPONENT_DIGITS;
  }

  /**
   * Whether digits are those of a double, however many of them were written: they differ from no
   * more than its own, rounded where they end.
   */
  private static boolean isDecimalOfDouble(BigDecimal digits, double value) {
    if (digits.precision() <= LONG_DIGITS - 1 || digits.signum() == 0) {
      return true;
    }
    return new BigDecimal(value)
            .round(new MathContext(digits.precision(), RoundingMode.HALF_EVEN))
            .compareTo(digits)
        == 0;
  }

  private static boolean fitsLong(BigDecimal number) {
    return number.scale() <= LONG_DIGITS
        && number.precision() <= LONG_DIGITS
        && number.precision() - number.scale() <= LONG_DIGITS;
  }

  /**
   * Adds a date, time or duration; false when the number is none: a negative day, one after the
   * year 9999, or 1900-02-29.
   *
   * @param fraction of a day, from 0 to less than 1
   */
  private boolean addTemporal(
      SheetRow row, int column, NumberFormat format, boolean negative, long days, double fraction) {
    if (days > LAST_DAY) {
      return false;
    }
    long micros = micros(days, fraction);
    boolean zero = days == 0 && micros == 0;
    boolean clock =
        format == NumberFormat.DURATION
            || format == NumberFormat.TIME && (negative || days < MAX_CLOCK_DAYS)
            || days == 0 && micros > 0 && !negative && !from1904;
    if (clock) {
      if (days == 0 && (!negative || zero)) {
        row.add(column, CellKind.TIME, Math.min(micros, TemporalText.MICROS_PER_DAY - 1), 0);
      } else {
        long elapsed = days * TemporalText.MICROS_PER_DAY + micros;
        row.add(column, CellKind.DURATION, negative ? -elapsed : elapsed, 0);
      }
      return true;
    }
    if (negative && !zero) {
      return false;
    }
    long serial = micros == TemporalText.MICROS_PER_DAY ? days + 1 : days;
    long time = micros == TemporalText.MICROS_PER_DAY ? 0 : micros;
    if (!from1904 && serial == NO_DAY || serial > lastDay()) {
      return false;
    }
    long epochDay =
        from1904 ? serial - EPOCH_1904 : serial - (serial < NO_DAY ? EPOCH_1900 - 1 : EPOCH_1900);
    if (time == 0) {
      row.add(column, CellKind.DATE, epochDay, 0);
    } else {
      row.add(column, CellKind.TIMESTAMP, epochDay * TemporalText.MICROS_PER_DAY + time, 0);
    }
    return true;
  }

  private long lastDay() {
    return from1904 ? LAST_DAY - (EPOCH_1900 - EPOCH_1904) : LAST_DAY;
  }

  /** Microseconds of a fraction; near a whole millisecond of a day that has digits before it. */
  private static long micros(long days, double fraction) {
    long micros = Math.round(fraction * TemporalText.MICROS_PER_DAY);
    if (days == 0) {
      return micros;
    }
    long millis = (micros + MICROS_PER_MILLI / 2) / MICROS_PER_MILLI * MICROS_PER_MILLI;
    return Math.abs(millis - micros) <= SERIAL_NOISE_MICROS ? millis : micros;
  }
}
