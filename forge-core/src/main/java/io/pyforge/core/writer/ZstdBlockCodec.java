package io.pyforge.core.writer;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;

/** Zstandard through the native library. Making one loads it, or fails with a linkage error. */
public final class ZstdBlockCodec implements BlockCodec {
  private final ZstdCompressCtx context;

  /** Level 1 to 22. */
  public ZstdBlockCodec(int level) {
    context = new ZstdCompressCtx();
    context.setLevel(level);
  }

  @Override
  public int maxCompressedLength(int length) {
    return Math.toIntExact(Zstd.compressBound(length));
  }

  @Override
  public int compress(byte[] source, int length, byte[] target, int offset) {
    return context.compressByteArray(target, offset, target.length - offset, source, 0, length);
  }

  @Override
  public void close() {
    context.close();
  }
}
