package io.pyforge.databricks.client;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** What becomes of a thread that is asked to stop while it waits for a workspace. */
public final class Interruption {
  private Interruption() {}

  /** The failure to throw; the thread stays interrupted. */
  public static ForgeException of(Exception e) {
    Thread.currentThread().interrupt();
    return new ForgeException(
        ErrorKind.INTERRUPTED, "cancelled", "the transfer was stopped", "", e);
  }
}
