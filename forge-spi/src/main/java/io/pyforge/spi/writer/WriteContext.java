package io.pyforge.spi.writer;

import java.util.Map;

/**
 * What the engine tells a writer.
 *
 * @param sourceName name of the input, for metadata
 * @param metadata facts that formats with key-value metadata store in the output, such as {@code
 *     pyforge.version}
 * @param tableCount tables that will be written, as far as known; 1 means the target is a file
 * @since 1
 */
public record WriteContext(String sourceName, Map<String, String> metadata, int tableCount) {
  /** Takes a copy. */
  public WriteContext {
    metadata = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(metadata));
  }
}
