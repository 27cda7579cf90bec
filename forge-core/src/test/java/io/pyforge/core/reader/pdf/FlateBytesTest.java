package io.pyforge.core.reader.pdf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

/** Deflated content, whole and damaged. */
class FlateBytesTest {
  private static final byte[] TEXT =
      "0 0 m 10 20 l S ".repeat(40).concat("the end").getBytes(UTF_8);

  private record Read(byte[] content, boolean damaged) {}

  private static byte[] deflated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(TEXT);
    }
    return bytes.toByteArray();
  }

  private static Read read(byte[] raw) throws IOException {
    FlateBytes bytes = new FlateBytes(new ByteArrayInputStream(raw));
    try (bytes) {
      return new Read(bytes.readAllBytes(), bytes.damaged());
    }
  }

  @Test
  void wholeContentIsRead() throws IOException {
    Read read = read(deflated());
    assertThat(read.content()).isEqualTo(TEXT);
    assertThat(read.damaged()).isFalse();
  }

  @Test
  void whatFollowsTheChecksumIsNotLookedAt() throws IOException {
    byte[] raw = deflated();
    byte[] longer = Arrays.copyOf(raw, raw.length + 3);
    assertThat(read(longer).content()).isEqualTo(TEXT);
    assertThat(read(longer).damaged()).isFalse();
  }

  @Test
  void aChecksumThatIsCutOffIsNoDamage() throws IOException {
    byte[] raw = deflated();
    for (int less = 1; less <= 4; less++) {
      Read read = read(Arrays.copyOf(raw, raw.length - less));
      assertThat(read.content()).isEqualTo(TEXT);
      assertThat(read.damaged()).isFalse();
    }
  }

  @Test
  void nothingIsNoDamage() throws IOException {
    assertThat(read(new byte[0]).content()).isEmpty();
    assertThat(read(new byte[0]).damaged()).isFalse();
  }

  @Test
  void contentThatIsCutOffIsDamaged() throws IOException {
    byte[] raw = deflated();
    for (int length = 2; length < raw.length - 4; length++) {
      Read read = read(Arrays.copyOf(raw, length));
      assertThat(read.damaged()).as("the first " + length + " bytes").isTrue();
      assertThat(read.content()).isEqualTo(Arrays.copyOf(TEXT, read.content().length));
    }
  }

  @Test
  void everyBitThatChangesTheContentIsNoticed() throws IOException {
    byte[] raw = deflated();
    int noticed = 0;
    for (int bit = 16; bit < raw.length * 8; bit++) {
      byte[] changed = raw.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Read read = read(changed);
      assertThat(read.damaged() || Arrays.equals(read.content(), TEXT)).as("bit " + bit).isTrue();
      noticed += read.damaged() ? 1 : 0;
    }
    assertThat(noticed).isGreaterThan(raw.length * 7);
  }
}
