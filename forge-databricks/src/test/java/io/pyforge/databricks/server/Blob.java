package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are stored: small ones in memory, others in a file.
 *
 * @param size in bytes
 * @param bytes if they are in memory
 * @param file if they are on disk
 */
record Blob(long size, byte @Nullable [] bytes, @Nullable Path file) {
  /** Opens it; what is open stays readable after {@link #delete()}. */
  Content open() throws IOException {
    return file == null ? Content.of(bytes == null ? new byte[0] : bytes) : Content.of(file);
  }

  void delete() throws IOException {
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
