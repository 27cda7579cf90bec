package io.pyforge.core.reader.parquet;

import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A source in the form parquet-hadoop reads. Remembers a failure of the source itself, because the
 * library reports one in the same words as a corrupt file.
 */
final class ChannelInputFile implements InputFile {
  private final InputSource source;
  private @Nullable IOException failure;

  ChannelInputFile(InputSource source) {
    this.source = source;
  }

  @Override
  public long getLength() throws IOException {
    try (SeekableByteChannel channel = source.openChannel()) {
      return channel.size();
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    try {
      return new Stream(new WatchedChannel(source.openChannel()));
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  /** Why the source could not be read, or null when it could. */
  @Nullable IOException failure() {
    return failure;
  }

  private static final class Stream extends DelegatingSeekableInputStream {
    private final SeekableByteChannel channel;

    Stream(SeekableByteChannel channel) {
      super(Channels.newInputStream(channel));
      this.channel = channel;
    }

    @Override
    public long getPos() throws IOException {
      return channel.position();
    }

    @Override
    public void seek(long newPosition) throws IOException {
      channel.position(newPosition);
    }
  }

  private final class WatchedChannel implements SeekableByteChannel {
    private final SeekableByteChannel channel;

    WatchedChannel(SeekableByteChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      try {
        return channel.read(target);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new UnsupportedOperationException("inputs are only read");
    }

    @Override
    public long position() throws IOException {
      return channel.position();
    }

    @Override
    public SeekableByteChannel position(long newPosition) throws IOException {
      channel.position(newPosition);
      return this;
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException("inputs are only read");
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
