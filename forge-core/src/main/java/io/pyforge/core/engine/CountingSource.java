package io.pyforge.core.engine;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A source that counts the bytes taken from the stream opened last, for progress. */
final class CountingSource implements InputSource {
  private final InputSource source;
  private final AtomicLong bytes = new AtomicLong();

  CountingSource(InputSource source) {
    this.source = source;
  }

  /** The source whose bytes are counted. */
  InputSource source() {
    return source;
  }

  /** Bytes taken since the last stream was opened. */
  long bytes() {
    return bytes.get();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public String location() {
    return source.location();
  }

  @Override
  public SourceAccess access() {
    return source.access();
  }

  @Override
  public SourceStat stat() throws IOException {
    return source.stat();
  }

  @Override
  public InputStream openStream() throws IOException {
    bytes.set(0);
    return new FilterInputStream(source.openStream()) {
      @Override
      public int read(byte[] b, int offset, int length) throws IOException {
        int count = in.read(b, offset, length);
        bytes.addAndGet(Math.max(count, 0));
        return count;
      }

      @Override
      public long skip(long n) throws IOException {
        long count = in.skip(n);
        bytes.addAndGet(count);
        return count;
      }
    };
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    return source.openRange(offset, length);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return source.openChannel();
  }

  @Override
  public Optional<Path> localPath() {
    return source.localPath();
  }

  @Override
  public Optional<InputSource> companion(String suffix) throws IOException {
    return source.companion(suffix);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
