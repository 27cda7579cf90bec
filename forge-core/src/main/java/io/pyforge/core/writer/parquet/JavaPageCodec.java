package io.pyforge.core.writer.parquet;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.zstd.ZstdCompressor;

/**
 * Codecs without native code: raw LZ4 always, the others where their native library cannot load.
 */
final class JavaPageCodec implements PageCodec {
  private final Compressor compressor;

  private JavaPageCodec(Compressor compressor) {
    this.compressor = compressor;
  }

  static PageCodec lz4() {
    return new JavaPageCodec(new Lz4Compressor());
  }

  static PageCodec snappy() {
    return new JavaPageCodec(new SnappyCompressor());
  }

  /** It has one level only, which lies near 3. */
  static PageCodec zstd() {
    return new JavaPageCodec(new ZstdCompressor());
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
