package io.pyforge.core.reader.pdf;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells tables from other text with gaps in it: articles in columns, lists with marks, contents
 * with page numbers, numbered lines.
 */
final class TableLikeness {
  private static final int MIN_ROWS = 3;

  /** Part of the fields that must hold text. */
  private static final float MIN_FILLED = 0.3f;

  /** The same of tables of few rows, which happen by chance more easily. */
  private static final float MIN_FILLED_OF_FEW = 0.5f;

  private static final int FEW_ROWS = 6;

  /** Words of a cell beyond which a column reads as prose, on average. */
  private static final float PROSE_WORDS = 4.5f;

  private static final Pattern LIST_MARK =
      Pattern.compile("[•●○▪■❖✓✔\u2022\uf0b7\uf0a7*·–—-]|\\(?[0-9a-zA-Zivx]{1,4}[.)]|\\[\\d+]");
  private static final Pattern LEADERS = Pattern.compile(".*(\\. ?){5,}.*|.*…{2,}.*");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,4}");

  private TableLikeness() {}

  /**
   * Whether fields are those of a table.
   *
   * @param texts of each line, by column; empty texts for blank fields
   * @param rules lines drawn through most of its width
   */
  static boolean holds(
      List<String[]> texts, ColumnSet columns, List<AlignedLine> lines, long rules) {
    int width = columns.count();
    int filled = 0;
    int several = 0;
    int leaders = 0;
    int[] cells = new int[width];
    int[] numbers = new int[width];
    int[] words = new int[width];
    int[] marks = new int[width];
    int[] plainNumbers = new int[width];
    for (int row = 0; row < texts.size(); row++) {
      String[] fields = texts.get(row);
      int inRow = 0;
      for (int column = 0; column < width; column++) {
        String text = fields[column];
        if (text.isEmpty()) {
          continue;
        }
        inRow++;
        cells[column]++;
        CellKind kind = CellKind.of(text);
        numbers[column] += kind == CellKind.TEXT ? 0 : 1;
        words[column] += text.split(" ").length;
        marks[column] += LIST_MARK.matcher(text).matches() ? 1 : 0;
        plainNumbers[column] += DIGITS.matcher(text).matches() ? 1 : 0;
      }
      filled += inRow;
      several += inRow > 1 ? 1 : 0;
      leaders += LEADERS.matcher(lines.get(row).line().text()).matches() ? 1 : 0;
    }
    if (several < MIN_ROWS && !(several == 2 && (rules >= 2 || width >= 4))) {
      return false;
    }
    float minFilled = texts.size() < FEW_ROWS ? MIN_FILLED_OF_FEW : MIN_FILLED;
    if (filled < minFilled * width * texts.size()) {
      return false;
    }
    if (width == 2 && leaders * 2 > texts.size()) {
      return false; // contents with page numbers
    }
    int prose = 0;
    int numeric = 0;
    for (int column = 0; column < width; column++) {
      boolean isProse = words[column] >= PROSE_WORDS * cells[column];
      prose += isProse ? 1 : 0;
      numeric += column > 0 && numbers[column] * 2 > cells[column] ? 1 : 0;
    }
    boolean marked = cells[0] > 0 && marks[0] * 2 >= cells[0];
    boolean counted = cells[0] > 0 && plainNumbers[0] == cells[0];
    if (width == 2 && (marked || counted && prose > 0)) {
      return false;
    }
    if (prose >= 2 && numeric == 0 || prose == width) {
      return false;
    }
    if (width == 2) {
      return numeric == 1 || rules >= 3 && prose == 0;
    }
    return numeric > 0 || rules >= 2 || width >= 4 && several >= 4 || several >= 6 && prose == 0;
  }
}
