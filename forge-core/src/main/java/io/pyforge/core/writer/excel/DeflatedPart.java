package io.pyforge.core.writer.excel;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.core.writer.OutputBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * A part of the package, compressed as it grows. Several sheets grow at once and a zip file takes
 * one at a time, so each is kept until the end: a small one in memory, a larger one in a temporary
 * file. All parts share one deflater, whose memory is large: {@link #sync} makes what was written
 * so far a stretch that stands alone, after which another part may be written to.
 */
final class DeflatedPart implements Closeable {
  private static final int MEMORY_BYTES = 1 << 16;
  private static final int STEP_BYTES = 1 << 14;

  /** The last block of a deflate stream, when it is empty: RFC 1951, 3.2.6. */
  private static final byte[] LAST_BLOCK = {3, 0};

  private final Function<String, Path> newTempFile;
  private final Deflater deflater;
  private final CRC32 crc = new CRC32();
  private final OutputBuffer memory = new OutputBuffer();
  private @Nullable Path file;
  private long size;
  private long compressedSize;

  /**
   * @param deflater without a header, and not in the middle of anything
   */
  DeflatedPart(Deflater deflater, Function<String, Path> newTempFile) {
    this.deflater = deflater;
    this.newTempFile = newTempFile;
  }

  void write(byte[] bytes, int offset, int length) {
    crc.update(bytes, offset, length);
    size += length;
    deflater.setInput(bytes, offset, length);
    while (!deflater.needsInput()) {
      step(Deflater.NO_FLUSH);
    }
  }

  /** Ends a stretch, and leaves the deflater to others. */
  void sync() {
    while (step(Deflater.SYNC_FLUSH) == STEP_BYTES) {
      // There may be more.
    }
    deflater.reset();
  }

  /** Ends the content. */
  void finish() {
    sync();
    memory.append(LAST_BLOCK);
    compressedSize += LAST_BLOCK.length;
  }

  private int step(int flush) {
    memory.reserve(STEP_BYTES);
    int count = deflater.deflate(memory.array(), memory.length(), STEP_BYTES, flush);
    memory.length(memory.length() + count);
    compressedSize += count;
    if (memory.length() >= MEMORY_BYTES) {
      spill();
    }
    return count;
  }

  private void spill() {
    Path to = file;
    if (to == null) {
      to = newTempFile.apply(".part");
      file = to;
    }
    // Opened each time: a workbook may have more sheets than a process has open files.
    try (OutputStream out = Files.newOutputStream(to, StandardOpenOption.APPEND)) {
      out.write(memory.array(), 0, memory.length());
    } catch (IOException e) {
      throw StorageFailures.writingTemporary(to, e);
    }
    memory.clear();
  }

  /** CRC-32 of the content. */
  long crc() {
    return crc.getValue();
  }

  /** Bytes of the content. */
  long size() {
    return size;
  }

  /** Bytes of the deflate stream. */
  long compressedSize() {
    return compressedSize;
  }

  /** Writes the deflate stream, which must be finished. */
  void copyTo(OutputStream out) throws IOException {
    if (file != null) {
      Files.copy(file, out);
    }
    out.write(memory.array(), 0, memory.length());
  }

  @Override
  public void close() throws IOException {
    memory.clear();
    if (file != null) {
      Files.deleteIfExists(file);
      file = null;
    }
  }
}
