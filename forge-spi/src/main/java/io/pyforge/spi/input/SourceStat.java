package io.pyforge.spi.input;

import java.time.Instant;
import java.util.Optional;

/**
 * What a storage knows about an object without reading it.
 *
 * @param sizeBytes its stored size, or -1 when unknown
 * @param etag the storage's own version mark
 * @since 1
 */
public record SourceStat(long sizeBytes, Optional<Instant> modified, Optional<String> etag) {
  /** Nothing known. */
  public static final SourceStat UNKNOWN = new SourceStat(-1, Optional.empty(), Optional.empty());
}
