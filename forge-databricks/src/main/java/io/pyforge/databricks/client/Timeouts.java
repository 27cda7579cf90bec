package io.pyforge.databricks.client;

import java.time.Duration;

/**
 * How long to wait.
 *
 * @param connect for a connection
 * @param inactivity for the next byte on a connection
 */
public record Timeouts(Duration connect, Duration inactivity) {
  /** Eight seconds, so that a dead host is known in twenty; a minute without a byte. */
  public static final Timeouts USUAL = new Timeouts(Duration.ofSeconds(8), Duration.ofSeconds(60));
}
