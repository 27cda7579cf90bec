package io.pyforge.core.writer.parquet;

import java.io.Closeable;
import java.io.IOException;

/** Compresses pages. Belongs to one encoder and is used by one thread at a time. */
interface PageCodec extends Closeable {
  /** The most bytes that {@code length} bytes become. */
  int maxCompressedLength(int length);

  /**
   * Compresses the first {@code length} bytes of {@code source} into {@code target} from {@code
   * offset} on, where there is room for {@link #maxCompressedLength}.
   *
   * @return how many bytes were written
   */
  int compress(byte[] source, int length, byte[] target, int offset) throws IOException;

  /** Frees native memory. */
  @Override
  default void close() {}
}
