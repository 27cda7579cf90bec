package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.BlockCodec;
import io.pyforge.core.writer.GzipBlockCodec;
import io.pyforge.core.writer.JavaBlockCodec;
import org.apache.parquet.format.CompressionCodec;

/**
 * The compression of a file: what its metadata calls it, and codecs that do it. A codec's library
 * is loaded when the first codec is made.
 *
 * @param codec as the metadata says
 * @param level of zstd or gzip; without meaning for the others
 */
record PageCompression(CompressionCodec codec, int level) {
  /** A new codec for one encoder. */
  BlockCodec newCodec() {
    return switch (codec) {
      case UNCOMPRESSED -> new UncompressedPageCodec();
      case SNAPPY -> BlockCodec.firstLoadable(SnappyPageCodec::new, JavaBlockCodec::snappy);
      case ZSTD -> BlockCodec.zstd(level);
      case GZIP -> new GzipBlockCodec(level);
      case LZ4_RAW -> JavaBlockCodec.lz4();
      case LZO, BROTLI, LZ4 -> throw new IllegalStateException("never written: " + codec);
    };
  }
}
