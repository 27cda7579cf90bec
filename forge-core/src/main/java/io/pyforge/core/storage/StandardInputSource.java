package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Standard input, or another pipe: bytes that come once. Wrap it in a {@link SpooledSource} when
 * they are needed again.
 */
public final class StandardInputSource implements InputSource {
  /** The location that means standard input. */
  public static final String LOCATION = "-";

  /** Opens the pipe when it is first read; a named pipe blocks until it has a writer. */
  interface Opener {
    InputStream open() throws IOException;
  }

  private final String location;
  private final String name;
  private final Opener opener;
  private final PrivateTemp temp;
  private boolean opened;
  private @Nullable Path staged;

  private StandardInputSource(String location, String name, Opener opener, PrivateTemp temp) {
    this.location = location;
    this.name = name;
    this.opener = opener;
    this.temp = temp;
  }

  /** Standard input, which stays open when a stream over it is closed. */
  public static StandardInputSource of(InputStream standardInput, PrivateTemp temp) {
    return new StandardInputSource(LOCATION, "stdin", () -> new Unclosed(standardInput), temp);
  }

  /** A named pipe or device. */
  static StandardInputSource ofPipe(String location, Path path, PrivateTemp temp) {
    return new StandardInputSource(
        location, path.getFileName().toString(), () -> Files.newInputStream(path), temp);
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
    return SourceAccess.STREAM;
  }

  @Override
  public SourceStat stat() {
    return SourceStat.UNKNOWN;
  }

  /**
   * @throws io.pyforge.spi.error.ForgeException INPUT if it was opened before
   */
  @Override
  public synchronized InputStream openStream() throws IOException {
    if (opened) {
      throw StorageFailures.streamConsumed(location);
    }
    opened = true;
    return opener.open();
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    FileChannel channel = openChannel();
    channel.position(offset);
    return SlicedStreams.input(channel, length);
  }

  @Override
  public synchronized FileChannel openChannel() throws IOException {
    if (staged == null) {
      Path copy = temp.newFile(".stdin");
      StagedCopy.write(openStream(), copy);
      staged = copy;
    }
    return FileChannel.open(staged, StandardOpenOption.READ);
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.empty();
  }

  @Override
  public synchronized void close() {
    if (staged != null) {
      FileTree.deleteQuietly(staged);
    }
  }

  private static final class Unclosed extends FilterInputStream {
    Unclosed(InputStream in) {
      super(in);
    }

    @Override
    public void close() {
      // Standard input is the process's, not ours.
    }
  }
}
