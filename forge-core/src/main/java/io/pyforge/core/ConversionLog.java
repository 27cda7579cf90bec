package io.pyforge.core;

import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.result.ConversionResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The beginning and end of conversions. In a class of its own, so that nothing of it loads unasked.
 */
final class ConversionLog {
  private static final Logger LOG = LoggerFactory.getLogger(Forge.class);

  private ConversionLog() {}

  static void started(ConversionRequest request) {
    // Option values may be secrets: names only.
    LOG.debug(
        "{}: to convert with options {}", request.input(), request.options().asMap().keySet());
  }

  static void done(ConversionResult result) {
    LOG.info(
        "{}: {} rows by engine {} in {} ms",
        result.inputPath(),
        result.rowCount(),
        result.engine(),
        result.duration().toMillis());
  }
}
