package io.pyforge.core.reader.csv;

import java.util.Random;

/** Short random texts made of the bytes that matter to a dialect. */
final class RandomText {
  private RandomText() {}

  static Dialect dialect(Random random) {
    int quote = random.nextInt(6) == 0 ? Dialect.NONE : '"';
    int escape = random.nextInt(3) == 0 ? '\\' : Dialect.NONE;
    int comment = random.nextInt(4) == 0 ? '#' : Dialect.NONE;
    byte lineEnd = (byte) (random.nextInt(5) == 0 ? '\r' : '\n');
    return new Dialect((byte) ',', quote, escape, comment, lineEnd);
  }

  /** Up to {@code longest} bytes, ending in a line end. */
  static byte[] of(Random random, Dialect dialect, int longest) {
    String marks = "\"\"\",,\n\n\r\\#ab";
    int length = random.nextInt(longest);
    byte[] text = new byte[length + 1];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) marks.charAt(random.nextInt(marks.length()));
    }
    text[length] = dialect.lineEnd();
    return text;
  }
}
