package io.pyforge.spi.extension;

import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the application offers an extension while it is started.
 *
 * @since 1
 */
public interface ForgeContext {
  /** The environment that availability was judged by. */
  HostEnvironment environment();

  /**
   * A setting by its name, such as {@code temp-dir}: the value in force of environment variable,
   * configuration file and default.
   */
  Optional<String> setting(String name);

  /** A new, empty, owner-only temporary folder, removed when the application closes. */
  Path newTempFolder(String prefix) throws IOException;

  /**
   * Converts with the built-in engine, whatever engines extensions bring.
   *
   * @throws io.pyforge.spi.error.ForgeException if it cannot be done
   */
  ConversionResult convertLocally(ConversionRequest request);
}
