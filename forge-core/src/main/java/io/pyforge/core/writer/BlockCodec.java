package io.pyforge.core.writer;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Supplier;
import org.slf4j.LoggerFactory;

/**
 * Compresses blocks, each on its own: pages of Parquet, stretches of text. Belongs to one encoder
 * and is used by one thread at a time.
 */
public interface BlockCodec extends Closeable {
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

  /** Zstandard frames, by the native library where it loads. */
  static BlockCodec zstd(int level) {
    return firstLoadable(() -> new ZstdBlockCodec(level), JavaBlockCodec::zstd);
  }

  /** The native codec, or the other one where no native library can be loaded. */
  static BlockCodec firstLoadable(
      Supplier<BlockCodec> nativeCodec, Supplier<BlockCodec> javaCodec) {
    try {
      return nativeCodec.get();
    } catch (LinkageError e) {
      // UnsatisfiedLinkError, or ExceptionInInitializerError first and NoClassDefFoundError later:
      // an unknown processor, or a temporary folder that nothing may be run from.
      LoggerFactory.getLogger(BlockCodec.class)
          .debug("native compression library does not load, using Java code instead", e);
      return javaCodec.get();
    }
  }
}
