package io.pyforge.core.reader.excel;

import java.io.IOException;

/** Reads the part that holds the shared texts of a workbook (ECMA-376 part 1, 18.4). */
final class SharedStringsPart {
  private SharedStringsPart() {}

  /** Adds every text of the part. */
  static void read(XmlTokens xml, SharedStrings into) throws IOException {
    TextBytes text = new TextBytes();
    if (!xml.nextChild()) {
      return;
    }
    while (xml.nextChild()) {
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
