package io.pyforge.core.reader.xml;

import io.pyforge.core.infer.QuickValue;
import java.util.Arrays;

/**
 * Characters in, UTF-8 out, one value behind the other in one array that grows. Ranges stay as they
 * are until {@link #release} or {@link #truncate}: an array that became too small is left to
 * whoever holds it.
 */
final class TextArena {
  private static final int FIRST_BYTES = 64 * 1024;

  /** UTF-8 bytes that one char can need. */
  private static final int BYTES_PER_CHAR = 3;

  /** Sizes beyond which memory is given back when the values are no longer needed. */
  private static final int KEPT_BYTES = 16 * 1024 * 1024;

  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;
  private char high;

  /**
   * The array, with {@link QuickValue#PADDING} bytes behind what was appended; valid until more is.
   */
  byte[] bytes() {
    return bytes;
  }

  /** Where the next byte goes. */
  int size() {
    return size;
  }

  /** Forgets all values. */
  void release() {
    size = 0;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[FIRST_BYTES];
    }
  }

  /** Forgets what is behind {@code end}. */
  void truncate(int end) {
    size = end;
  }

  void append(char[] chars, int from, int length) {
    ensure((long) length * BYTES_PER_CHAR);
    byte[] b = bytes;
    int p = size;
    int end = from + length;
    int i = from;
    if (high == 0) {
      for (; i < end && chars[i] < 0x80; i++) {
        b[p++] = (byte) chars[i];
      }
    }
    for (; i < end; i++) {
      p = put(chars[i], b, p);
    }
    size = p;
  }

  void append(CharSequence text) {
    int length = text.length();
    ensure((long) length * BYTES_PER_CHAR);
    int p = size;
    for (int i = 0; i < length; i++) {
      p = put(text.charAt(i), bytes, p);
    }
    size = p;
  }

  void append(byte[] b, int from, int length) {
    ensure(length);
    System.arraycopy(b, from, bytes, size, length);
    size += length;
  }

  private int put(char c, byte[] b, int at) {
    int p = at;
    if (c < 0x80) {
      b[p++] = (byte) c;
    } else if (c < 0x800) {
      b[p++] = (byte) (0xC0 | c >> 6);
      b[p++] = (byte) (0x80 | c & 0x3F);
    } else if (Character.isHighSurrogate(c)) {
      high = c; // its other half may come with the next call
    } else if (high != 0) {
      int code = Character.toCodePoint(high, c);
      high = 0;
      b[p++] = (byte) (0xF0 | code >> 18);
      b[p++] = (byte) (0x80 | code >> 12 & 0x3F);
      b[p++] = (byte) (0x80 | code >> 6 & 0x3F);
      b[p++] = (byte) (0x80 | code & 0x3F);
    } else {
      b[p++] = (byte) (0xE0 | c >> 12);
      b[p++] = (byte) (0x80 | c >> 6 & 0x3F);
      b[p++] = (byte) (0x80 | c & 0x3F);
    }
    return p;
  }

  private void ensure(long more) {
    long needed = size + more + QuickValue.PADDING + 4;
    if (needed > bytes.length) {
      long length = Math.max(needed, Math.min(bytes.length * 2L, Integer.MAX_VALUE - 16));
      bytes = Arrays.copyOf(bytes, Math.toIntExact(length));
    }
  }
}
