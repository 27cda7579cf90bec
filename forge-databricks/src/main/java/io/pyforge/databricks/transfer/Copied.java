package io.pyforge.databricks.transfer;

import io.pyforge.spi.error.ForgeException;
import java.util.Optional;

/**
 * What became of one file.
 *
 * @param from as the user knows it
 * @param to as the user knows it
 * @param bytes of the file
 * @param failure why it was not copied
 */
public record Copied(
    String from, String to, State state, long bytes, Optional<ForgeException> failure) {
  /** What was done. */
  public enum State {
    /** It is there now. */
    COPIED,
    /** It was there already, with the same content. */
    UNCHANGED,
    /** It is as it was. */
    FAILED
  }
}
