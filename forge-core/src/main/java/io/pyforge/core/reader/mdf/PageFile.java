package io.pyforge.core.reader.mdf;

import io.pyforge.spi.input.InputSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/** The pages of a file by their numbers. Thread-safe. */
final class PageFile implements Closeable {
  /** Pages read at once at most: the channel copies through a buffer of that size a thread. */
  private static final int RUN_PAGES = 64;

  private final InputSource source;
  private final PageProtection protection;
  private final SeekableByteChannel channel;
  private final @Nullable FileChannel positioned;
  private final long bytes;

  private PageFile(InputSource source, PageProtection protection, SeekableByteChannel channel)
      throws IOException {
    this.source = source;
    this.protection = protection;
    this.channel = channel;
    positioned = channel instanceof FileChannel file ? file : null;
    bytes = channel.size();
  }

  static PageFile open(InputSource source, PageProtection protection) throws IOException {
    SeekableByteChannel channel = source.openChannel();
    try {
      return new PageFile(source, protection, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The file's name, for messages. */
  String name() {
    return source.name();
  }

  long bytes() {
    return bytes;
  }

  /** Whole pages of the file. */
  int pageCount() {
    return (int) Math.min(Integer.MAX_VALUE, bytes / PageHeader.PAGE_BYTES);
  }

  /** Reads a page as it stands on the disk, without looking at it. */
  void readRaw(int page, byte[] into, int offset) throws IOException, Damage {
    readRaw(page, 1, into, offset);
  }

  private void readRaw(int first, int count, byte[] into, int offset) throws IOException, Damage {
    if (first < 0 || first > pageCount() - count) {
      throw MdfFailures.truncated(first < 0 ? first : first + count - 1, pageCount());
    }
    int done = 0;
    while (done < count) {
      int pages = Math.min(RUN_PAGES, count - done);
      ByteBuffer buffer =
          ByteBuffer.wrap(
              into, offset + done * PageHeader.PAGE_BYTES, pages * PageHeader.PAGE_BYTES);
      if (!fill(buffer, (first + (long) done) * PageHeader.PAGE_BYTES)) {
        throw MdfFailures.truncated(first + done + pages - 1, pageCount());
      }
      done += pages;
    }
  }

  private boolean fill(ByteBuffer buffer, long position) throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int count;
      if (positioned != null) {
        count = positioned.read(buffer, at);
      } else {
        synchronized (channel) {
          channel.position(at);
          count = channel.read(buffer);
        }
      }
      if (count < 0) {
        return false;
      }
      at += count;
    }
    return true;
  }

  /**
   * Reads allocated pages, checks each and gives back what its protection took away.
   *
   * @param offset of the first in {@code into}
   */
  void read(int first, int count, byte[] into, int offset, PageDefects defects)
      throws IOException, Damage {
    readRaw(first, count, into, offset);
    for (int i = 0; i < count; i++) {
      protection.check(into, offset + i * PageHeader.PAGE_BYTES, first + i, defects);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
