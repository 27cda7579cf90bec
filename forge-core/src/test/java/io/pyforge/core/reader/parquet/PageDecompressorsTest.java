package io.pyforge.core.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airlift.compress.lz4.Lz4HadoopStreams;
import io.pyforge.spi.error.ForgeException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputDecompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

class PageDecompressorsTest {
  private static final byte[] PAGE = "content ".repeat(40).getBytes(StandardCharsets.UTF_8);

  private final PageDecompressors decompressors = new PageDecompressors("a.parquet");

  @Test
  void lz4InHadoopFramesIsRead() throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream out = new Lz4HadoopStreams().createOutputStream(compressed)) {
      out.write(PAGE);
    }
    BytesInputDecompressor lz4 = decompressors.getDecompressor(CompressionCodecName.LZ4);
    BytesInput page = lz4.decompress(BytesInput.from(compressed.toByteArray()), PAGE.length);
    assertThat(page.toInputStream().readAllBytes()).isEqualTo(PAGE);
  }

  @Test
  void buffersAreReadLikeArrays() throws IOException {
    byte[] compressed = Snappy.compress(PAGE);
    ByteBuffer result = ByteBuffer.allocate(PAGE.length);
    decompressors
        .getDecompressor(CompressionCodecName.SNAPPY)
        .decompress(ByteBuffer.wrap(compressed), compressed.length, result, PAGE.length);
    assertThat(result.array()).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"LZO", "BROTLI"})
  void codecsThatCannotBeReadAreNamed(CompressionCodecName codec) {
    assertThatThrownBy(() -> decompressors.getDecompressor(codec))
        .isInstanceOf(ForgeException.class)
        .hasMessageContaining("a.parquet: pages are compressed with " + codec);
  }

  /** A header may claim anything; memory is only taken for what the bytes can become. */
  @ParameterizedTest
  @EnumSource(
      value = CompressionCodecName.class,
      names = {"SNAPPY", "GZIP", "ZSTD", "LZ4_RAW", "LZ4", "UNCOMPRESSED"})
  void falseSizesAreAFailureOfReading(CompressionCodecName codec) {
    byte[] noise = {1, 2, 3, 4, 5, 6, 7, 8};
    for (int claimed : new int[] {1, 100, Integer.MAX_VALUE - 100}) {
      assertThatThrownBy(
              () ->
                  decompressors.getDecompressor(codec).decompress(BytesInput.from(noise), claimed))
          .as("claim of %s bytes", claimed)
          .isInstanceOf(IOException.class);
    }
  }
}
