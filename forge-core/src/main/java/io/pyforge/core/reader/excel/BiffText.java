package io.pyforge.core.reader.excel;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads strings out of a record and those that continue it ([MS-XLS] 2.5.293 and 2.5.294): where a
 * string of 16-bit characters is cut, the next record says anew whether its characters have one
 * byte or two.
 */
final class BiffText {
  private static final int WIDE = 0x01;
  private static final int PHONETIC = 0x04;
  private static final int RICH = 0x08;

  private final List<byte[]> parts;
  private int part;
  private int position;

  /**
   * @param position in the first part
   */
  BiffText(List<byte[]> parts, int position) {
    this.parts = parts;
    this.position = position;
  }

  /** Whether nothing is left. */
  boolean atEnd() {
    while (part < parts.size() && position >= parts.get(part).length) {
      part++;
      position = 0;
    }
    return part >= parts.size();
  }

  private int readByte() {
    if (atEnd()) {
      throw new IndexOutOfBoundsException("a string goes beyond its record");
    }
    return parts.get(part)[position++] & 0xFF;
  }

  int readShort() {
    int low = readByte();
    return low | readByte() << 8;
  }

  private int readInt() {
    int low = readShort();
    return low | readShort() << 16;
  }

  /** A string of Excel 97 and later, whose length has been read. */
  String unicode(int length) {
    int flags = readByte();
    int runs = (flags & RICH) != 0 ? readShort() : 0;
    int phonetic = (flags & PHONETIC) != 0 ? readInt() : 0;
    String text = characters(length, (flags & WIDE) != 0);
    skip(runs * 4L + phonetic);
    return text;
  }

  private String characters(int length, boolean firstWide) {
    StringBuilder text = new StringBuilder(Math.min(length, 4096));
    boolean wide = firstWide;
    for (int i = 0; i < length; i++) {
      if (position >= parts.get(part).length) {
        if (atEnd()) {
          throw new IndexOutOfBoundsException("a string goes beyond its record");
        }
        wide = (readByte() & WIDE) != 0;
      }
      text.append((char) (wide ? readShort() : readByte()));
    }
    return text.toString();
  }

  private void skip(long count) {
    long left = count;
    while (left > 0 && !atEnd()) {
      int step = (int) Math.min(left, parts.get(part).length - position);
      position += step;
      left -= step;
    }
  }

  /** A string of earlier versions, in the code page of the workbook. */
  String bytes(int length, Charset charset) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) readByte();
    }
    return new String(text, charset);
  }

  /** The character set of a code page, as CODEPAGE names it ([MS-XLS] 2.4.52). */
  static Charset charset(int codePage) {
    String name =
        switch (codePage) {
          case 367 -> "US-ASCII";
          case 1200 -> "UTF-16LE";
          case 10000, 0x8000 -> "x-MacRoman";
          case 0x8001, 0 -> "windows-1252";
          case 932 -> "windows-31j";
          case 936 -> "GBK";
          case 949 -> "x-windows-949";
          case 950 -> "Big5";
          default ->
              codePage >= 1250 && codePage <= 1258 ? "windows-" + codePage : "IBM" + codePage;
        };
    return Charset.isSupported(name) ? Charset.forName(name) : Charset.forName("windows-1252");
  }

  /** Text as UTF-8; half a surrogate pair, which is no text, becomes a question mark. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
