package io.pyforge.core.engine;

import io.pyforge.spi.engine.RunContext;
import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** What a run offers the reader. */
record EngineReadContext(RunContext run) implements ReadContext {
  @Override
  public Path newTempFile(String suffix) throws IOException {
    return run.newTempFile(suffix);
  }

  @Override
  public void checkCancelled() {
    run.cancellation().check();
  }

  @Override
  public Optional<String> outputFormat() {
    return Optional.of(run.outputFormat());
  }

  @Override
  public int threads() {
    return run.threads();
  }
}
