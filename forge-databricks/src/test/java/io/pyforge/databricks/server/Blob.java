package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that are stored: small ones in memory, others in a file, or in several one after the other.
 *
 * @param size in bytes
 * @param bytes if they are in memory
 * @param file if they are on disk
 * @param parts if it was put together; empty otherwise
 */
record Blob(long size, byte @Nullable [] bytes, @Nullable Path file, List<Blob> parts) {
  static Blob of(byte[] bytes) {
    return new Blob(bytes.length, bytes, null, List.of());
  }

  static Blob of(long size, Path file) {
    return new Blob(size, null, file, List.of());
  }

  static Blob of(List<Blob> parts) {
    return new Blob(parts.stream().mapToLong(Blob::size).sum(), null, null, List.copyOf(parts));
  }

  /** Opens it; what is open stays readable after {@link #delete()}. */
  Content open() throws IOException {
    if (!parts.isEmpty()) {
      List<Content> opened = new ArrayList<>();
      for (Blob part : parts) {
        opened.add(part.open());
      }
      return Content.joined(opened);
    }
    return file == null ? Content.of(bytes == null ? new byte[0] : bytes) : Content.of(file);
  }

  void delete() throws IOException {
    for (Blob part : parts) {
      part.delete();
    }
    if (file != null) {
      Files.deleteIfExists(file);
    }
  }
}
