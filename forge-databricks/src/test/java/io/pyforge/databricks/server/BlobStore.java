package io.pyforge.databricks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Takes bytes in; what is large goes to a folder on disk. */
final class BlobStore {
  private static final int MEMORY_BYTES = 256 * 1024;

  private final Path folder;
  private final AtomicLong names = new AtomicLong();

  BlobStore(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads to the end.
   *
   * @throws IOException if that fails; then nothing is kept
   */
  Blob receive(InputStream source) throws IOException {
    byte[] buffer = new byte[MEMORY_BYTES];
    int filled = source.readNBytes(buffer, 0, buffer.length);
    if (filled < buffer.length) {
      return Blob.of(Arrays.copyOf(buffer, filled));
    }
    Path file = newFile();
    long size = 0;
    try (FileChannel target = create(file)) {
      while (filled > 0) {
        write(target, buffer, filled);
        size += filled;
        filled = source.read(buffer, 0, buffer.length);
      }
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
    return Blob.of(size, file);
  }

  /**
   * Puts blobs together; they stay as they are. Files get another name instead of being copied,
   * because a service's storage takes no time for it either.
   */
  Blob joined(List<Blob> parts) throws IOException {
    List<Blob> linked = new ArrayList<>();
    try {
      for (Blob part : parts) {
        Path file = part.file();
        linked.add(file == null ? part : Blob.of(part.size(), Files.createLink(newFile(), file)));
      }
    } catch (IOException | RuntimeException e) {
      for (Blob part : linked) {
        part.delete();
      }
      throw e;
    }
    return Blob.of(linked);
  }

  /** A name that is free. */
  Path newFile() {
    return folder.resolve("blob-" + names.incrementAndGet());
  }

  private static FileChannel create(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static void write(FileChannel target, byte[] bytes, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, count);
    while (buffer.hasRemaining()) {
      target.write(buffer);
    }
  }
}
