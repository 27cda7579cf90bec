package io.pyforge.spi.result;

import java.time.Duration;
import java.util.Optional;

/**
 * One engine's try at a request.
 *
 * @param outcome {@code ok} or {@code failed}
 * @param reason why it failed; empty when it did not
 * @since 1
 */
public record Attempt(String engine, String outcome, Optional<String> reason, Duration duration) {
  /** The outcome of an attempt that wrote its output. */
  public static final String OK = "ok";

  /** The outcome of an attempt that left nothing. */
  public static final String FAILED = "failed";
}
