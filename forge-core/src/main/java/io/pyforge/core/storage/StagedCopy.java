package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Copies of streams in temporary files. */
final class StagedCopy {
  private static final int BUFFER_BYTES = 1 << 16;

  private StagedCopy() {}

  /** Copies a stream to an empty file and closes it. */
  static void write(InputStream from, Path to) throws IOException {
    try (from;
        OutputStream out =
            SlicedStreams.output(
                FileChannel.open(to, StandardOpenOption.WRITE),
                e -> StorageFailures.writingTemporary(to, e))) {
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        out.write(buffer, 0, count);
      }
    } catch (IOException | RuntimeException e) {
      FileTree.deleteQuietly(to);
      throw e;
    }
  }
}
