package io.pyforge.core.reader.mdf;

/** UTF-16, lowest byte first, as UTF-8. */
final class Utf16 {
  /** Bytes of UTF-8 that a 16-bit unit becomes at most. */
  static final int MAX_GROWTH = 3;

  /** What {@link #transcode} returns of text that is none. */
  static final int INVALID = -1;

  /** What four units of ASCII have not set. */
  private static final long NOT_ASCII = 0xFF80FF80FF80FF80L;

  private static final char REPLACEMENT = '\uFFFD';

  private Utf16() {}

  /**
   * Writes text as UTF-8.
   *
   * @param units of 16 bits
   * @param into with room for {@link #MAX_GROWTH} times the units, and 4 bytes more
   * @return the end of what was written, or {@link #INVALID} if half of a surrogate pair stands
   *     alone and is not replaced
   */
  static int transcode(byte[] from, int start, int units, byte[] into, int at, Replacing replace) {
    int in = start;
    int end = start + 2 * units;
    int out = at;
    while (in < end) {
      while (in + Long.BYTES <= end) {
        long four = LittleEndian.i64(from, in);
        if ((four & NOT_ASCII) != 0) {
          break;
        }
        long two = (four | four >>> 8) & 0x0000FFFF0000FFFFL;
        LittleEndian.putI32(into, out, (int) (two | two >>> 16));
        in += Long.BYTES;
        out += 4;
      }
      if (in == end) {
        break;
      }
      char unit = (char) LittleEndian.u16(from, in);
      in += 2;
      if (unit < 0x80) {
        into[out++] = (byte) unit;
      } else if (unit < 0x800) {
        into[out++] = (byte) (0xC0 | unit >> 6);
        into[out++] = (byte) (0x80 | unit & 0x3F);
      } else if (!Character.isSurrogate(unit)) {
        out = three(into, out, unit);
      } else {
        char low = in < end ? (char) LittleEndian.u16(from, in) : 0;
        if (Character.isHighSurrogate(unit) && Character.isLowSurrogate(low)) {
          in += 2;
          int point = Character.toCodePoint(unit, low);
          into[out++] = (byte) (0xF0 | point >> 18);
          into[out++] = (byte) (0x80 | point >> 12 & 0x3F);
          into[out++] = (byte) (0x80 | point >> 6 & 0x3F);
          into[out++] = (byte) (0x80 | point & 0x3F);
        } else if (replace.allowed()) {
          out = three(into, out, REPLACEMENT);
        } else {
          return INVALID;
        }
      }
    }
    return out;
  }

  private static int three(byte[] into, int at, char unit) {
    into[at] = (byte) (0xE0 | unit >> 12);
    into[at + 1] = (byte) (0x80 | unit >> 6 & 0x3F);
    into[at + 2] = (byte) (0x80 | unit & 0x3F);
    return at + 3;
  }
}
