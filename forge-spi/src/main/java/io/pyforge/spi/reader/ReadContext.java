package io.pyforge.spi.reader;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the engine offers a reader. Thread-safe.
 *
 * @since 1
 */
public interface ReadContext {
  /** A new, empty, owner-only temporary file that the engine removes when the run ends. */
  Path newTempFile(String suffix) throws IOException;

  /**
   * Throws when the user stopped the run; readers call it at least once a batch.
   *
   * @throws io.pyforge.spi.error.ForgeException of kind INTERRUPTED
   */
  void checkCancelled();

  /**
   * The format that the tables will be written in, such as {@code txt}; empty when they are only
   * looked at. A reader may give another view of its source for it, never other values.
   */
  default Optional<String> outputFormat() {
    return Optional.empty();
  }

  /** Threads that will read pieces, 1 or more. */
  int threads();
}
