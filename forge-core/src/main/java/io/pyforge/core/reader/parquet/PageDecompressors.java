package io.pyforge.core.reader.parquet;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.airlift.compress.Decompressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.lz4.Lz4HadoopStreams;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages without Hadoop's codecs, which would load a configuration and look for native
 * libraries of their own. The size that a page header claims is never trusted with memory: content
 * that is shorter or longer is a failure of reading, as a damaged stream is.
 */
final class PageDecompressors implements CompressionCodecFactory {
  private final String file;

  PageDecompressors(String file) {
    this.file = file;
  }

  /** Opens a stream over compressed bytes. */
  private interface StreamOpener {
    InputStream open(InputStream compressed) throws IOException;
  }

  /** Decompresses the bytes to exactly {@code size} bytes. */
  private interface PageFunction {
    byte[] decompress(byte[] compressed, int size) throws IOException;
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return switch (codec) {
      case UNCOMPRESSED -> new PageDecompressor((bytes, size) -> bytes);
      case SNAPPY -> new PageDecompressor(PageDecompressors::snappy);
      case GZIP -> streaming(GZIPInputStream::new);
      case ZSTD -> streaming(PageDecompressors::openZstd);
      case LZ4_RAW -> new PageDecompressor((b, size) -> inJava(new Lz4Decompressor(), b, size));
      case LZ4 -> streaming(new Lz4HadoopStreams()::createInputStream);
      case LZO, BROTLI -> throw ParquetFailures.unsupportedCodec(file, codec.name());
    };
  }

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    throw new UnsupportedOperationException("this reader writes nothing");
  }

  @Override
  public void release() {
    // Decompressors hold nothing between pages.
  }

  private static byte[] snappy(byte[] compressed, int size) throws IOException {
    try {
      if (Snappy.uncompressedLength(compressed) != size) {
        throw new IOException("snappy page is not of the " + size + " bytes its header claims");
      }
      return Snappy.uncompress(compressed);
    } catch (LinkageError e) {
      // No native library for this machine: the same in Java, only slower.
      if (SnappyDecompressor.getUncompressedLength(compressed, 0) != size) {
        throw new IOException("snappy page is not of the " + size + " bytes its header claims", e);
      }
      return inJava(new SnappyDecompressor(), compressed, size);
    }
  }

  private static InputStream openZstd(InputStream compressed) throws IOException {
    try {
      return new ZstdInputStreamNoFinalizer(compressed);
    } catch (LinkageError e) {
      // No native library for this machine: the same in Java, only slower.
      return new ZstdInputStream(compressed);
    }
  }

  /** LZ4 and Snappy shrink at most to one byte of 255, so a larger claim is a lie. */
  private static byte[] inJava(Decompressor decompressor, byte[] compressed, int size)
      throws IOException {
    if (size > 255L * compressed.length + 64) {
      throw new IOException(compressed.length + " bytes cannot become " + size);
    }
    byte[] result = new byte[size];
    try {
      int length = decompressor.decompress(compressed, 0, compressed.length, result, 0, size);
      if (length != size) {
        throw new IOException("page has " + length + " of " + size + " bytes");
      }
    } catch (io.airlift.compress.MalformedInputException e) {
      throw new IOException("page is no valid compressed stream", e);
    }
    return result;
  }

  private static BytesInputDecompressor streaming(StreamOpener opener) {
    return new PageDecompressor(
        (bytes, size) -> {
          // readNBytes grows with what really comes, whatever the header claims.
          try (InputStream in = opener.open(new ByteArrayInputStream(bytes))) {
            return in.readNBytes(size);
          }
        });
  }

  private static final class PageDecompressor implements BytesInputDecompressor {
    private final PageFunction function;

    PageDecompressor(PageFunction function) {
      this.function = function;
    }

    @Override
    public BytesInput decompress(BytesInput bytes, int decompressedSize) throws IOException {
      return BytesInput.from(decompress(bytes.toInputStream().readAllBytes(), decompressedSize));
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int decompressedSize)
        throws IOException {
      byte[] compressed = new byte[compressedSize];
      input.get(compressed);
      output.put(decompress(compressed, decompressedSize));
    }

    private byte[] decompress(byte[] compressed, int size) throws IOException {
      // A data page of version 2 without values may have no compressed bytes at all.
      byte[] result = size == 0 ? new byte[0] : function.decompress(compressed, size);
      if (result.length != size) {
        throw new IOException("page has " + result.length + " of " + size + " bytes");
      }
      return result;
    }

    @Override
    public void release() {
      // Nothing is held between pages.
    }
  }
}
