package io.pyforge.databricks.server;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Range header asks for.
 *
 * @param from the first byte
 * @param to the last byte
 */
record ByteRange(long from, long to) {
  private static final Pattern ONE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /**
   * Fits a header to a content.
   *
   * @return empty if it lies behind the end
   * @throws Refusal if it is no range, or more than one
   */
  static Optional<ByteRange> of(String header, long length) throws Refusal {
    Matcher matcher = ONE.matcher(header);
    if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
      throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "'" + header + "' is no range");
    }
    long from;
    long to;
    if (matcher.group(1).isEmpty()) {
      from = Math.max(0, length - Long.parseLong(matcher.group(2)));
      to = length - 1;
    } else {
      from = Long.parseLong(matcher.group(1));
      to = matcher.group(2).isEmpty() ? length - 1 : Long.parseLong(matcher.group(2));
      if (to < from && !matcher.group(2).isEmpty()) {
        throw Refusal.violation(400, "INVALID_PARAMETER_VALUE", "'" + header + "' ends early");
      }
    }
    return from >= length || to < from
        ? Optional.empty()
        : Optional.of(new ByteRange(from, Math.min(to, length - 1)));
  }

  long count() {
    return to - from + 1;
  }
}
