package io.pyforge.spi.engine;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/**
 * A switch by which a caller stops a run. Thread-safe; once cancelled it stays so.
 *
 * @since 1
 */
public final class Cancellation {
  private volatile boolean cancelled;

  /** Asks the run to stop at its next check, within about one batch. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether it was asked to stop. */
  public boolean cancelled() {
    return cancelled;
  }

  /**
   * @throws ForgeException of kind INTERRUPTED if it was asked to stop
   */
  public void check() {
    if (cancelled) {
      throw new ForgeException(
          ErrorKind.INTERRUPTED,
          "cancelled",
          "the conversion was stopped; nothing was written",
          "");
    }
  }
}
