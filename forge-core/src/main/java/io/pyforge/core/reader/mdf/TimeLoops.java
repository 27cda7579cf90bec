package io.pyforge.core.reader.mdf;

import io.pyforge.core.reader.mdf.LongDecoder.Loop;

/** Dates and times as days and microseconds. */
final class TimeLoops {
  /** Days from 1900-01-01 to 1970-01-01. */
  private static final int EPOCH_FROM_1900 = 25_567;

  /** Days from 0001-01-01 to 1970-01-01. */
  static final int EPOCH_FROM_YEAR_1 = 719_162;

  /** 9999-12-31, in days from 0001-01-01. */
  static final int LAST_DAY = 3_652_058;

  /** 1753-01-01, in days from 1900-01-01. */
  private static final int FIRST_DAY_OF_DATETIME = -53_690;

  private static final int LAST_DAY_OF_DATETIME = LAST_DAY - EPOCH_FROM_YEAR_1 + EPOCH_FROM_1900;

  private static final int SECONDS_PER_DAY = 86_400;
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long MICROS_PER_DAY = SECONDS_PER_DAY * MICROS_PER_SECOND;
  private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
  private static final int MINUTES_PER_DAY = 1440;

  /** The unit of datetime is a 300th of a second, and its values are shown in milliseconds. */
  private static final int TICKS_PER_DAY = SECONDS_PER_DAY * 300;

  private TimeLoops() {}

  static Loop date() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        int day = LittleEndian.u24(b, at[i]);
        if (day > LAST_DAY) {
          return i;
        }
        values[first + i] = day - EPOCH_FROM_YEAR_1;
      }
      return count;
    };
  }

  static Loop datetime() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        int ticks = LittleEndian.i32(b, at[i]);
        int day = LittleEndian.i32(b, at[i] + 4);
        if (ticks < 0
            || ticks >= TICKS_PER_DAY
            || day < FIRST_DAY_OF_DATETIME
            || day > LAST_DAY_OF_DATETIME) {
          return i;
        }
        values[first + i] = datetimeMicros(ticks, day);
      }
      return count;
    };
  }

  private static long datetimeMicros(int ticks, int day) {
    long millis = (ticks * 10L + 1) / 3; // ends in 0, 3 or 7
    return (day - EPOCH_FROM_1900) * MICROS_PER_DAY + millis * 1000;
  }

  static Loop smalldatetime() {
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        int minute = LittleEndian.u16(b, at[i]);
        if (minute >= MINUTES_PER_DAY) {
          return i;
        }
        int day = LittleEndian.u16(b, at[i] + 2);
        values[first + i] = (day - EPOCH_FROM_1900) * MICROS_PER_DAY + minute * MICROS_PER_MINUTE;
      }
      return count;
    };
  }

  /**
   * Times of day, alone or before a date.
   *
   * @param scale places of a second; of seven the last is cut off
   */
  static Loop scaled(int scale, boolean dated) {
    int bytes = SqlType.timeBytes(scale);
    long unitsPerDay = SECONDS_PER_DAY * power(scale);
    long factor = power(Math.max(0, 6 - scale));
    long divisor = power(Math.max(0, scale - 6));
    return (b, at, count, values, first) -> {
      for (int i = 0; i < count; i++) {
        long units = units(b, at[i], bytes);
        if (units >= unitsPerDay) {
          return i;
        }
        long value = units / divisor * factor;
        if (dated) {
          int day = LittleEndian.u24(b, at[i] + bytes);
          if (day > LAST_DAY) {
            return i;
          }
          value += (day - EPOCH_FROM_YEAR_1) * MICROS_PER_DAY;
        }
        values[first + i] = value;
      }
      return count;
    };
  }

  static long units(byte[] b, int at, int bytes) {
    return switch (bytes) {
      case 3 -> LittleEndian.u24(b, at);
      case 4 -> LittleEndian.u32(b, at);
      default -> LittleEndian.u40(b, at);
    };
  }

  static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
