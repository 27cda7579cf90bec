package io.pyforge.core.reader.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** JSON being written, in UTF-8. */
final class JsonBuffer {
  private static final int FIRST_PLAIN = 0x20;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[256];
  private int length;

  /** Forgets what was written. */
  void clear() {
    length = 0;
  }

  /** Bytes so far. */
  int length() {
    return length;
  }

  /** A copy of what was written. */
  byte[] copy() {
    return Arrays.copyOf(bytes, length);
  }

  /** Adds structure, a number or a word, all of which are ASCII. */
  void bare(String ascii) {
    reserve(ascii.length());
    for (int i = 0; i < ascii.length(); i++) {
      bytes[length++] = (byte) ascii.charAt(i);
    }
  }

  /** Adds a string. */
  void quoted(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    quoted(utf8, 0, utf8.length);
  }

  /** Adds a string given in UTF-8. */
  void quoted(byte[] utf8, int offset, int count) {
    reserve(count + 2L);
    bytes[length++] = '"';
    for (int i = offset; i < offset + count; i++) {
      byte b = utf8[i];
      if (b >= 0 && b < FIRST_PLAIN || b == '"' || b == '\\') {
        reserve(6L + offset + count - i);
        escaped(b);
      } else {
        bytes[length++] = b;
      }
    }
    reserve(1);
    bytes[length++] = '"';
  }

  private void escaped(byte b) {
    bytes[length++] = '\\';
    switch (b) {
      case '"', '\\' -> bytes[length++] = b;
      case '\n' -> bytes[length++] = 'n';
      case '\r' -> bytes[length++] = 'r';
      case '\t' -> bytes[length++] = 't';
      default -> {
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX[b >> 4];
        bytes[length++] = HEX[b & 15];
      }
    }
  }

  private void reserve(long count) {
    if (length + count > bytes.length) {
      long wanted = Math.max(length + count, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8L));
    }
  }
}
