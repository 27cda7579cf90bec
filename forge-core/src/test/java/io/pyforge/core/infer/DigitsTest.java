package io.pyforge.core.infer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigitsTest {
  private static final int PADDING = 16;

  @Test
  void numbersOfEveryLengthAreReadLikeTheJdkDoes() {
    Random random = new Random(1);
    for (int count = 1; count <= Digits.MAX; count++) {
      for (int i = 0; i < 5_000; i++) {
        String text = digits(random, count);
        int at = random.nextInt(9);
        byte[] b = bytes("x".repeat(at) + text + "99999999");
        assertThat(Digits.parse(b, at, count)).isEqualTo(Long.parseLong(text));
      }
    }
  }

  @Test
  void anyByteThatIsNoDigitIsSeenAtEveryPlace() {
    for (int count = 1; count <= Digits.MAX; count++) {
      for (int place = 0; place < count; place++) {
        for (int c = 0; c < 256; c++) {
          byte[] b = bytes("9".repeat(count));
          b[place] = (byte) c;
          boolean digit = c >= '0' && c <= '9';
          assertThat(Digits.parse(b, 0, count) != Digits.NONE)
              .as("byte %d at %d of %d", c, place, count)
              .isEqualTo(digit);
        }
      }
    }
  }

  @Test
  void numbersWithAPointAreReadWithoutIt() {
    Random random = new Random(2);
    for (int i = 0; i < 50_000; i++) {
      int whole = 1 + random.nextInt(6);
      int fraction = 1 + random.nextInt(7 - whole);
      String digits = digits(random, whole + fraction);
      byte[] b = bytes(digits.substring(0, whole) + "." + digits.substring(whole) + "77777777");
      assertThat(Digits.parseWithPoint(b, 0, whole, fraction)).isEqualTo(Long.parseLong(digits));
    }
  }

  @Test
  void anyByteThatIsNoDigitIsSeenAroundAPoint() {
    for (int whole = 1; whole <= 6; whole++) {
      int fraction = 7 - whole;
      for (int place = 0; place < 8; place++) {
        for (int c = 0; c < 256; c++) {
          byte[] b = bytes("9".repeat(whole) + "." + "9".repeat(fraction));
          b[place] = (byte) c;
          boolean good = place == whole || c >= '0' && c <= '9';
          assertThat(Digits.parseWithPoint(b, 0, whole, fraction) != Digits.NONE)
              .as("byte %d at %d", c, place)
              .isEqualTo(good);
        }
      }
    }
  }

  private static String digits(Random random, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    byte[] b = text.getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(b, b.length + PADDING);
  }
}
