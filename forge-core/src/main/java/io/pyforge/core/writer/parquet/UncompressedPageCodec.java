package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.BlockCodec;

/** Leaves pages as they are. */
final class UncompressedPageCodec implements BlockCodec {
  @Override
  public int maxCompressedLength(int length) {
    return length;
  }

  @Override
  public int compress(byte[] source, int length, byte[] target, int offset) {
    System.arraycopy(source, 0, target, offset, length);
    return length;
  }
}
