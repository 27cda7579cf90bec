package io.pyforge.core.infer;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

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

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;

  // Eight bytes at a time, the first one lowest: exclusive or with the pattern leaves digits as 0
  // to 9
  // and separators as 0; adding the second constant carries into the high bit of any other byte.
  private static final long YEAR_AND_MONTH = 0x2D30302D30303030L; // 0000-00-
  private static final long BEYOND_YEAR_AND_MONTH = 0x7F76767F76767676L;
  private static final long TIME = 0x30303A30303A3030L; // 00:00:00
  private static final long BEYOND_TIME = 0x76767F76767F7676L;

  private static final int DAYS_OF_YEAR = 365;

  /** Entries of {@link #DAYS_BEFORE_MONTH} for one kind of year: month 0 does not exist. */
  private static final int MONTHS = 13;

  /** By year from 0 to 10000: days from 1970-01-01 to its first of January. */
  private static final int[] FIRST_DAY_OF_YEAR = new int[10_001];

  static {
    int day = -719_528; // 0000-01-01 in the proleptic Gregorian calendar
    for (int year = 0; year < FIRST_DAY_OF_YEAR.length; year++) {
      FIRST_DAY_OF_YEAR[year] = day;
      day += isLeap(year) ? DAYS_OF_YEAR + 1 : DAYS_OF_YEAR;
    }
  }

  /** By month, for common years and then for leap years. */
  private static final int[] DAYS_BEFORE_MONTH = {
    0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334,
    0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335
  };

  private static final int[] MICROS_OF_FRACTION = {1_000_000, 100_000, 10_000, 1_000, 100, 10, 1};

  private TemporalText() {}

  /**
   * Days since 1970-01-01 of the {@code yyyy-MM-dd} at {@code p}, years 0001 to 9999, or NONE. Ten
   * bytes must be readable.
   */
  public static long days(byte[] b, int p) {
    long digits = (long) LONG.get(b, p) ^ YEAR_AND_MONTH;
    int tens = b[p + 8] - '0';
    int ones = b[p + 9] - '0';
    if (((digits + BEYOND_YEAR_AND_MONTH | digits) & HIGH) != 0
        || (tens | ones | 9 - tens | 9 - ones) < 0) {
      return NONE;
    }
    int year =
        (int) (digits & 0xff) * 1000
            + (int) (digits >>> 8 & 0xff) * 100
            + (int) (digits >>> 16 & 0xff) * 10
            + (int) (digits >>> 24 & 0xff);
    int month = (int) (digits >>> 40 & 0xff) * 10 + (int) (digits >>> 48 & 0xff);
    int day = tens * 10 + ones;
    if (year == 0 || month < 1 || month > 12 || day < 1) {
      return NONE;
    }
    if (day > 28 && day > lengthOfMonth(year, month)) {
      return NONE;
    }
    int january = FIRST_DAY_OF_YEAR[year];
    int leap = FIRST_DAY_OF_YEAR[year + 1] - january - DAYS_OF_YEAR; // 1 or 0
    return january + DAYS_BEFORE_MONTH[leap * MONTHS + month] + day - 1;
  }

  /** Microseconds since midnight of the {@code HH:mm:ss} at {@code p}, or NONE. */
  public static long secondsOfDayMicros(byte[] b, int p) {
    long digits = (long) LONG.get(b, p) ^ TIME;
    if (((digits + BEYOND_TIME | digits) & HIGH) != 0) {
      return NONE;
    }
    int hour = (int) (digits & 0xff) * 10 + (int) (digits >>> 8 & 0xff);
    int minute = (int) (digits >>> 24 & 0xff) * 10 + (int) (digits >>> 32 & 0xff);
    int second = (int) (digits >>> 48 & 0xff) * 10 + (int) (digits >>> 56 & 0xff);
    if (hour > 23 || minute > 59 || second > 59) {
      return NONE;
    }
    return (hour * 3600L + minute * 60L + second) * MICROS_PER_SECOND;
  }

  /**
   * Microseconds of the fraction digits at {@code p}, {@code digits} of them, 1 to 6, or NONE when
   * one is no digit.
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

  private static int lengthOfMonth(int year, int month) {
    return switch (month) {
      case 2 -> isLeap(year) ? 29 : 28;
      case 4, 6, 9, 11 -> 30;
      default -> 31;
    };
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }
}
