package io.pyforge.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.infer.ValueText.Kind;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTextTest {
  private static final int PADDING = 16;

  private final ValueText value = new ValueText();

  @ParameterizedTest(name = "\"{0}\" is {1}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          ``                              , BLANK
          `   `                           , BLANK
          0                               , INTEGER
          -1                              , INTEGER
          ` 42 `                          , INTEGER
          9007199254740993                , INTEGER
          9223372036854775807             , INTEGER
          -9223372036854775808            , INTEGER
          9223372036854775808             , TEXT
          -9223372036854775809            , TEXT
          12345678901234567890            , TEXT
          00501                           , TEXT
          -01                             , TEXT
          01.5                            , TEXT
          +5                              , TEXT
          `1,000`                         , TEXT
          -                               , TEXT
          .                               , TEXT
          5.                              , TEXT
          -.                              , TEXT
          1.2.3                           , TEXT
          0.5                             , DECIMAL
          .5                              , DECIMAL
          -.5                             , DECIMAL
          -0.01                           , DECIMAL
          0.00                            , DECIMAL
          12345678901234567890.5          , DECIMAL
          -0                              , FLOAT
          -0.0                            , FLOAT
          1e5                             , FLOAT
          1E-5                            , FLOAT
          -1.5e+10                        , FLOAT
          1e9999                          , FLOAT
          1e10000                         , TEXT
          01e5                            , TEXT
          1e                              , TEXT
          1e+                             , TEXT
          e5                              , TEXT
          0x10                            , TEXT
          NaN                             , TEXT
          Infinity                        , TEXT
          true                            , BOOLEAN
          TRUE                            , BOOLEAN
          True                            , BOOLEAN
          false                           , BOOLEAN
          FALSE                           , BOOLEAN
          tRUE                            , TEXT
          yes                             , TEXT
          t                               , TEXT
          2024-02-29                      , DATE
          2023-02-29                      , TEXT
          1900-02-29                      , TEXT
          2000-02-29                      , DATE
          0001-01-01                      , DATE
          9999-12-31                      , DATE
          0000-01-01                      , TEXT
          10000-01-01                     , TEXT
          2024-13-01                      , TEXT
          2024-00-01                      , TEXT
          2024-04-31                      , TEXT
          2024-1-1                        , TEXT
          2024/01/01                      , TEXT
          01.02.2024                      , TEXT
          20240101                        , INTEGER
          2024-01-01T12:30                , TIMESTAMP
          2024-01-01 12:30:15             , TIMESTAMP
          2024-01-01T12:30:15.1           , TIMESTAMP
          2024-01-01T12:30:15.123456      , TIMESTAMP
          2024-01-01T12:30:15.1234567     , TEXT
          2024-01-01T12:30:15.            , TEXT
          2024-01-01T24:00:00             , TEXT
          2024-01-01T23:60:00             , TEXT
          2024-01-01T23:59:60             , TEXT
          2024-01-01_12:30                , TEXT
          2024-01-01T1:30                 , TEXT
          2024-01-01T                     , TEXT
          2024-01-01Z                     , TEXT
          2024-01-01+00                   , TEXT
          2024-01-01T12:30Z               , TIMESTAMP_UTC
          2024-01-01T12:30:15Z            , TIMESTAMP_UTC
          2024-01-01 12:30:15.5+00:00     , TIMESTAMP_UTC
          2024-01-01 12:30:15+00          , TIMESTAMP_UTC
          2024-01-01 12:30:15+01:00       , TEXT
          2024-01-01 12:30:15-00:00       , TEXT
          12:30:15                        , TEXT
          Zürich                          , TEXT
          """)
  void everySpellingHasOneKind(String text, Kind kind) {
    assertThat(classify(text)).isEqualTo(kind);
  }

  @Test
  void noBytesBesideTheValueMatter() {
    byte[] bytes = "991234599".getBytes(StandardCharsets.US_ASCII);
    assertThat(value.classify(Arrays.copyOf(bytes, bytes.length + PADDING), 2, 5))
        .isEqualTo(Kind.INTEGER);
    assertThat(value.longValue()).isEqualTo(12345);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 7, -7, 9_007_199_254_740_993L, Long.MAX_VALUE, Long.MIN_VALUE})
  void integersComeOutExactly(long number) {
    classify(Long.toString(number));
    assertThat(value.longValue()).isEqualTo(number);
  }

  @ParameterizedTest(name = "{0}: {1} digits before, {2} after the point, {3} without it")
  @CsvSource({
    "0.5, 1, 1, 5",
    ".25, 0, 2, 25",
    "-12.30, 2, 2, -1230",
    "999999999999999.999, 15, 3, 999999999999999999"
  })
  void decimalsKnowTheirDigits(String text, int whole, int scale, long unscaled) {
    assertThat(classify(text)).isEqualTo(Kind.DECIMAL);
    assertThat(value.integerDigits()).isEqualTo(whole);
    assertThat(value.scale()).isEqualTo(scale);
    assertThat(value.longValue()).isEqualTo(unscaled);
    assertThat(value.decimalValue()).isEqualTo(new BigDecimal(text));
  }

  @Test
  void decimalsOf38DigitsComeOutExactly() {
    String text = "1234567890123456789012345678.9012345678";
    assertThat(classify(text)).isEqualTo(Kind.DECIMAL);
    assertThat(value.digits()).isEqualTo(38);
    assertThat(value.decimalValue()).isEqualTo(new BigDecimal(text));
  }

  @Test
  void minusZeroKeepsItsSign() {
    classify("-0.0");
    assertThat(Double.doubleToRawLongBits(value.doubleValue()))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "9007199254740992, true",
    "9007199254740993, false",
    "-9007199254740993, false",
    "9223372036854775807, false",
    "-9223372036854775808, true",
    "0.1, true",
    "123456789012345.6, true",
    "0.12345678901234568, true",
    "624977413098.278931, false",
    "0.1234567890123456789, false",
    "99999999999999999.9, false",
    "100000000000000000000000.0, true",
    "1996940440029051.2, true",
    "1996940440029051.3, false",
    "-0.0, true",
    "1e308, true",
    "1e309, false",
    "4.9e-324, true",
    "1e-400, false",
    "1.00000000000000001e5, false"
  })
  void aDoubleKeepsANumberOrNot(String text, boolean kept) {
    classify(text);
    assertThat(value.doubleKeepsIt()).isEqualTo(kept);
  }

  @Test
  void aDoubleKeepsWhatRoundsBackToTheDigitsWritten() {
    Random random = new Random(7);
    int kept = 0;
    for (int i = 0; i < 400_000; i++) {
      int digits = 1 + random.nextInt(18);
      int scale = random.nextInt(digits + 1);
      long unscaled = random.nextLong() % (long) Math.pow(10, digits);
      if (random.nextInt(4) == 0) {
        unscaled -= unscaled % 1000;
      }
      boolean expected = roundsBack(BigDecimal.valueOf(unscaled, scale));
      kept += expected ? 1 : 0;
      assertThat(ValueText.doubleKeeps(unscaled, scale))
          .as("%d / 10^%d", unscaled, scale)
          .isEqualTo(expected);
    }
    assertThat(kept).isBetween(200_000, 399_000);
  }

  /** The definition: the double nearest to a number, rounded to its digits, is the number again. */
  private static boolean roundsBack(BigDecimal number) {
    if (number.signum() == 0) {
      return true;
    }
    BigDecimal plain = number.stripTrailingZeros();
    if (plain.scale() <= 0 && number.scale() == 0) {
      return new BigDecimal(number.doubleValue()).compareTo(number) == 0;
    }
    if (plain.precision() > 17) {
      return false;
    }
    return new BigDecimal(number.doubleValue())
            .round(new MathContext(plain.precision(), RoundingMode.HALF_EVEN))
            .compareTo(number)
        == 0;
  }

  @Test
  void datesCountDaysLikeTheCalendar() {
    classify("2024-02-29");
    assertThat(value.longValue()).isEqualTo(LocalDate.of(2024, 2, 29).toEpochDay());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T12:30:15.123456",
        "1969-12-31T23:59:59.9",
        "0001-01-01T00:00",
        "9999-12-31T23:59:59"
      })
  void timestampsCountMicrosecondsLikeTheCalendar(String text) {
    classify(text);
    LocalDateTime time = LocalDateTime.parse(text);
    assertThat(value.longValue())
        .isEqualTo(time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000);
  }

  @Test
  void aNumberOfAMillionDigitsIsTextAtOnce() {
    String digits = "1." + "3".repeat(1_000_000);
    assertThat(classify(digits)).isEqualTo(Kind.TEXT);
    assertThat(classify(digits + "e5")).isEqualTo(Kind.TEXT);
    assertThat(classify("9".repeat(1_000_000))).isEqualTo(Kind.TEXT);
  }

  private Kind classify(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return value.classify(Arrays.copyOf(bytes, bytes.length + PADDING), 0, bytes.length);
  }
}
