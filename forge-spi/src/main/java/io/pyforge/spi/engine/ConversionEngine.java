package io.pyforge.spi.engine;

import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.util.List;

/**
 * Runs whole conversions. Thread-safe.
 *
 * @since 1
 */
public interface ConversionEngine {
  /** Unique, in lower case: {@code local}. */
  String id();

  /** The options it honours beside those of readers and writers. */
  default List<OptionSpec> options() {
    return List.of();
  }

  /** Whether it should do this one. Pure: starts nothing, reaches nothing, under 50 ms. */
  EngineFit fit(ConversionRequest request, InputFacts facts, HostEnvironment environment);

  /**
   * Does it: a complete output is published, or none.
   *
   * @throws io.pyforge.spi.error.ForgeException when the request itself cannot be met; any other
   *     exception says that the engine is broken, and lets another one try
   */
  ConversionResult run(ConversionRequest request, RunContext context) throws IOException;
}
