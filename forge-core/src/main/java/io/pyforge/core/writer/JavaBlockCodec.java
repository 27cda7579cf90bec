package io.pyforge.core.writer;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;

/**
 * Codecs without native code: raw LZ4 always, the others where their native library cannot load.
 */
public final class JavaBlockCodec implements BlockCodec {
  private final Compressor compressor;

  private JavaBlockCodec(Compressor compressor) {
    this.compressor = compressor;
  }

  /** Raw LZ4 blocks. */
  public static BlockCodec lz4() {
    return new JavaBlockCodec(new Lz4Compressor());
  }

  /** Raw Snappy blocks. */
  public static BlockCodec snappy() {
    return new JavaBlockCodec(new SnappyCompressor());
  }

  /** Zstandard frames. There is one level only, which lies near 3. */
  public static BlockCodec zstd() {
    return new JavaBlockCodec(new ZstdCompressor());
  }

  @Override
  public int maxCompressedLength(int length) {
    return compressor.maxCompressedLength(length);
  }

  @Override
  public int compress(byte[] source, int length, byte[] target, int offset) {
    return compressor.compress(source, 0, length, target, offset, target.length - offset);
  }
}
