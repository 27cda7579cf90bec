package io.pyforge.core.writer;

import io.pyforge.core.infer.TemporalText;
import java.util.Base64;

/**
 * Values as text in bytes, by the rules of {@link io.pyforge.spi.batch.CellText} and equal to it to
 * the letter, without an object for each. Every method writes from {@code at} on and returns the
 * position behind what it wrote.
 */
public final class CellBytes {
  /** The most bytes that any value takes, text and binary apart. */
  public static final int MAX_LENGTH = 64;

  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int FRACTION_DIGITS = 6;

  /** 0000-01-01 and 9999-12-31: the years that are written in four digits without a sign. */
  private static final long FIRST_DAY = -719_528;

  private static final long LAST_DAY = 2_932_896;
  private static final int DAYS_TO_MARCH_OF_YEAR_0 = 719_468;
  private static final int DAYS_OF_ERA = 146_097;

  /** Doubles of at most this many digits are never beside a shorter text of the same double. */
  private static final long SAFE_DIGITS = 1_000_000_000_000_000L;

  private static final double[] DOUBLE_TENS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18
  };

  private static final long[] TENS = new long[19];
  private static final byte[] PAIRS = new byte[200];

  static {
    long ten = 1;
    for (int i = 0; i < TENS.length; i++) {
      TENS[i] = ten;
      ten *= 10;
    }
    for (int i = 0; i < 100; i++) {
      PAIRS[2 * i] = (byte) ('0' + i / 10);
      PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private CellBytes() {}

  /** A whole number. */
  public static int printLong(byte[] target, int at, long value) {
    if (value >= 0) {
      return printDigits(target, at, value, digits(value));
    }
    if (value == Long.MIN_VALUE) {
      return printAscii(target, at, Long.toString(value));
    }
    target[at] = '-';
    return printDigits(target, at + 1, -value, digits(-value));
  }

  /** A decimal with all places of its scale, which is at most 18. */
  public static int printDecimal(byte[] target, int at, long unscaled, int scale) {
    if (scale == 0) {
      return printLong(target, at, unscaled);
    }
    int position = at;
    if (unscaled < 0) {
      target[position++] = '-';
    }
    long magnitude = Math.abs(unscaled);
    long whole = magnitude / TENS[scale];
    position = printDigits(target, position, whole, digits(whole));
    target[position++] = '.';
    return printDigits(target, position, magnitude - whole * TENS[scale], scale);
  }

  /** The shortest text that reads back as the same double. */
  public static int printDouble(byte[] target, int at, double value) {
    double magnitude = Math.abs(value);
    if (magnitude >= 1e-3 && magnitude < 1e7) {
      // Most doubles were decimals of a few digits once; a quotient of two numbers that doubles
      // hold exactly is the double nearest to that decimal.
      for (int scale = 1; scale < DOUBLE_TENS.length; scale++) {
        double scaled = magnitude * DOUBLE_TENS[scale];
        if (scaled >= SAFE_DIGITS) {
          break;
        }
        long unscaled = Math.round(scaled);
        if (unscaled / DOUBLE_TENS[scale] == magnitude) {
          return printDecimal(target, at, value < 0 ? -unscaled : unscaled, scale);
        }
      }
    }
    return printAscii(target, at, Double.toString(value));
  }

  /** A date given in days since 1970-01-01. */
  public static int printDate(byte[] target, int at, long day) {
    if (day < FIRST_DAY || day > LAST_DAY) {
      return printAscii(target, at, java.time.LocalDate.ofEpochDay(day).toString());
    }
    // Years that start in March put the leap day last. An era is 400 of them, 146,097 days; one
    // more
    // than has passed keeps the first weeks of year 0 positive.
    int days = (int) (day + DAYS_TO_MARCH_OF_YEAR_0) + DAYS_OF_ERA;
    int era = days / DAYS_OF_ERA;
    int dayOfEra = days - era * DAYS_OF_ERA;
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int dayOfMonth = dayOfYear - (153 * shifted + 2) / 5 + 1;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    int year = yearOfEra + (era - 1) * 400 + (month <= 2 ? 1 : 0);
    int position = printTwo(target, at, year / 100);
    position = printTwo(target, position, year % 100);
    target[position++] = '-';
    position = printTwo(target, position, month);
    target[position++] = '-';
    return printTwo(target, position, dayOfMonth);
  }

  /** A time of day given in microseconds: {@code HH:mm:ss} and a fraction where there is one. */
  public static int printTime(byte[] target, int at, long micros) {
    int seconds = (int) (micros / MICROS_PER_SECOND);
    int position = printTwo(target, at, seconds / 3600);
    target[position++] = ':';
    position = printTwo(target, position, seconds / 60 % 60);
    target[position++] = ':';
    position = printTwo(target, position, seconds % 60);
    int fraction = (int) (micros % MICROS_PER_SECOND);
    if (fraction == 0) {
      return position;
    }
    target[position++] = '.';
    int digits = FRACTION_DIGITS;
    while (fraction % 10 == 0) {
      fraction /= 10;
      digits--;
    }
    return printDigits(target, position, fraction, digits);
  }

  /** A timestamp given in microseconds since 1970, with {@code Z} when it is an instant. */
  public static int printTimestamp(byte[] target, int at, long micros, boolean utcAdjusted) {
    long day = Math.floorDiv(micros, TemporalText.MICROS_PER_DAY);
    int position = printDate(target, at, day);
    target[position++] = 'T';
    position = printTime(target, position, micros - day * TemporalText.MICROS_PER_DAY);
    if (utcAdjusted) {
      target[position++] = 'Z';
    }
    return position;
  }

  /** Binary as Base64; {@link #base64Length} bytes. */
  public static int printBase64(byte[] target, int at, byte[] source, int offset, int length) {
    byte[] value = java.util.Arrays.copyOfRange(source, offset, offset + length);
    byte[] text = Base64.getEncoder().encode(value);
    System.arraycopy(text, 0, target, at, text.length);
    return at + text.length;
  }

  /** Bytes that {@code length} bytes of binary become. */
  public static long base64Length(int length) {
    return (length + 2L) / 3 * 4;
  }

  /** ASCII text that an object was made for. */
  public static int printAscii(byte[] target, int at, String text) {
    for (int i = 0; i < text.length(); i++) {
      target[at + i] = (byte) text.charAt(i);
    }
    return at + text.length();
  }

  /** How many digits a number of 0 or more has. */
  public static int digits(long value) {
    int digits = 1;
    while (digits < TENS.length && value >= TENS[digits]) {
      digits++;
    }
    return digits;
  }

  /** A number of 0 or more in exactly that many digits, with leading zeros where it has fewer. */
  public static int printDigits(byte[] target, int at, long value, int digits) {
    int position = at + digits;
    long rest = value;
    while (position - at >= 2) {
      int pair = (int) (rest % 100) << 1;
      rest /= 100;
      position -= 2;
      target[position] = PAIRS[pair];
      target[position + 1] = PAIRS[pair + 1];
    }
    if (position > at) {
      target[at] = (byte) ('0' + rest % 10);
    }
    return at + digits;
  }

  private static int printTwo(byte[] target, int at, int value) {
    target[at] = PAIRS[value << 1];
    target[at + 1] = PAIRS[(value << 1) + 1];
    return at + 2;
  }
}
