package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextBoundsTest {
  @ParameterizedTest
  @CsvSource({
    "0x61, 0x62",
    "0x7F, 0x80",
    "0x7FF, 0x800",
    "0xD7FF, 0xE000",
    "0xFFFF, 0x10000",
    "0x10FFFE, 0x10FFFF"
  })
  void lastLetterIsRaisedToTheNextCodePoint(String letter, String next) {
    String tail = Character.toString(Integer.decode(letter));
    String head = "x".repeat(TextBounds.MAX_BYTES - utf8(tail).length);
    byte[] value = utf8(head + tail + "more");
    assertThat(TextBounds.upper(value, 0, value.length, true))
        .isEqualTo(utf8(head + Character.toString(Integer.decode(next))));
  }

  @Test
  void letterThatCannotBeRaisedIsDropped() {
    String highest = Character.toString(Character.MAX_CODE_POINT);
    byte[] value = utf8("x".repeat(56) + highest.repeat(5));
    assertThat(TextBounds.upper(value, 0, value.length, true))
        .isEqualTo(utf8("x".repeat(55) + "y"));
  }

  @Test
  void binaryIsRaisedByBytes() {
    byte[] value = new byte[70];
    Arrays.fill(value, (byte) 0xFF);
    assertThat(TextBounds.upper(value, 0, 70, false)).isNull();
    value[3] = 1;
    assertThat(TextBounds.upper(value, 0, 70, false)).containsExactly(-1, -1, -1, 2);
  }

  @Test
  void boundsOfAnyTextAreValidTextAroundIt() throws CharacterCodingException {
    Random random = new Random(2);
    for (int round = 0; round < 5000; round++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 20 + random.nextInt(60)) {
        int codePoint = random.nextInt(1 << 7 << random.nextInt(14));
        if (codePoint <= Character.MAX_CODE_POINT
            && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE)) {
          text.appendCodePoint(codePoint);
        }
      }
      byte[] value = utf8(text.toString());
      byte[] lower = TextBounds.lower(value, 0, value.length, true);
      byte[] upper = TextBounds.upper(value, 0, value.length, true);
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(lower));
      assertThat(Arrays.compareUnsigned(lower, value)).isLessThanOrEqualTo(0);
      assertThat(lower.length).isLessThanOrEqualTo(TextBounds.MAX_BYTES);
      if (upper != null) {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(upper));
        assertThat(Arrays.compareUnsigned(upper, value)).isGreaterThanOrEqualTo(0);
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
