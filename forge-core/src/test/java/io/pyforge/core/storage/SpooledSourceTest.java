package io.pyforge.core.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.input.SourceAccess;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpooledSourceTest {
  private final byte[] content = new byte[3_000_001];
  @TempDir Path root;
  private PrivateTemp temp;
  private SpooledSource source;

  @BeforeEach
  void open() {
    new Random(1).nextBytes(content);
    temp = PrivateTemp.open(root);
    source =
        new SpooledSource(StandardInputSource.of(new ByteArrayInputStream(content), temp), temp);
  }

  @AfterEach
  void close() throws IOException {
    source.close();
    temp.close();
  }

  @Test
  void everyStreamStartsAtTheFirstByte() throws IOException {
    assertThat(source.openStream().readAllBytes()).isEqualTo(content);
    assertThat(source.openStream().readAllBytes()).isEqualTo(content);
    assertThat(source.stat().sizeBytes()).isEqualTo(content.length);
  }

  @Test
  void streamsMayOvertakeEachOther() throws IOException {
    try (InputStream slow = source.openStream();
        InputStream quick = source.openStream()) {
      assertThat(slow.readNBytes(1000)).hasSize(1000);
      assertThat(quick.readNBytes(2_000_000)).hasSize(2_000_000);
      byte[] rest = slow.readAllBytes();
      assertThat(rest).hasSize(content.length - 1000).endsWith(content[content.length - 1]);
      assertThat(quick.read()).isEqualTo(content[2_000_000] & 0xFF);
      assertThat(quick.read(new byte[1], 0, 0)).isZero();
      assertThat(quick.readAllBytes()).hasSize(content.length - 2_000_001);
      assertThat(quick.read()).isEqualTo(-1);
    }
  }

  @Test
  void rangesReachAheadOfWhatWasRead() throws IOException {
    try (InputStream far = source.openRange(2_500_000, 10);
        InputStream near = source.openRange(5, 10);
        InputStream beyond = source.openRange(content.length + 5L, 10)) {
      assertThat(far.readAllBytes())
          .isEqualTo(java.util.Arrays.copyOfRange(content, 2_500_000, 2_500_010));
      assertThat(near.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(content, 5, 15));
      assertThat(beyond.readAllBytes()).isEmpty();
    }
  }

  @Test
  void channelHoldsEverything() throws IOException {
    try (InputStream in = source.openStream();
        SeekableByteChannel channel = source.openChannel()) {
      assertThat(in.read()).isEqualTo(content[0] & 0xFF);
      assertThat(channel.size()).isEqualTo(content.length);
    }
  }

  @Test
  void emptyStreamHasAnEmptyChannel() throws IOException {
    try (SpooledSource empty =
            new SpooledSource(StandardInputSource.of(InputStream.nullInputStream(), temp), temp);
        SeekableByteChannel channel = empty.openChannel()) {
      assertThat(channel.size()).isZero();
    }
  }

  @Test
  void keepsTheNameAndLosesTheStream() throws IOException {
    assertThat(source.name()).isEqualTo("stdin");
    assertThat(source.location()).isEqualTo("-");
    assertThat(source.access()).isEqualTo(SourceAccess.RANGED);
    assertThat(source.localPath()).isEmpty();
    assertThat(source.stat().sizeBytes()).isEqualTo(-1);
  }

  @Test
  void closingRemovesTheCopy() throws IOException {
    Path kept = source.completeFile();
    assertThat(kept).hasBinaryContent(content);
    source.close();
    assertThat(kept).doesNotExist();
    try (Stream<Path> files = Files.list(kept.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactly(".lock");
    }
  }
}
