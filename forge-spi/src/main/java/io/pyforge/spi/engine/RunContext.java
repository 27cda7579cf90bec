package io.pyforge.spi.engine;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a run offers an engine. Each attempt gets its own; what an attempt opened and did not
 * publish is discarded before the next one starts.
 *
 * @since 1
 */
public interface RunContext {
  /** The input of the request. Closed by the context. */
  InputSource input();

  /**
   * The output of the request, staged for this attempt. The engine publishes it; the context closes
   * it.
   *
   * @param folder whether several files will be created
   */
  OutputTarget output(boolean folder) throws IOException;

  /** The format name of the output, with defaults applied. */
  String outputFormat();

  /** A new, empty, owner-only temporary file, removed when the run ends. */
  Path newTempFile(String suffix) throws IOException;

  /** Threads to use, 1 or more. */
  int threads();

  /** Facts for {@link io.pyforge.spi.result.ConversionResult#environment}. */
  Map<String, String> environment();

  /** Where to report how far the run is. */
  ProgressListener progress();

  /** Whether the user stopped the run. */
  Cancellation cancellation();
}
