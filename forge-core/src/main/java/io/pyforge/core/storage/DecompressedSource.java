package io.pyforge.core.storage;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The content of compressed data. Every stream decompresses anew; ranges and channels are served
 * from a decompressed copy in a private temporary file, made the first time.
 */
final class DecompressedSource implements InputSource {
  /** What there is to know about the stored data. */
  interface Stored extends Closeable {
    InputStream openContent() throws IOException;

    SourceStat stat() throws IOException;

    /** See {@link InputSource#companion}. */
    default Optional<InputSource> companion(String suffix) {
      return Optional.empty();
    }
  }

  private final String name;
  private final String location;
  private final Stored stored;
  private final PrivateTemp temp;
  private @Nullable Path copy;
  private boolean closed;

  DecompressedSource(String name, String location, Stored stored, PrivateTemp temp) {
    this.name = name;
    this.location = location;
    this.stored = stored;
    this.temp = temp;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public SourceAccess access() {
    return SourceAccess.RANGED;
  }

  /** Of the stored, compressed data. */
  @Override
  public SourceStat stat() throws IOException {
    return stored.stat();
  }

  @Override
  public InputStream openStream() throws IOException {
    return stored.openContent();
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    FileChannel channel = open();
    channel.position(offset);
    return SlicedStreams.input(channel, length);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return open();
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.empty();
  }

  @Override
  public Optional<InputSource> companion(String suffix) {
    return stored.companion(suffix);
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    if (copy != null) {
      FileTree.deleteQuietly(copy);
    }
    stored.close();
  }

  private synchronized FileChannel open() throws IOException {
    if (copy == null) {
      Path file = temp.newFile(".plain");
      StagedCopy.write(openStream(), file);
      copy = file;
    }
    return FileChannel.open(copy, StandardOpenOption.READ);
  }
}
