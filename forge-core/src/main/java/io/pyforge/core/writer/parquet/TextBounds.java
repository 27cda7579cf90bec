package io.pyforge.core.writer.parquet;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Shortens long text and binary values to bounds of at most {@link #MAX_BYTES} bytes (one more
 * where a letter grows when it is raised). Shortened text stays valid UTF-8.
 */
final class TextBounds {
  /** What parquet-java and others shorten the bounds of the column index to. */
  static final int MAX_BYTES = 64;

  private static final int CONTINUATION_MASK = 0xC0;
  private static final int CONTINUATION = 0x80;

  private TextBounds() {}

  /** The bytes themselves, or a prefix of them. */
  static byte[] lower(byte[] buffer, int offset, int length, boolean text) {
    return Arrays.copyOfRange(buffer, offset, offset + prefixLength(buffer, offset, length, text));
  }

  /** The bytes themselves, or a prefix of them raised by one; null when no prefix can be raised. */
  static byte @Nullable [] upper(byte[] buffer, int offset, int length, boolean text) {
    byte[] prefix = lower(buffer, offset, length, text);
    if (length <= MAX_BYTES) {
      return prefix;
    }
    return text ? raiseText(prefix) : raiseBytes(prefix);
  }

  private static int prefixLength(byte[] buffer, int offset, int length, boolean text) {
    if (length <= MAX_BYTES) {
      return length;
    }
    int end = MAX_BYTES;
    while (text && end > 0 && (buffer[offset + end] & CONTINUATION_MASK) == CONTINUATION) {
      end--;
    }
    return end;
  }

  private static byte @Nullable [] raiseBytes(byte[] prefix) {
    for (int last = prefix.length - 1; last >= 0; last--) {
      if (prefix[last] != (byte) 0xFF) {
        byte[] raised = Arrays.copyOf(prefix, last + 1);
        raised[last]++;
        return raised;
      }
    }
    return null;
  }

  /** Raises the last code point that can be raised; UTF-8 sorts by code point. */
  private static byte @Nullable [] raiseText(byte[] prefix) {
    int end = prefix.length;
    while (end > 0) {
      int start = end - 1;
      while (start > 0 && (prefix[start] & CONTINUATION_MASK) == CONTINUATION) {
        start--;
      }
      int codePoint = decode(prefix, start, end);
      if (codePoint < Character.MAX_CODE_POINT) {
        int next =
            codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
        byte[] letter = Character.toString(next).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] raised = Arrays.copyOf(prefix, start + letter.length);
        System.arraycopy(letter, 0, raised, start, letter.length);
        return raised;
      }
      end = start;
    }
    return null;
  }

  private static int decode(byte[] utf8, int start, int end) {
    int length = end - start;
    if (length == 1) {
      return utf8[start];
    }
    // The first byte of n has n ones and a zero before its payload.
    int codePoint = utf8[start] & (0x7F >> length);
    for (int i = start + 1; i < end; i++) {
      codePoint = codePoint << 6 | utf8[i] & 0x3F;
    }
    return codePoint;
  }
}
