package io.pyforge.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscodingStreamTest {
  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE"})
  void textLongerThanTheBuffersComesOutWhole(String charset) throws IOException {
    String text = "a😀é€\n".repeat(50_001);
    byte[] source = text.getBytes(Charset.forName(charset));
    try (InputStream in = stream(source, charset, false)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void bytesCanBeReadOneByOne() throws IOException {
    try (InputStream in = stream(new byte[] {(byte) 0xE9}, "ISO-8859-1", false)) {
      assertThat(new int[] {in.read(), in.read(), in.read()}).containsExactly(0xC3, 0xA9, -1);
    }
  }

  @Test
  void undecodableBytesNameTheirLine() {
    byte[] text = {'a', '\n', 'b', '\n', (byte) 0x81, '\n'};
    assertThatThrownBy(() -> stream(text, "windows-1252", false).readAllBytes())
        .isInstanceOfSatisfying(
            TranscodingStream.UndecodableBytes.class, e -> assertThat(e.line()).isEqualTo(3));
  }

  @Test
  void undecodableBytesAreReplacedWhereAsked() throws IOException {
    byte[] text = {'a', (byte) 0xFF, 'b', (byte) 0xC3};
    try (InputStream in = stream(text, "UTF-8", true)) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("a\uFFFDb\uFFFD");
    }
  }

  @Test
  void aCharacterCutOffAtTheEndIsUndecodable() {
    assertThatThrownBy(() -> stream(new byte[] {0x61, 0, 0x3D}, "UTF-16LE", false).readAllBytes())
        .isInstanceOf(TranscodingStream.UndecodableBytes.class);
  }

  private static InputStream stream(byte[] source, String charset, boolean replace) {
    return new TranscodingStream(
        new ByteArrayInputStream(source), Charset.forName(charset), replace);
  }
}
