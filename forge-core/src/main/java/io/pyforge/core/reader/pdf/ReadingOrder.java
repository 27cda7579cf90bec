package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.List;

/** The text of a page, line by line as it is read. */
final class ReadingOrder {
  private ReadingOrder() {}

  static List<String> lines(PageContent page) {
    List<String> texts = new ArrayList<>();
    for (TextLine line : LineBuilder.lines(page.glyphs())) {
      texts.add(line.text());
    }
    return texts;
  }
}
