package io.pyforge.cli.output;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of text in aligned columns, two blanks apart. */
final class TextTable {
  /** A longer cell is cut, so that one memo field does not push the others off the screen. */
  private static final int WIDEST_CELL = 40;

  private static final String NULL = "<null>";

  private final List<List<String>> rows = new ArrayList<>();
  private final String indent;

  TextTable(String indent) {
    this.indent = indent;
  }

  /** Adds a row as it is. */
  void add(String... cells) {
    rows.add(List.of(cells));
  }

  /**
   * Adds a row of data. A missing value is shown as {@code <null>}, empty text as {@code ""}; text
   * that looks like one of the two is quoted.
   */
  void addData(List<@Nullable String> cells) {
    List<String> row = new ArrayList<>();
    for (String cell : cells) {
      row.add(shown(cell));
    }
    rows.add(row);
  }

  /** One line per row, without trailing blanks. */
  List<String> lines() {
    int width = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[width];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - length(row.get(i)) + 2));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static String shown(@Nullable String cell) {
    if (cell == null) {
      return NULL;
    }
    if (cell.isEmpty() || cell.equals(NULL) || cell.equals("\"\"")) {
      return '"' + cell + '"';
    }
    String text = Terminal.clean(cell);
    if (length(text) <= WIDEST_CELL) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, WIDEST_CELL - 3)) + "...";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
