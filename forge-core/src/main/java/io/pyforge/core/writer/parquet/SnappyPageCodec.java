package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.BlockCodec;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/** Snappy through the native library. Making one loads it, or fails with a linkage error. */
final class SnappyPageCodec implements BlockCodec {
  SnappyPageCodec() {
    Snappy.maxCompressedLength(0);
  }

  @Override
  public int maxCompressedLength(int length) {
    return Snappy.maxCompressedLength(length);
  }

  @Override
  public int compress(byte[] source, int length, byte[] target, int offset) throws IOException {
    return Snappy.compress(source, 0, length, target, offset);
  }
}
