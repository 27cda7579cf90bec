package io.pyforge.spi.testkit;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.input.SourceStat;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A source in memory, which also counts the streams and channels that were not closed. */
public final class MemorySource implements InputSource {
  private final String name;
  private final byte[] content;
  private final AtomicInteger open = new AtomicInteger();

  /** A source of the given name and content, which is not copied. */
  public MemorySource(String name, byte[] content) {
    this.name = name;
    this.content = content;
  }

  /** What format detection sees of it. */
  public SourceHead head() {
    int length = Math.min(content.length, SourceHead.LENGTH);
    return new SourceHead(name, Arrays.copyOf(content, length), length == content.length);
  }

  /** Streams and channels that are open now. */
  public int openCount() {
    return open.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String location() {
    return "memory:" + name;
  }

  @Override
  public SourceAccess access() {
    return SourceAccess.RANGED;
  }

  @Override
  public SourceStat stat() {
    return new SourceStat(content.length, Optional.empty(), Optional.empty());
  }

  @Override
  public InputStream openStream() {
    return openRange(0, content.length);
  }

  @Override
  public InputStream openRange(long offset, long length) {
    int from = (int) Math.min(offset, content.length);
    int count = (int) Math.min(length, content.length - from);
    open.incrementAndGet();
    return new CountedStream(new ByteArrayInputStream(content, from, count));
  }

  @Override
  public SeekableByteChannel openChannel() {
    open.incrementAndGet();
    return new Channel();
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.empty();
  }

  @Override
  public void close() {
    // Nothing is staged.
  }

  private final class CountedStream extends FilterInputStream {
    private boolean closed;

    CountedStream(InputStream in) {
      super(in);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
      super.close();
    }
  }

  private final class Channel implements SeekableByteChannel {
    private long position;
    private boolean closed;

    @Override
    public int read(ByteBuffer target) throws IOException {
      check();
      if (position >= content.length) {
        return -1;
      }
      int count = Math.min(target.remaining(), content.length - (int) position);
      target.put(content, (int) position, count);
      position += count;
      return count;
    }

    @Override
    public long position() throws IOException {
      check();
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
      check();
      if (newPosition < 0) {
        throw new IllegalArgumentException("position " + newPosition);
      }
      position = newPosition;
      return this;
    }

    @Override
    public long size() throws IOException {
      check();
      return content.length;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }

    private void check() throws ClosedChannelException {
      if (closed) {
        throw new ClosedChannelException();
      }
    }
  }
}
