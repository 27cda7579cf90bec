package io.pyforge.databricks.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static Duration asked(Map<String, String> headers) {
    Map<String, List<String>> all = new TreeMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    Answer answer = new Answer(429, "", all, InputStream.nullInputStream(), () -> {});
    return Backoff.before(1, Optional.of(answer), new SplittableRandom(1));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", " 7 ,7", "60,60", "61,60", "86400,60", "999999999999999999,60"})
  void secondsAreTakenUpToAMinute(String value, long seconds) {
    assertThat(asked(Map.of("Retry-After", value))).isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Fri, 20 Nov 2026 10:00:05 GMT|5",
        "Fri, 20 Nov 2026 10:59:00 GMT|60",
        "Fri, 20 Nov 2026 09:59:00 GMT|0",
        "Wed, 01 Jan 2020 00:00:00 GMT|0"
      })
  void aDateCountsFromThatOfTheAnswer(String value, long seconds) {
    assertThat(asked(Map.of("Retry-After", value, "Date", "Fri, 20 Nov 2026 10:00:00 GMT")))
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void aDateCountsFromNowWhenTheAnswerHasNone() {
    String soon =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(50).atOffset(ZoneOffset.UTC));
    assertThat(asked(Map.of("Retry-After", soon)))
        .isBetween(Duration.ofSeconds(20), Duration.ofSeconds(50));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "-5", "1.5", "Fri, 32 Nov 2026 10:00:05 GMT", "１"})
  void whatIsNeitherNumberNorDateIsAsIfItWereNotThere(String value) {
    assertThat(asked(Map.of("Retry-After", value)))
        .isBetween(Duration.ofMillis(125), Duration.ofMillis(500));
  }

  @Test
  void aDateBesideAnAnswersDateThatIsNoneIsNotTaken() {
    assertThat(asked(Map.of("Retry-After", "Fri, 20 Nov 2026 10:00:05 GMT", "Date", "yesterday")))
        .isBetween(Duration.ofMillis(125), Duration.ofMillis(500));
  }

  @Test
  void theTimeIsRandomBelowALimitThatDoublesUpToTenSeconds() {
    long[] limits = {500, 1000, 2000, 4000, 8000, 10_000, 10_000};
    SplittableRandom random = new SplittableRandom(7);
    for (int attempt = 1; attempt <= limits.length; attempt++) {
      long limit = limits[attempt - 1];
      long least = Long.MAX_VALUE;
      long most = 0;
      for (int i = 0; i < 500; i++) {
        long millis = Backoff.before(attempt, Optional.empty(), random).toMillis();
        least = Math.min(least, millis);
        most = Math.max(most, millis);
      }
      assertThat(least).isBetween(limit / 4, limit / 2);
      assertThat(most).isBetween(limit * 9 / 10, limit);
    }
    assertThat(Backoff.before(1000, Optional.empty(), random).toMillis()).isLessThan(10_001);
  }
}
