package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.transfer.Download;
import io.pyforge.databricks.transfer.TransferProgress;
import io.pyforge.databricks.transfer.TransferSizes;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of a volume. A stream reads ranges ahead, several at a time; a channel reads the ranges it
 * is asked for, and the whole file into a private copy once that is much of it. Where the service
 * does not give ranges, everything comes from such a copy.
 */
final class VolumeSource implements InputSource {
  /** Small: many readers look at no more. */
  private static final int FIRST_BLOCK = 256 * 1024;

  private final Workspace workspace;
  private final VolumeAccess volumes;
  private final RemoteEntry file;
  private final String location;
  private final TransferSizes sizes;

  /** The first block of the file once it was read: everybody begins with it again. */
  private byte[] start = new byte[0];

  private @Nullable Path copy;

  VolumeSource(
      Workspace workspace,
      VolumeAccess volumes,
      RemoteEntry file,
      String location,
      TransferSizes sizes) {
    this.workspace = workspace;
    this.volumes = volumes;
    this.file = file;
    this.location = location;
    this.sizes = sizes;
  }

  @Override
  public String name() {
    return file.path().name();
  }

  @Override
  public String location() {
    return location;
  }

  @Override
  public SourceAccess access() {
    return SourceAccess.RANGED;
  }

  @Override
  public SourceStat stat() {
    return new SourceStat(file.size(), file.modified(), file.etag());
  }

  @Override
  public InputStream openStream() throws IOException {
    return openRange(0, Long.MAX_VALUE);
  }

  @Override
  public InputStream openRange(long offset, long length) throws IOException {
    if (file.size() >= 0 && !served()) {
      long end = Math.min(file.size(), offset + Math.min(length, file.size()));
      if (offset >= end) {
        return InputStream.nullInputStream();
      }
      byte[] first = firstBlock(offset, end);
      if (first != null) {
        return new RangedStream(
            workspace, file, offset, first, end, () -> Files.newByteChannel(copied()));
      }
    }
    SeekableByteChannel channel = Files.newByteChannel(copied());
    channel.position(Math.min(offset, channel.size()));
    InputStream in = Channels.newInputStream(channel);
    return length == Long.MAX_VALUE ? in : new FirstBytes(in, length);
  }

  /** The first bytes of a range; null when the service does not give ranges. */
  private byte @Nullable [] firstBlock(long offset, long end) {
    byte[] known = start();
    if (offset == 0 && known.length == 0) {
      known = new byte[(int) Math.min(FIRST_BLOCK, file.size())];
      if (!BlockRead.of(workspace, file, 0, known, known.length)) {
        return null;
      }
      remember(known);
    }
    if (offset < known.length) {
      return Arrays.copyOfRange(known, (int) offset, (int) Math.min(end, known.length));
    }
    byte[] block = new byte[(int) Math.min(FIRST_BLOCK, end - offset)];
    return BlockRead.of(workspace, file, offset, block, block.length) ? block : null;
  }

  private synchronized byte[] start() {
    return start;
  }

  private synchronized void remember(byte[] block) {
    start = block;
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    if (file.size() <= RangedChannel.BLOCK || served()) {
      return Files.newByteChannel(copied());
    }
    return new RangedChannel(
        file.size(),
        new RangedChannel.Content() {
          @Override
          public boolean read(long offset, byte[] into, int length) {
            return !served() && BlockRead.of(workspace, file, offset, into, length);
          }

          @Override
          public SeekableByteChannel whole() throws IOException {
            return Files.newByteChannel(copied());
          }
        });
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.empty();
  }

  @Override
  public Optional<InputSource> companion(String suffix) throws IOException {
    return Companions.of(volumes, file, suffix);
  }

  @Override
  public void close() throws IOException {
    Path made;
    synchronized (this) {
      made = copy;
      copy = null;
    }
    if (made != null) {
      delete(made);
    }
  }

  private static void delete(Path copy) throws IOException {
    Files.deleteIfExists(copy);
    Files.deleteIfExists(copy.toAbsolutePath().getParent());
  }

  /** Whether there is a copy. */
  private synchronized boolean served() {
    return copy != null;
  }

  private synchronized Path copied() throws IOException {
    Path made = copy;
    if (made == null) {
      made = volumes.newTempFolder().resolve("input");
      try {
        new Download(workspace, sizes, TransferProgress.NONE).run(file, made);
      } catch (ForgeException e) {
        delete(made);
        throw noRoom(e);
      } catch (IOException | RuntimeException e) {
        delete(made);
        throw e;
      }
      copy = made;
    }
    return made;
  }

  private ForgeException noRoom(ForgeException e) {
    return e.kind() != ErrorKind.OUTPUT
        ? e
        : new ForgeException(
            ErrorKind.OUTPUT,
            "no-temp-space",
            "no room on this machine for a copy of " + file.path() + ", " + file.size() + " bytes",
            "name another folder with PYFORGE_TEMP_DIR or temp_directory in databricks.yaml",
            e);
  }
}
