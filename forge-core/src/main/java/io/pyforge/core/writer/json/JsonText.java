package io.pyforge.core.writer.json;

import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.PlainCopier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 text as a JSON string (RFC 8259): quotes, backslashes and control characters escaped. */
final class JsonText {
  private static final int FIRST_PLAIN = 0x20;
  private static final PlainCopier COPIER = new PlainCopier(FIRST_PLAIN, '"', '\\');
  private static final int LONGEST_ESCAPE = 6;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonText() {}

  /** A string with its quotes, such as a name. */
  static byte[] of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    OutputBuffer out = new OutputBuffer();
    append(Arrays.copyOf(utf8, utf8.length + Long.BYTES), 0, utf8.length, out);
    return Arrays.copyOf(out.array(), out.length());
  }

  /** Appends a string with its quotes; eight bytes behind the text are readable. */
  static void append(byte[] source, int offset, int length, OutputBuffer out) {
    out.reserve(length + 2L);
    out.putByte('"');
    int plain = COPIER.copy(source, offset, length, out.array(), out.length());
    out.length(out.length() + plain);
    if (plain < length) {
      appendEscaped(source, offset + plain, length - plain, out);
    }
    out.putByte('"');
  }

  private static void appendEscaped(byte[] source, int offset, int length, OutputBuffer out) {
    out.reserve((long) LONGEST_ESCAPE * length + 1);
    byte[] target = out.array();
    int at = out.length();
    for (int i = offset; i < offset + length; i++) {
      byte b = source[i];
      if (b == '"' || b == '\\') {
        target[at++] = '\\';
        target[at++] = b;
      } else if (b >= 0 && b < FIRST_PLAIN) {
        at = escapeControl(b, target, at);
      } else {
        target[at++] = b;
      }
    }
    out.length(at);
  }

  private static int escapeControl(byte b, byte[] target, int start) {
    int at = start;
    target[at++] = '\\';
    switch (b) {
      case '\b' -> target[at++] = 'b';
      case '\t' -> target[at++] = 't';
      case '\n' -> target[at++] = 'n';
      case '\f' -> target[at++] = 'f';
      case '\r' -> target[at++] = 'r';
      default -> {
        target[at++] = 'u';
        target[at++] = '0';
        target[at++] = '0';
        target[at++] = HEX[b >> 4];
        target[at++] = HEX[b & 15];
      }
    }
    return at;
  }
}
