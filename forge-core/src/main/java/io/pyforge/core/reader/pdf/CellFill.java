package io.pyforge.core.reader.pdf;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a cell from the words that lie in it. */
final class CellFill {
  /** Dots that lead the eye to the next column. */
  private static final Pattern LEADERS = Pattern.compile("\\s*(\\.\\s?){4,}$|\\s*…{2,}$");

  private CellFill() {}

  /** The lines of the words, with line feeds between them. */
  static String text(List<Word> words) {
    return LineBuilder.linesOf(words).stream()
        .map(TextLine::text)
        .map(CellFill::withoutLeaders)
        .collect(Collectors.joining("\n"));
  }

  /** The text without leaders behind it; leaders alone stand for nothing and stay. */
  private static String withoutLeaders(String text) {
    String plain = LEADERS.matcher(text).replaceFirst("");
    return plain.isEmpty() ? text : plain;
  }
}
