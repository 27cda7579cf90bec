package io.pyforge.core.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compressed bytes on their way into a decompressor: counts them, and remembers whether reading
 * them failed, so that a broken disk is not taken for broken data.
 */
final class StoredBytes extends FilterInputStream {
  private long count;
  private @Nullable Throwable failure;

  StoredBytes(InputStream in) {
    super(in);
  }

  long count() {
    return count;
  }

  /** Whether reading the stored bytes is what failed. */
  boolean failed() {
    return failure != null;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    try {
      int got = in.read(into, offset, length);
      count += Math.max(got, 0);
      return got;
    } catch (IOException | RuntimeException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public long skip(long wanted) throws IOException {
    long skipped = 0;
    byte[] sink = new byte[(int) Math.min(Math.max(wanted, 1), 8192)];
    while (skipped < wanted) {
      int got = read(sink, 0, (int) Math.min(sink.length, wanted - skipped));
      if (got < 0) {
        break;
      }
      skipped += got;
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
