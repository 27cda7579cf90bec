package io.pyforge.core.writer.excel;

import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.PlainCopier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 text as the content of an element. What XML cannot hold is written as {@code _xHHHH_}, the
 * escape of ECMA-376 part 1, 22.9.2.19 (ST_Xstring), and text that looks like one is escaped too.
 */
final class XmlText {
  static final String DECLARATION =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

  /** The name space of workbooks and sheets. */
  static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

  private static final int FIRST_PLAIN = 0x20;
  private static final byte UNDERSCORE = '_';

  /** U+FFFE and U+FFFF, which are no characters, begin with this byte. */
  private static final byte NON_CHARACTER = (byte) 0xEF;

  private static final int LONGEST_ESCAPE = "_x0000_".length();
  private static final PlainCopier COPIER =
      new PlainCopier(FIRST_PLAIN, '<', '>', '&', '_', NON_CHARACTER & 0xFF);
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LESS = "&lt;".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] GREATER = "&gt;".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AMPERSAND = "&amp;".getBytes(StandardCharsets.US_ASCII);

  private XmlText() {}

  /** A name as the value of an attribute, without quotes round it. */
  static String attribute(String text) {
    return content(text).replace("\"", "&quot;");
  }

  /** A name as the content of an element. */
  static String content(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    OutputBuffer out = new OutputBuffer();
    append(Arrays.copyOf(utf8, utf8.length + Long.BYTES), 0, utf8.length, out);
    return new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
  }

  /** Appends a text; eight bytes behind it are readable. */
  static void append(byte[] source, int offset, int length, OutputBuffer out) {
    out.reserve(length);
    int plain = COPIER.copy(source, offset, length, out.array(), out.length());
    out.length(out.length() + plain);
    if (plain < length) {
      appendEscaped(source, offset + plain, offset + length, out);
    }
  }

  private static void appendEscaped(byte[] source, int from, int to, OutputBuffer out) {
    out.reserve((long) LONGEST_ESCAPE * (to - from));
    byte[] target = out.array();
    int at = out.length();
    for (int i = from; i < to; i++) {
      byte b = source[i];
      switch (b) {
        case '<' -> at = put(LESS, target, at);
        case '>' -> at = put(GREATER, target, at);
        case '&' -> at = put(AMPERSAND, target, at);
        case '\t', '\n' -> target[at++] = b;
        case UNDERSCORE -> {
          if (looksEscaped(source, i, to)) {
            at = escape(UNDERSCORE, target, at);
          } else {
            target[at++] = b;
          }
        }
        case NON_CHARACTER -> {
          if ((source[i + 1] & 0xFF) == 0xBF && (source[i + 2] & 0xFF) >= 0xBE) {
            at = escape(0xFFC0 | source[i + 2] & 0x3F, target, at);
            i += 2;
          } else {
            target[at++] = b;
          }
        }
        default -> {
          if (b >= 0 && b < FIRST_PLAIN) {
            at = escape(b, target, at);
          } else {
            target[at++] = b;
          }
        }
      }
    }
    out.length(at);
  }

  private static int put(byte[] entity, byte[] target, int at) {
    System.arraycopy(entity, 0, target, at, entity.length);
    return at + entity.length;
  }

  private static int escape(int character, byte[] target, int start) {
    int at = start;
    target[at++] = UNDERSCORE;
    target[at++] = 'x';
    for (int shift = 12; shift >= 0; shift -= 4) {
      target[at++] = HEX[character >> shift & 0xF];
    }
    target[at++] = UNDERSCORE;
    return at;
  }

  private static boolean looksEscaped(byte[] source, int at, int to) {
    if (at + LONGEST_ESCAPE > to || source[at + 1] != 'x' || source[at + 6] != UNDERSCORE) {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(source[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
