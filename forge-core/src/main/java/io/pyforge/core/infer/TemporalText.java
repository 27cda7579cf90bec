package io.pyforge.core.infer;

/**
 * Dates and times from ASCII text, without objects. Only forms of ISO 8601 that mean one thing
 * everywhere: {@code 2024-03-15}, {@code 2024-03-15 14:30}, {@code 2024-03-15T14:30:05.123456Z}.
 */
public final class TemporalText {
  /** What the functions return for text that is no date or time; no valid value equals it. */
  public static final long NONE = Long.MIN_VALUE;

  /** Length of {@code yyyy-MM-dd}. */
  public static final int DATE_LENGTH = 10;

  /** Microseconds a second. */
  public static final long MICROS_PER_SECOND = 1_000_000L;

  /** Microseconds a day. */
  public static final long MICROS_PER_DAY = 86_400L * MICROS_PER_SECOND;

  private static final int[] MICROS_OF_FRACTION = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

  private TemporalText() {}

  /** Days since 1970-01-01 of the {@code yyyy-MM-dd} at {@code p}, years 0001 to 9999, or NONE. */
  public static long days(byte[] b, int p) {
    if (b[p + 4] != '-' || b[p + 7] != '-') {
      return NONE;
    }
    int high = two(b, p);
    int low = two(b, p + 2);
    int month = two(b, p + 5);
    int day = two(b, p + 8);
    if ((high | low) < 0 || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    int year = high * 100 + low;
    if (year == 0 || day > 28 && day > lengthOfMonth(year, month)) {
      return NONE;
    }
    return epochDay(year, month, day);
  }

  /** Microseconds since midnight of the {@code HH:mm:ss} at {@code p}, or NONE. */
  public static long secondsOfDayMicros(byte[] b, int p) {
    if (b[p + 2] != ':' || b[p + 5] != ':') {
      return NONE;
    }
    int hour = two(b, p);
    int minute = two(b, p + 3);
    int second = two(b, p + 6);
    if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
      return NONE;
    }
    return (hour * 3600L + minute * 60L + second) * MICROS_PER_SECOND;
  }

  /**
   * Microseconds of the fraction digits at {@code p}, {@code digits} of them, 1 to 6, or NONE when one
   * is no digit.
   */
  public static long fractionMicros(byte[] b, int p, int digits) {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = b[p + i] - '0';
      if (digit < 0 || digit > 9) {
        return NONE;
      }
      value = value * 10 + digit;
    }
    return value * MICROS_OF_FRACTION[digits];
  }

  /** Two digits as a number, or a negative number. */
  private static int two(byte[] b, int p) {
    int tens = b[p] - '0';
    int ones = b[p + 1] - '0';
    if (tens < 0 || tens > 9 || ones < 0 || ones > 9) {
      return -1;
    }
    return tens * 10 + ones;
  }

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  /** Days since 1970-01-01 in the proleptic Gregorian calendar, counting years from 1 March. */
  private static long epochDay(int year, int month, int day) {
    int y = month <= 2 ? year - 1 : year;
    int era = y / 400;
    int yearOfEra = y - era * 400;
    int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return era * 146_097L + dayOfEra - 719_468;
  }
}
