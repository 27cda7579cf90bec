package io.pyforge.spi.testkit;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the engine would offer a reader, with temporary files in a folder of the test. */
public final class TestReadContext implements ReadContext {
  private final Path folder;
  private final int threads;
  private volatile boolean cancelled;

  /** A context for one thread. */
  public TestReadContext(Path folder) {
    this(folder, 1);
  }

  /** A context for a number of threads. */
  public TestReadContext(Path folder, int threads) {
    this.folder = folder;
    this.threads = threads;
  }

  /** Stops the run, as the user would. */
  public void cancel() {
    cancelled = true;
  }

  @Override
  public Path newTempFile(String suffix) throws IOException {
    return Files.createTempFile(folder, "temp", suffix);
  }

  @Override
  public void checkCancelled() {
    if (cancelled) {
      throw new ForgeException(ErrorKind.INTERRUPTED, "interrupted", "the run was stopped", "");
    }
  }

  @Override
  public int threads() {
    return threads;
  }
}
