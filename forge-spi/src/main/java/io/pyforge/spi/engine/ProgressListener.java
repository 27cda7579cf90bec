package io.pyforge.spi.engine;

/**
 * Hears how far a run is. Called from the engine's threads, one call at a time; it must return
 * quickly.
 *
 * @since 1
 */
public interface ProgressListener {
  /** A listener that ignores everything. */
  ProgressListener NONE = new ProgressListener() {};

  /** A pass over the input starts. After a widened type it is called again, for the second pass. */
  default void started(String input, long sizeBytes) {}

  /** Bytes of the input used and rows written so far in this pass; bytes are -1 when unknown. */
  default void advanced(long bytesRead, long rowsWritten) {}

  /** An engine failed and another will be tried. */
  default void fellBack(String engine, String reason) {}

  /** The run ended, well or not. */
  default void ended() {}
}
