package io.pyforge.databricks.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An upload that is under way; guarded by itself. */
final class UploadSession {
  /**
   * A part that has come.
   *
   * @param blob its bytes
   * @param etag what a completion must show
   */
  record Part(Blob blob, String etag) {}

  final String id;
  final String token;
  final FilePath path;
  final boolean overwrite;
  final TreeMap<Integer, Part> parts = new TreeMap<>();

  /** What has come of a resumable upload; null before the first bytes. */
  @Nullable Path stored;

  long storedBytes;
  boolean done;

  UploadSession(String id, String token, FilePath path, boolean overwrite) {
    this.id = id;
    this.token = token;
    this.path = path;
    this.overwrite = overwrite;
  }

  /** Throws away what has come. */
  synchronized void discard() throws IOException {
    for (Part part : parts.values()) {
      part.blob().delete();
    }
    parts.clear();
    if (stored != null) {
      Files.deleteIfExists(stored);
      stored = null;
    }
    storedBytes = 0;
  }
}
