package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source that can be read once, made readable again: what is read the first time is kept in a
 * private temporary file, written while the first pass goes on. Any number of streams may be open;
 * each reads what is kept and then goes on with the original. Memory is constant.
 */
public final class SpooledSource implements InputSource {
  private static final int READ_BYTES = 1 << 16;

  private final InputSource original;
  private final PrivateTemp temp;
  private @Nullable InputStream upstream;
  private @Nullable Path file;
  private @Nullable FileChannel spool;
  private long kept;
  private boolean complete;

  /** Keeps what {@code original} gives; the original is closed with this source. */
  public SpooledSource(InputSource original, PrivateTemp temp) {
    this.original = original;
    this.temp = temp;
  }

  @Override
  public String name() {
    return original.name();
  }

  @Override
  public String location() {
    return original.location();
  }

  /** RANGED: everything can be reached again, though there is no file to name. */
  @Override
  public SourceAccess access() {
    return SourceAccess.RANGED;
  }

  /** As the original knows it; the size too once everything was read. */
  @Override
  public synchronized SourceStat stat() throws IOException {
    return complete ? new SourceStat(kept, Optional.empty(), Optional.empty()) : original.stat();
  }

  @Override
  public InputStream openStream() {
    return new Replay(0, Long.MAX_VALUE);
  }

  @Override
  public InputStream openRange(long offset, long length) {
    return new Replay(offset, length);
  }

  @Override
  public SeekableByteChannel openChannel() throws IOException {
    return FileChannel.open(completeFile(), StandardOpenOption.READ);
  }

  @Override
  public Optional<Path> localPath() {
    return Optional.empty();
  }

  @Override
  public synchronized void close() throws IOException {
    try {
      if (upstream != null) {
        upstream.close();
      }
      if (spool != null) {
        spool.close();
      }
    } finally {
      if (file != null) {
        FileTree.deleteQuietly(file);
      }
      original.close();
    }
  }

  /** The temporary file with everything in it. */
  synchronized Path completeFile() throws IOException {
    byte[] buffer = new byte[READ_BYTES];
    while (!complete) {
      pull(buffer, 0, buffer.length);
    }
    spool();
    return Objects.requireNonNull(file);
  }

  /** Bytes from {@code position}: from the file as far as it goes, else from the original. */
  private synchronized int read(long position, byte[] into, int offset, int length)
      throws IOException {
    while (position > kept && !complete) {
      byte[] skipped = new byte[(int) Math.min(READ_BYTES, position - kept)];
      pull(skipped, 0, skipped.length);
    }
    if (position < kept) {
      int wanted = (int) Math.min(Math.min(length, SlicedStreams.SLICE_BYTES), kept - position);
      return spool().read(ByteBuffer.wrap(into, offset, wanted), position);
    }
    return complete ? -1 : pull(into, offset, length);
  }

  /** Takes the next bytes of the original and keeps them. */
  private int pull(byte[] into, int offset, int length) throws IOException {
    if (upstream == null) {
      upstream = original.openStream();
    }
    int wanted = Math.min(length, SlicedStreams.SLICE_BYTES);
    int count = upstream.read(into, offset, wanted);
    if (count < 0) {
      complete = true;
      return -1;
    }
    FileChannel channel = spool();
    Path written = Objects.requireNonNull(file);
    ByteBuffer bytes = ByteBuffer.wrap(into, offset, count);
    while (bytes.hasRemaining()) {
      try {
        kept += channel.write(bytes, kept);
      } catch (ClosedChannelException e) {
        throw e;
      } catch (IOException e) {
        throw StorageFailures.writingTemporary(written, e);
      }
    }
    return count;
  }

  private FileChannel spool() throws IOException {
    if (spool == null) {
      file = temp.newFile(".spool");
      spool = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }
    return spool;
  }

  private final class Replay extends InputStream {
    private long position;
    private long left;

    Replay(long offset, long length) {
      position = offset;
      left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left <= 0) {
        return -1;
      }
      int count = SpooledSource.this.read(position, into, offset, (int) Math.min(length, left));
      if (count > 0) {
        position += count;
        left -= count;
      }
      return count;
    }
  }
}
