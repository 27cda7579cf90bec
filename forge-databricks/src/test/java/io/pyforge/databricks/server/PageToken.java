package io.pyforge.databricks.server;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where the next page starts. As texts they have signs that a query must encode, and no two are
 * equal.
 *
 * @param after the name of the last entry that was given; may be empty
 */
record PageToken(String after) {
  private static final String MARK = "+/=&? #";
  private static final AtomicLong NUMBERS = new AtomicLong();

  String text() {
    String inner = NUMBERS.incrementAndGet() + ":" + after;
    return MARK + Base64.getEncoder().encodeToString(inner.getBytes(StandardCharsets.UTF_8));
  }

  /** No text at all is the start. */
  static PageToken parse(String text) throws Refusal {
    if (text.isEmpty()) {
      return new PageToken("");
    }
    if (text.startsWith(MARK)) {
      try {
        String inner =
            new String(
                Base64.getDecoder().decode(text.substring(MARK.length())), StandardCharsets.UTF_8);
        return new PageToken(inner.substring(inner.indexOf(':') + 1));
      } catch (IllegalArgumentException e) {
        // Told below.
      }
    }
    throw Refusal.violation(
        400, "INVALID_PARAMETER_VALUE", "'" + text + "' is no page token that was given out");
  }
}
