package io.pyforge.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;

class TemporalTextTest {
  private static final long FIRST_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

  @Test
  void everyThirdDayOfTheCalendarIsCountedRight() {
    for (long day = FIRST_DAY; day <= LAST_DAY; day += 3) {
      byte[] text = ascii(LocalDate.ofEpochDay(day).toString());
      if (TemporalText.days(text, 0) != day) {
        assertThat(TemporalText.days(text, 0))
            .as(LocalDate.ofEpochDay(day).toString())
            .isEqualTo(day);
      }
    }
  }

  @Test
  void everyMonthEndsWhereTheCalendarSays() {
    for (int year = 1; year <= 9999; year++) {
      for (int month = 1; month <= 12; month++) {
        int last = LocalDate.of(year, month, 1).lengthOfMonth();
        assertThat(days(year, month, last)).isNotEqualTo(TemporalText.NONE);
        assertThat(days(year, month, last + 1)).isEqualTo(TemporalText.NONE);
      }
    }
  }

  @Test
  void everyByteThatBelongsNowhereIsNoDate() {
    for (int i = 0; i < TemporalText.DATE_LENGTH; i++) {
      for (int c = 0; c < 256; c++) {
        byte[] text = ascii("2011-11-11");
        boolean separator = text[i] == '-';
        text[i] = (byte) c;
        boolean digit = c >= '0' && c <= '9';
        boolean good = separator ? c == '-' : digit && isDate(text);
        assertThat(TemporalText.days(text, 0) != TemporalText.NONE)
            .as("byte %d at %d", c, i)
            .isEqualTo(good);
      }
    }
  }

  private static boolean isDate(byte[] text) {
    try {
      return LocalDate.parse(new String(text, StandardCharsets.ISO_8859_1)).getYear() > 0;
    } catch (java.time.DateTimeException e) {
      return false;
    }
  }

  @Test
  void everySecondOfTheDayIsCountedRight() {
    for (int second = 0; second < 86_400; second++) {
      LocalTime time = LocalTime.ofSecondOfDay(second);
      byte[] text =
          ascii(
              String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond()));
      assertThat(TemporalText.secondsOfDayMicros(text, 0)).isEqualTo(second * 1_000_000L);
    }
  }

  @Test
  void everyByteThatBelongsNowhereIsNoTime() {
    for (int i = 0; i < 8; i++) {
      for (int c = 0; c < 256; c++) {
        byte[] text = ascii("11:11:11");
        boolean separator = text[i] == ':';
        text[i] = (byte) c;
        int most = i == 0 ? '2' : i % 3 == 0 ? '5' : '9';
        boolean good = separator ? c == ':' : c >= '0' && c <= most;
        assertThat(TemporalText.secondsOfDayMicros(text, 0) != TemporalText.NONE)
            .as("byte %d at %d", c, i)
            .isEqualTo(good);
      }
    }
  }

  @Test
  void fractionsOfOneToSixDigitsAreMicroseconds() {
    assertThat(TemporalText.fractionMicros(ascii("5"), 0, 1)).isEqualTo(500_000);
    assertThat(TemporalText.fractionMicros(ascii("000001"), 0, 6)).isEqualTo(1);
    assertThat(TemporalText.fractionMicros(ascii("1234"), 0, 4)).isEqualTo(123_400);
    assertThat(TemporalText.fractionMicros(ascii("12x"), 0, 3)).isEqualTo(TemporalText.NONE);
  }

  private static long days(int year, int month, int day) {
    byte[] b = {
      (byte) ('0' + year / 1000),
      (byte) ('0' + year / 100 % 10),
      (byte) ('0' + year / 10 % 10),
      (byte) ('0' + year % 10),
      '-',
      (byte) ('0' + month / 10),
      (byte) ('0' + month % 10),
      '-',
      (byte) ('0' + day / 10),
      (byte) ('0' + day % 10)
    };
    return TemporalText.days(b, 0);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
