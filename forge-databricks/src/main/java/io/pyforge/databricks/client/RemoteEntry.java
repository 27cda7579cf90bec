package io.pyforge.databricks.client;

import io.pyforge.databricks.volume.VolumePath;
import java.time.Instant;
import java.util.Optional;

/**
 * A file or folder of a volume.
 *
 * @param size in bytes; -1 for a folder, and when the service does not say
 * @param modified to the second or the millisecond, as the service tells
 * @param etag the service's own version mark
 */
public record RemoteEntry(
    VolumePath path,
    boolean folder,
    long size,
    Optional<Instant> modified,
    Optional<String> etag) {}
