package io.pyforge.core.reader.parquet;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Optional;

/** A source whose disk breaks: some channels work, later ones fail on reading. */
final class FailingSource implements InputSource {
  private final InputSource source;
  private int channelsLeft;

  FailingSource(InputSource source, int goodChannels) {
    this.source = source;
    channelsLeft = goodChannels;
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
    return source.openStream();
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    return source.openRange(offset, length);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    SeekableByteChannel channel = source.openChannel();
    return channelsLeft-- > 0 ? channel : new BrokenChannel(channel);
  }

  @Override
  public Optional<Path> localPath() {
    return source.localPath();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  private record BrokenChannel(SeekableByteChannel channel) implements SeekableByteChannel {
    @Override
    public int read(ByteBuffer target) throws IOException {
      throw new IOException("disk is gone");
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      return channel.write(bytes);
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
      throw new IOException("disk is gone");
    }

    @Override
    public SeekableByteChannel truncate(long size) throws IOException {
      return channel.truncate(size);
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
