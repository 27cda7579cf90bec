package io.pyforge.databricks.server.http;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Dates as header fields write them: whole seconds. */
public final class HttpDates {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private HttpDates() {}

  /** Fractions of a second are cut. */
  public static String text(Instant instant) {
    return FORMAT.format(instant);
  }

  /** Empty if it is no date. */
  public static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.from(FORMAT.parse(text)));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
