package io.pyforge.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final int[] BORDERS = {
    0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED,
    0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF
  };

  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  @Test
  void everyPairOfBytesIsJudgedLikeTheJdkDoes() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        check(new byte[] {(byte) first, (byte) second});
      }
    }
  }

  @Test
  void everySequenceOfBorderBytesIsJudgedLikeTheJdkDoes() {
    for (int a : BORDERS) {
      for (int b : BORDERS) {
        for (int c : BORDERS) {
          check(new byte[] {(byte) a, (byte) b, (byte) c});
          for (int d : BORDERS) {
            check(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d});
          }
        }
      }
    }
  }

  @Test
  void randomTextWithADamagedByteIsJudgedLikeTheJdkDoes() {
    Random random = new Random(3);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(90);
      for (int c = 0; c < length; c++) {
        int kind = random.nextInt(20);
        text.appendCodePoint(
            kind == 0
                ? 0x10000 + random.nextInt(0x10000)
                : kind == 1 ? 0x800 + random.nextInt(0x4000) : kind == 2 ? 0xE4 : 'a');
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      check(bytes);
    }
  }

  @Test
  void aCharacterCutOffAtTheEndIsMeasured() {
    byte[] text = "ä€😀".getBytes(StandardCharsets.UTF_8);
    int[] expected = {0, 1, 0, 1, 2, 0, 1, 2, 3, 0};
    for (int to = 0; to <= text.length; to++) {
      assertThat(Utf8.cutOff(text, to)).as("to %d", to).isEqualTo(expected[to]);
    }
  }

  private void check(byte[] text) {
    ByteBuffer in = ByteBuffer.wrap(text);
    CharBuffer out = CharBuffer.allocate(text.length + 2);
    decoder.reset();
    int expected = decoder.decode(in, out, true).isError() ? in.position() : -1;
    int actual = Utf8.firstInvalid(Arrays.copyOf(text, text.length + 40), 0, text.length);
    if (actual != expected) {
      assertThat(actual).as(Arrays.toString(text)).isEqualTo(expected);
    }
  }
}
