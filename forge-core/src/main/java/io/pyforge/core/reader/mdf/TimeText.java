package io.pyforge.core.reader.mdf;

import java.time.LocalDate;

/**
 * Times as text: {@code 2024-05-01T10:00:00.1234567+02:00}, the fraction of a second without zeros
 * at its end, the time of day where its offset is.
 */
final class TimeText {
  /** Bytes of the longest text. */
  static final int MAX_BYTES = 40;

  private static final int DATE_BYTES = 3;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final int MAX_OFFSET_MINUTES = 14 * 60;

  /** What {@link #write} returns of bytes that are no time. */
  static final int INVALID = -1;

  private TimeText() {}

  /**
   * Writes a value.
   *
   * @param scale places of a second that it is stored with
   * @return the end of the text, or {@link #INVALID}
   */
  static int write(SqlType type, int scale, byte[] b, int at, byte[] into, int start) {
    int bytes = SqlType.timeBytes(scale);
    long unitsPerSecond = TimeLoops.power(scale);
    long units = TimeLoops.units(b, at, bytes);
    long seconds = units / unitsPerSecond;
    if (seconds >= SECONDS_PER_DAY) {
      return INVALID;
    }
    int out = start;
    int offset = 0;
    if (type != SqlType.TIME) {
      int day = LittleEndian.u24(b, at + bytes);
      if (day > TimeLoops.LAST_DAY) {
        return INVALID;
      }
      if (type.hasOffset()) {
        offset = LittleEndian.i16(b, at + bytes + DATE_BYTES);
        if (Math.abs(offset) > MAX_OFFSET_MINUTES) {
          return INVALID;
        }
        seconds += offset * 60L;
        day += (int) Math.floorDiv(seconds, (long) SECONDS_PER_DAY);
        seconds = Math.floorMod(seconds, (long) SECONDS_PER_DAY);
      }
      out = date(day, into, out);
      into[out++] = 'T';
    }
    int second = (int) seconds;
    out = digits(second / 3600, 2, into, out);
    into[out++] = ':';
    out = digits(second / 60 % 60, 2, into, out);
    into[out++] = ':';
    out = digits(second % 60, 2, into, out);
    out = fraction((int) (units % unitsPerSecond), scale, into, out);
    if (type.hasOffset()) {
      into[out++] = (byte) (offset < 0 ? '-' : '+');
      out = digits(Math.abs(offset) / 60, 2, into, out);
      into[out++] = ':';
      out = digits(Math.abs(offset) % 60, 2, into, out);
    }
    return out;
  }

  private static int fraction(int units, int scale, byte[] into, int at) {
    if (units == 0) {
      return at;
    }
    into[at] = '.';
    int end = digits(units, scale, into, at + 1);
    while (into[end - 1] == '0') {
      end--;
    }
    return end;
  }

  /**
   * Writes a day of the Gregorian calendar.
   *
   * @param day from 0001-01-01; local days next to the first and the last are in years 0 and 10000
   */
  private static int date(int day, byte[] into, int at) {
    LocalDate date = LocalDate.ofEpochDay(day - (long) TimeLoops.EPOCH_FROM_YEAR_1);
    int out = digits(date.getYear(), date.getYear() > 9999 ? 5 : 4, into, at);
    into[out++] = '-';
    out = digits(date.getMonthValue(), 2, into, out);
    into[out++] = '-';
    return digits(date.getDayOfMonth(), 2, into, out);
  }

  private static int digits(int value, int width, byte[] into, int at) {
    int rest = value;
    for (int i = at + width - 1; i >= at; i--) {
      into[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return at + width;
  }
}
