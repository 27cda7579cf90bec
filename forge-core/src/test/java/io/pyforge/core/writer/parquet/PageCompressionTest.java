package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.pyforge.core.writer.BlockCodec;
import io.pyforge.core.writer.GzipBlockCodec;
import io.pyforge.core.writer.JavaBlockCodec;
import io.pyforge.core.writer.ZstdBlockCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class PageCompressionTest {
  static List<Error> loadingFailures() {
    return List.of(
        new UnsatisfiedLinkError("no zstd in java.library.path"),
        new ExceptionInInitializerError(new IOException("/tmp is mounted noexec")),
        new NoClassDefFoundError("Could not initialize class"));
  }

  @ParameterizedTest
  @MethodSource("loadingFailures")
  void javaCodecTakesOverWhereTheNativeOneDoesNotLoad(Error failure) throws IOException {
    Supplier<BlockCodec> broken =
        () -> {
          throw failure;
        };
    byte[] page = "page content ".repeat(100).getBytes(java.nio.charset.StandardCharsets.UTF_8);

    byte[] snappy = compress(BlockCodec.firstLoadable(broken, JavaBlockCodec::snappy), page);
    assertThat(Snappy.uncompress(snappy)).isEqualTo(page);
    byte[] zstd = compress(BlockCodec.firstLoadable(broken, JavaBlockCodec::zstd), page);
    assertThat(Zstd.decompress(zstd, page.length)).isEqualTo(page);
  }

  @Test
  void otherFailuresOfANativeCodecAreNotHidden() {
    assertThatThrownBy(
            () ->
                BlockCodec.firstLoadable(
                    () -> {
                      throw new IllegalStateException("bug");
                    },
                    JavaBlockCodec::snappy))
        .hasMessage("bug");
  }

  @Test
  void nativeCodecsAreTakenWhereTheyLoad() {
    assertThat(new PageCompression(CompressionCodec.SNAPPY, 0).newCodec())
        .isInstanceOf(SnappyPageCodec.class);
    assertThat(new PageCompression(CompressionCodec.ZSTD, 3).newCodec())
        .isInstanceOf(ZstdBlockCodec.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 20_000, 1_000_000})
  void gzipKeepsWithinItsBoundForBytesThatDoNotShrink(int length) throws IOException {
    byte[] page = new byte[length];
    new Random(length).nextBytes(page);
    try (BlockCodec codec = new GzipBlockCodec(1)) {
      byte[] gzip = compress(codec, page);
      assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes())
          .isEqualTo(page);
    }
  }

  private static byte[] compress(BlockCodec codec, byte[] page) throws IOException {
    byte[] target = new byte[7 + codec.maxCompressedLength(page.length)];
    int length = codec.compress(page, page.length, target, 7);
    return Arrays.copyOfRange(target, 7, 7 + length);
  }
}
