package io.pyforge.core.reader.pdf;

import java.util.List;
import java.util.stream.Collectors;

/** The text of a cell from the words that lie in it. */
final class CellFill {
  private CellFill() {}

  /** The lines of the words, with line feeds between them. */
  static String text(List<Word> words) {
    return LineBuilder.linesOf(words).stream()
        .map(TextLine::text)
        .collect(Collectors.joining("\n"));
  }
}
