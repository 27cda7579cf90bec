package io.pyforge.core.reader.json;

/** The content of JSON strings that hold escapes, and structures without white space. */
final class JsonStrings {
  private static final int REPLACEMENT = 0xFFFD;

  private int loneSurrogates;

  /** Surrogates met that are no half of a pair; each became U+FFFD. */
  int loneSurrogates() {
    return loneSurrogates;
  }

  /**
   * Writes the content of the checked string in {@code b[from..to)}, quotes left out, to {@code
   * out} as UTF-8, which is never longer.
   *
   * @return the end of what was written
   */
  int unescape(byte[] b, int from, int to, byte[] out, int at) {
    int p = from;
    int w = at;
    while (p < to) {
      if (b[p] != '\\') {
        out[w++] = b[p++];
        continue;
      }
      byte kind = b[p + 1];
      if (kind != 'u') {
        out[w++] =
            switch (kind) {
              case 'b' -> (byte) '\b';
              case 'f' -> (byte) '\f';
              case 'n' -> (byte) '\n';
              case 'r' -> (byte) '\r';
              case 't' -> (byte) '\t';
              default -> kind;
            };
        p += 2;
        continue;
      }
      int unit = unit(b, p);
      p += 6;
      int character = unit;
      if (unit >= 0xD800 && unit < 0xE000) {
        boolean low = p + 6 <= to && b[p] == '\\' && b[p + 1] == 'u';
        int next = low && unit < 0xDC00 ? unit(b, p) : 0;
        if (next >= 0xDC00 && next < 0xE000) {
          character = Character.toCodePoint((char) unit, (char) next);
          p += 6;
        } else {
          character = REPLACEMENT;
          loneSurrogates++;
        }
      }
      w = put(character, out, w);
    }
    return w;
  }

  private static int unit(byte[] b, int p) {
    return JsonScanner.hex(b[p + 2]) << 12
        | JsonScanner.hex(b[p + 3]) << 8
        | JsonScanner.hex(b[p + 4]) << 4
        | JsonScanner.hex(b[p + 5]);
  }

  private static int put(int character, byte[] out, int at) {
    int w = at;
    if (character < 0x80) {
      out[w++] = (byte) character;
    } else if (character < 0x800) {
      out[w++] = (byte) (0xC0 | character >> 6);
      out[w++] = (byte) (0x80 | character & 0x3F);
    } else if (character < 0x10000) {
      out[w++] = (byte) (0xE0 | character >> 12);
      out[w++] = (byte) (0x80 | character >> 6 & 0x3F);
      out[w++] = (byte) (0x80 | character & 0x3F);
    } else {
      out[w++] = (byte) (0xF0 | character >> 18);
      out[w++] = (byte) (0x80 | character >> 12 & 0x3F);
      out[w++] = (byte) (0x80 | character >> 6 & 0x3F);
      out[w++] = (byte) (0x80 | character & 0x3F);
    }
    return w;
  }

  /**
   * Writes the checked value in {@code b[from..to)} to {@code out} without white space between its
   * tokens.
   *
   * @return the end of what was written
   */
  static int compact(byte[] b, int from, int to, byte[] out, int at) {
    int w = at;
    boolean inString = false;
    for (int p = from; p < to; p++) {
      byte c = b[p];
      if (inString) {
        out[w++] = c;
        if (c == '\\') {
          out[w++] = b[++p];
        } else if (c == '"') {
          inString = false;
        }
      } else if (c > ' ') {
        out[w++] = c;
        inString = c == '"';
      } else if (c < 0) {
        out[w++] = c; // never in checked text
      }
    }
    return w;
  }
}
