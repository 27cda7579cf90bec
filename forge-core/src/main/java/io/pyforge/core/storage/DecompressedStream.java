package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Decompressed bytes as readers get them: within the limit, and with every complaint of the
 * decompressor as one kind of failure.
 */
final class DecompressedStream extends InputStream {
  /** Opens a decompressor over stored bytes. */
  interface Decompressor {
    InputStream open(InputStream stored) throws IOException;
  }

  private final StoredBytes stored;
  private final Decompressor decompressor;
  private final String label;
  private final String location;
  private final DecompressionLimit limit;
  private @Nullable InputStream content;
  private long produced;
  private boolean closed;

  DecompressedStream(
      InputStream stored,
      Decompressor decompressor,
      String label,
      String location,
      DecompressionLimit limit) {
    this.stored = new StoredBytes(stored);
    this.decompressor = decompressor;
    this.label = label;
    this.location = location;
    this.limit = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (closed) {
      throw new IOException("the stream is closed");
    }
    if (length == 0) {
      return 0;
    }
    int count;
    try {
      if (content == null) {
        content = decompressor.open(stored);
      }
      count = content.read(into, offset, length);
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      if (stored.failed()) {
        throw e;
      }
      throw StorageFailures.compressedDataDamaged(location, label, e);
    }
    if (count > 0) {
      produced += count;
      limit.check(produced, stored.count(), location);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    try {
      if (content != null) {
        content.close();
      }
    } finally {
      stored.close();
    }
  }
}
