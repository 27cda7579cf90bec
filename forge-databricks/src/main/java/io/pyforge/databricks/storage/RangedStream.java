package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file from a position to another, read in blocks of which the next few are on their
 * way while one is used. No connection stays open between two blocks, so that a slow reader keeps
 * none of the few that the service allows. The first block is small: many readers look at no more.
 */
final class RangedStream extends InputStream {
  private static final int FIRST_BLOCK = 256 * 1024;
  private static final int BLOCK = 4 << 20;
  private static final int AHEAD = 3;

  private final Workspace workspace;
  private final RemoteEntry file;
  private final long end;
  private final Deque<Future<byte[]>> coming = new ArrayDeque<>();
  private long asked;
  private byte[] block = new byte[0];
  private int at;
  private boolean closed;

  RangedStream(Workspace workspace, RemoteEntry file, long from, long end) {
    this.workspace = workspace;
    this.file = file;
    this.asked = from;
    this.end = end;
  }

  /** Reads the first block; false when the service does not give ranges. */
  boolean begin() {
    byte[] first = new byte[(int) Math.min(FIRST_BLOCK, end - asked)];
    if (!BlockRead.of(workspace, file, asked, first, first.length)) {
      return false;
    }
    asked += first.length;
    block = first;
    return true;
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
  public void close() {
    closed = true;
    coming.forEach(future -> future.cancel(false));
    coming.clear();
    block = new byte[0];
    at = 0;
  }

  private byte @Nullable [] next() throws IOException {
    while (coming.size() < AHEAD && asked < end) {
      long offset = asked;
      int length = (int) Math.min(BLOCK, end - asked);
      coming.add(workspace.movers().submit(() -> fetch(offset, length)));
      asked += length;
    }
    Future<byte[]> first = coming.poll();
    if (first == null) {
      return null;
    }
    try {
      return first.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ForgeException(
          ErrorKind.INTERRUPTED, "cancelled", "the transfer was stopped", "", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ForgeException failure) {
        throw failure;
      }
      throw new IOException(e.getCause());
    }
  }

  private byte[] fetch(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    if (!BlockRead.of(workspace, file, offset, bytes, length)) {
      throw new IOException("the service stopped giving ranges of " + file.path());
    }
    return bytes;
  }
}
