package io.pyforge.databricks.server.http;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The body of an answer: bytes in memory or on disk. Closing lets go of what is on disk. */
public interface Content extends Closeable {
  /** In bytes. */
  long length();

  /** Writes a range, which lies inside the content, to {@code target}. */
  void writeTo(WritableByteChannel target, long from, long count) throws IOException;

  /** A part of it. Closing it closes the whole. */
  default Content range(long from, long count) {
    Content whole = this;
    return new Content() {
      @Override
      public long length() {
        return count;
      }

      @Override
      public void writeTo(WritableByteChannel target, long start, long size) throws IOException {
        whole.writeTo(target, from + start, size);
      }

      @Override
      public void close() throws IOException {
        whole.close();
      }
    };
  }

  @Override
  void close() throws IOException;

  /** Nothing. */
  static Content empty() {
    return of(new byte[0]);
  }

  /** The text in UTF-8. */
  static Content of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes, not copied. */
  static Content of(byte[] bytes) {
    return new Content() {
      @Override
      public long length() {
        return bytes.length;
      }

      @Override
      public void writeTo(WritableByteChannel target, long from, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, (int) from, (int) count);
        while (buffer.hasRemaining()) {
          target.write(buffer);
        }
      }

      @Override
      public void close() {
        // Memory needs no closing.
      }
    };
  }

  /** Several, one after the other. */
  static Content joined(List<Content> parts) {
    long length = parts.stream().mapToLong(Content::length).sum();
    return new Content() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public void writeTo(WritableByteChannel target, long from, long count) throws IOException {
        long start = 0;
        for (Content part : parts) {
          long first = Math.max(from, start);
          long last = Math.min(from + count, start + part.length());
          if (first < last) {
            part.writeTo(target, first - start, last - first);
          }
          start += part.length();
        }
      }

      @Override
      public void close() throws IOException {
        for (Content part : parts) {
          part.close();
        }
      }
    };
  }

  /** A file, opened now, so that it may be deleted while it is sent. */
  static Content of(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    long length = channel.size();
    return new Content() {
      @Override
      public long length() {
        return length;
      }

      @Override
      public void writeTo(WritableByteChannel target, long from, long count) throws IOException {
        long at = from;
        long end = from + count;
        while (at < end) {
          long moved = channel.transferTo(at, end - at, target);
          if (moved <= 0) {
            throw new IOException("the stored file is shorter than it was");
          }
          at += moved;
        }
      }

      @Override
      public void close() throws IOException {
        channel.close();
      }
    };
  }
}
