package io.pyforge.core.reader.excel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as UTF-8 bytes that grow: where the content of XML becomes the text of cells. */
final class TextBytes {
  private static final int FIRST_BYTES = 256;

  /** Length of {@code _x000D_}. */
  private static final int ESCAPE_LENGTH = 7;

  byte[] bytes = new byte[FIRST_BYTES];
  int length;

  /** Makes room for so many bytes more. */
  void reserve(int count) {
    if (count > bytes.length - length) {
      long wanted = Math.max((long) length + count, bytes.length * 2L);
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, wanted));
    }
  }

  /** Appends bytes as they are. */
  void append(byte[] source, int from, int to) {
    reserve(to - from);
    System.arraycopy(source, from, bytes, length, to - from);
    length += to - from;
  }

  /** Appends a text. */
  void append(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    append(utf8, 0, utf8.length);
  }

  /** Appends character data, entities resolved. */
  void appendXml(XmlTokens xml, byte[] source, int from, int to) {
    reserve(to - from);
    int p = from;
    while (p < to) {
      byte c = source[p];
      if (c == '&') {
        p = entity(xml, source, p + 1, to);
      } else if (c == '\r') {
        p = lineEnd(source, p, to);
      } else {
        bytes[length++] = c;
        p++;
      }
    }
  }

  /** Appends a CDATA section. */
  void appendLines(byte[] source, int from, int to) {
    reserve(to - from);
    int p = from;
    while (p < to) {
      if (source[p] == '\r') {
        p = lineEnd(source, p, to);
      } else {
        bytes[length++] = source[p++];
      }
    }
  }

  /** Every line end of XML is one line feed. */
  private int lineEnd(byte[] source, int at, int to) {
    bytes[length++] = '\n';
    return at + 1 < to && source[at + 1] == '\n' ? at + 2 : at + 1;
  }

  private int entity(XmlTokens xml, byte[] source, int from, int to) {
    int end = from;
    while (end < to && source[end] != ';' && end - from < 10) {
      end++;
    }
    if (end >= to || source[end] != ';') {
      throw xml.corrupt("has an & that begins no entity");
    }
    String name = new String(source, from, end - from, StandardCharsets.ISO_8859_1);
    int character =
        switch (name) {
          case "amp" -> '&';
          case "lt" -> '<';
          case "gt" -> '>';
          case "quot" -> '"';
          case "apos" -> '\'';
          default -> numbered(xml, name);
        };
    appendCharacter(character);
    return end + 1;
  }

  private static int numbered(XmlTokens xml, String name) {
    try {
      if (name.startsWith("#")) {
        boolean hexadecimal = name.startsWith("#x");
        int character =
            Integer.parseInt(name.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10);
        if (Character.isValidCodePoint(character)
            && (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE)) {
          return character;
        }
      }
    } catch (NumberFormatException e) {
      // Then it is no entity, as said below.
    }
    throw xml.corrupt("has an entity that XML does not define: &" + name + ";");
  }

  /** Appends a character. */
  void appendCharacter(int character) {
    reserve(4);
    if (character < 0x80) {
      bytes[length++] = (byte) character;
    } else if (character < 0x800) {
      bytes[length++] = (byte) (0xC0 | character >> 6);
      bytes[length++] = (byte) (0x80 | character & 0x3F);
    } else if (character < 0x10000) {
      bytes[length++] = (byte) (0xE0 | character >> 12);
      bytes[length++] = (byte) (0x80 | character >> 6 & 0x3F);
      bytes[length++] = (byte) (0x80 | character & 0x3F);
    } else {
      bytes[length++] = (byte) (0xF0 | character >> 18);
      bytes[length++] = (byte) (0x80 | character >> 12 & 0x3F);
      bytes[length++] = (byte) (0x80 | character >> 6 & 0x3F);
      bytes[length++] = (byte) (0x80 | character & 0x3F);
    }
  }

  /**
   * Resolves the escapes of strings in spreadsheets ({@code _x000D_} is a carriage return, {@code
   * _x005F_} an underscore; ECMA-376 part 1, 22.9.2.19), from {@code start} on. Half a surrogate
   * pair has no text of its own and stays as it is written.
   */
  void unescape(int start) {
    int to = start;
    int p = start;
    int end = length;
    while (p < end) {
      int unit = bytes[p] == '_' ? escaped(p, end) : -1;
      if (unit < 0) {
        bytes[to++] = bytes[p++];
        continue;
      }
      int character = unit;
      int next = p + ESCAPE_LENGTH;
      if (Character.isHighSurrogate((char) unit)) {
        int low = next < end ? escaped(next, end) : -1;
        if (low >= 0 && Character.isLowSurrogate((char) low)) {
          character = Character.toCodePoint((char) unit, (char) low);
          next += ESCAPE_LENGTH;
        }
      }
      if (Character.isBmpCodePoint(character) && Character.isSurrogate((char) character)) {
        bytes[to++] = bytes[p++];
        continue;
      }
      length = to; // never longer than what it stands for
      appendCharacter(character);
      to = length;
      p = next;
    }
    length = to;
  }

  /** The unit of UTF-16 that the escape at {@code p} stands for, or -1 when there is none. */
  private int escaped(int p, int end) {
    if (p + ESCAPE_LENGTH > end || bytes[p + 1] != 'x' || bytes[p + 6] != '_') {
      return -1;
    }
    int unit = 0;
    for (int i = 2; i < 6; i++) {
      int digit = Character.digit(bytes[p + i], 16);
      if (digit < 0) {
        return -1;
      }
      unit = unit << 4 | digit;
    }
    return unit;
  }

  /** Fails unless the bytes from {@code start} on are UTF-8. */
  void check(XmlTokens xml, int start) {
    int p = start;
    while (p < length) {
      int c = bytes[p];
      if (c >= 0) {
        p++;
        continue;
      }
      int following =
          c >= -62 && c < -32 ? 1 : c >= -32 && c < -16 ? 2 : c >= -16 && c <= -12 ? 3 : 0;
      if (following == 0 || p + following >= length) {
        throw notText(xml);
      }
      int character = c & 0x3F >> following;
      for (int i = 1; i <= following; i++) {
        int next = bytes[p + i];
        if ((next & 0xC0) != 0x80) {
          throw notText(xml);
        }
        character = character << 6 | next & 0x3F;
      }
      boolean tooLong =
          following == 2 && character < 0x800 || following == 3 && character < 0x10000;
      if (tooLong
          || character > Character.MAX_CODE_POINT
          || character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
        throw notText(xml);
      }
      p += following + 1;
    }
  }

  private static io.pyforge.spi.error.ForgeException notText(XmlTokens xml) {
    return xml.corrupt("has bytes that are no UTF-8 text");
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
