package io.pyforge.databricks.client;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** How long to wait before a request is repeated. */
final class Backoff {
  /** Attempts in all, the first included. */
  static final int ATTEMPTS = 6;

  /** No request is repeated once so much time has gone by. */
  static final Duration GIVE_UP_AFTER = Duration.ofMinutes(5);

  /** A host that cannot be reached at all is not waited for as long as one that can. */
  static final Duration GIVE_UP_CONNECTING_AFTER = Duration.ofSeconds(8);

  private static final Duration LONGEST_ASKED = Duration.ofSeconds(60);
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 10_000;

  private Backoff() {}

  /**
   * What the service asks for, between nothing and a minute; else a random time below a limit that
   * doubles with every attempt, so that many clients do not come back at once.
   *
   * @param attempt 1 after the first one failed
   */
  static Duration before(int attempt, Optional<Answer> failed, RandomGenerator random) {
    Optional<Duration> asked = failed.flatMap(Backoff::asked);
    if (asked.isPresent()) {
      return asked.get();
    }
    long limit = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 10));
    return Duration.ofMillis(random.nextLong(limit / 4, limit + 1));
  }

  /** {@code Retry-After} in seconds or as a date, which counts from the answer's own. */
  private static Optional<Duration> asked(Answer answer) {
    Optional<String> value = answer.header("Retry-After");
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String text = value.get().strip();
    try {
      if (text.matches("\\d{1,18}")) {
        return Optional.of(within(Duration.ofSeconds(Long.parseLong(text))));
      }
      Instant at = date(text);
      Instant now = answer.header("Date").map(Backoff::date).orElseGet(Instant::now);
      return Optional.of(within(Duration.between(now, at)));
    } catch (DateTimeException e) {
      return Optional.empty(); // neither a number nor a date: as if it were not there
    }
  }

  private static Instant date(String text) {
    return ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
  }

  private static Duration within(Duration asked) {
    if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(LONGEST_ASKED) > 0 ? LONGEST_ASKED : asked;
  }
}
