package io.pyforge.core.writer.parquet;

import java.util.function.Supplier;
import org.apache.parquet.format.CompressionCodec;
import org.slf4j.LoggerFactory;

/**
 * The compression of a file: what its metadata calls it, and codecs that do it. A codec's library
 * is loaded when the first codec is made.
 *
 * @param codec as the metadata says
 * @param level of zstd or gzip; without meaning for the others
 */
record PageCompression(CompressionCodec codec, int level) {
  /** A new codec for one encoder. */
  PageCodec newCodec() {
    return switch (codec) {
      case UNCOMPRESSED -> new UncompressedPageCodec();
      case SNAPPY -> firstLoadable(SnappyPageCodec::new, JavaPageCodec::snappy);
      case ZSTD -> firstLoadable(() -> new ZstdPageCodec(level), JavaPageCodec::zstd);
      case GZIP -> new GzipPageCodec(level);
      case LZ4_RAW -> JavaPageCodec.lz4();
      case LZO, BROTLI, LZ4 -> throw new IllegalStateException("never written: " + codec);
    };
  }

  /** The native codec, or the other one where no native library can be loaded. */
  static PageCodec firstLoadable(Supplier<PageCodec> nativeCodec, Supplier<PageCodec> javaCodec) {
    try {
      return nativeCodec.get();
    } catch (LinkageError e) {
      // UnsatisfiedLinkError, or ExceptionInInitializerError first and NoClassDefFoundError later:
      // an unknown processor, or a temporary folder that nothing may be run from.
      LoggerFactory.getLogger(PageCompression.class)
          .debug("native compression library does not load, using Java code instead", e);
      return javaCodec.get();
    }
  }
}
