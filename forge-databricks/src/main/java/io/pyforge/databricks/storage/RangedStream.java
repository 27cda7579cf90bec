package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.Interruption;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file from a position to another, read in blocks of which the next few are on their
 * way while one is used. No connection stays open between two blocks, so that a slow reader keeps
 * none of the few that the service allows. When the service stops giving ranges, the rest comes
 * from a copy of the whole file. After a failure there is nothing but that failure: no reader may
 * miss a block.
 */
final class RangedStream extends InputStream {
  private static final int BLOCK = 4 << 20;
  private static final int AHEAD = 3;

  private final Workspace workspace;
  private final RemoteEntry file;
  private final long end;
  private final Whole whole;
  private final Deque<Future<Optional<byte[]>>> coming = new ArrayDeque<>();
  private long asked;
  private byte[] block;
  private int at;
  private long blockEnd;
  private boolean closed;
  private @Nullable ForgeException failure;
  private @Nullable SeekableByteChannel copy;

  /** Opens a copy of the whole file. */
  interface Whole {
    SeekableByteChannel open() throws IOException;
  }

  /**
   * @param from where the first block starts
   * @param first the first block
   */
  RangedStream(
      Workspace workspace, RemoteEntry file, long from, byte[] first, long end, Whole whole) {
    this.workspace = workspace;
    this.file = file;
    this.block = first;
    this.blockEnd = from + first.length;
    this.asked = blockEnd;
    this.end = end;
    this.whole = whole;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    if (at == block.length) {
      byte @Nullable [] next = next();
      if (next == null) {
        return -1;
      }
      block = next;
      at = 0;
    }
    int count = Math.min(length, block.length - at);
    System.arraycopy(block, at, into, from, count);
    at += count;
    return count;
  }

  @Override
  public int available() {
    return block.length - at;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    forgetComing();
    block = new byte[0];
    at = 0;
    if (copy != null) {
      copy.close();
    }
  }

  private void forgetComing() {
    coming.forEach(future -> future.cancel(false));
    coming.clear();
  }

  private byte @Nullable [] next() throws IOException {
    if (failure != null) {
      throw failure;
    }
    if (blockEnd == end) {
      return null;
    }
    byte[] next;
    try {
      next = copy == null ? ranged() : null;
      if (next == null) {
        next = copied();
      }
    } catch (ForgeException e) {
      failure = e;
      throw e;
    }
    blockEnd += next.length;
    return next;
  }

  /** The next block; null when the service does not give it. */
  private byte @Nullable [] ranged() {
    while (coming.size() < AHEAD && asked < end) {
      long offset = asked;
      int length = (int) Math.min(BLOCK, end - asked);
      coming.add(workspace.movers().submit(() -> fetch(offset, length)));
      asked += length;
    }
    try {
      Optional<byte[]> next = coming.element().get();
      coming.remove(); // not before it is here: closing gives it up with the others
      return next.orElse(null);
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ForgeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private Optional<byte[]> fetch(long offset, int length) {
    byte[] bytes = new byte[length];
    return BlockRead.of(workspace, file, offset, bytes, length)
        ? Optional.of(bytes)
        : Optional.empty();
  }

  /** The next block from the copy. */
  private byte[] copied() throws IOException {
    forgetComing();
    SeekableByteChannel from = copy;
    if (from == null) {
      from = whole.open();
      copy = from;
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(BLOCK, end - blockEnd));
    from.position(blockEnd);
    while (bytes.hasRemaining()) {
      if (from.read(bytes) < 0) {
        throw new IOException("the copy of " + file.path() + " ends too early");
      }
    }
    return bytes.array();
  }
}
