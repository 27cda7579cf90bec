package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the part that holds the shared texts of a workbook (ECMA-376 part 1, 18.4). */
final class SharedStringsPart {
  private static final byte[] START = "<si><t>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END = "</t></si>".getBytes(StandardCharsets.US_ASCII);

  private SharedStringsPart() {}

  /** Adds every text of the part. */
  static void read(XmlTokens xml, SharedStrings into) throws IOException {
    TextBytes text = new TextBytes();
    if (!xml.nextChild()) {
      return;
    }
    while (true) {
      while (quickText(xml, into)) {
        continue;
      }
      if (!xml.nextChild()) {
        return;
      }
      if (xml.is("si")) {
        text.length = 0;
        richText(xml, text);
        text.unescape(0);
        text.check(xml, 0);
        into.add(text.bytes, 0, text.length);
      } else {
        xml.skipElement();
      }
    }
  }

  /**
   * Adds the text at the position when it is plain ASCII in the form that nearly all software
   * writes, and lies in the buffer whole; else nothing moves.
   */
  private static boolean quickText(XmlTokens xml, SharedStrings into) throws IOException {
    byte[] b = xml.bytes;
    int p = xml.position;
    int end = xml.limit - END.length;
    if (end - p < START.length || !matches(b, p, START)) {
      return false;
    }
    p += START.length;
    int from = p;
    while (p < end && b[p] != '<') {
      byte c = b[p++];
      if (c == '&' || c == '_' || c == '\r' || c < 0) {
        return false;
      }
    }
    if (p >= end || !matches(b, p, END)) {
      return false;
    }
    into.add(b, from, p);
    xml.position = p + END.length;
    return true;
  }

  private static boolean matches(byte[] b, int at, byte[] what) {
    return Arrays.equals(b, at, at + what.length, what, 0, what.length);
  }

  /**
   * Appends the text of an {@code si} or {@code is} element: that of its runs, without the phonetic
   * ones, which repeat in another script what is there already.
   */
  static void richText(XmlTokens xml, TextBytes into) throws IOException {
    while (xml.nextChild()) {
      if (xml.is("t")) {
        characters(xml, into);
      } else if (xml.is("r")) {
        richText(xml, into);
      } else {
        xml.skipElement();
      }
    }
  }

  /** Appends the character data of the current element, up to its end tag. */
  static void characters(XmlTokens xml, TextBytes into) throws IOException {
    int token;
    while ((token = xml.next()) != XmlTokens.END) {
      if (token == XmlTokens.TEXT) {
        xml.appendText(into);
      } else {
        xml.skipElement();
      }
    }
  }
}
