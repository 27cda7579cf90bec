package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.List;

/** Makes rows where lines between them are missing. */
final class RowSplit {
  /** A cell over fewer rows is taken for one that is meant to be over them. */
  private static final int MIN_TALL_ROWS = 4;

  /** Part of the rows that a tall cell must have a line of text for. */
  private static final float LINES_OF_ROWS = 0.7f;

  /** Part of the columns of a row that must hold several numbers, one below the other. */
  private static final float COLUMNS_OF_NUMBERS = 0.5f;

  /** Texts this many font sizes apart may be in different columns. */
  private static final float WIDE_GAP = 0.6f;

  private RowSplit() {}

  /**
   * A cell over many rows with a line of text beside each of them is no cell but a column without
   * lines.
   *
   * @param ys the y between rows, and of both ends
   */
  static void tallCells(TableDraft draft, float[] ys) {
    List<TableDraft.Cell> added = new ArrayList<>();
    List<TableDraft.Cell> removed = new ArrayList<>();
    for (TableDraft.Cell cell : draft.cells()) {
      int rows = cell.lastRow - cell.row + 1;
      if (rows < MIN_TALL_ROWS) {
        continue;
      }
      List<TextLine> lines = LineBuilder.linesOf(cell.words);
      List<List<Word>> byRow = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        byRow.add(new ArrayList<>());
      }
      boolean single = true;
      for (TextLine line : lines) {
        int row = cell.row;
        float middle = line.baseline() - 0.3f * line.size();
        while (row < cell.lastRow && middle >= ys[row + 1]) {
          row++;
        }
        List<Word> words = byRow.get(row - cell.row);
        single &= words.isEmpty();
        words.addAll(line.words());
      }
      if (single && lines.size() >= LINES_OF_ROWS * rows) {
        removed.add(cell);
        for (int i = 0; i < rows; i++) {
          int row = cell.row + i;
          added.add(new TableDraft.Cell(row, cell.column, row, cell.lastColumn, byRow.get(i)));
        }
      }
    }
    draft.cells().removeAll(removed);
    added.forEach(draft::add);
  }

  /**
   * A cell over several columns whose texts stand each within one of them is no cell but a row
   * without lines between its cells.
   */
  static void wideCells(TableDraft draft) {
    List<TableDraft.Cell> added = new ArrayList<>();
    List<TableDraft.Cell> removed = new ArrayList<>();
    for (TableDraft.Cell cell : draft.cells()) {
      if (cell.lastColumn == cell.column) {
        continue;
      }
      List<List<Word>> byColumn = new ArrayList<>();
      for (int i = cell.column; i <= cell.lastColumn; i++) {
        byColumn.add(new ArrayList<>());
      }
      boolean fits = true;
      boolean several = false;
      for (TextLine line : LineBuilder.linesOf(cell.words)) {
        List<TextLine> parts = line.parts(WIDE_GAP);
        several |= parts.size() > 1;
        int before = -1;
        for (TextLine part : parts) {
          int column = column(draft.edges(), part);
          fits &= column > before && column >= cell.column && column <= cell.lastColumn;
          if (!fits) {
            break;
          }
          byColumn.get(column - cell.column).addAll(part.words());
          before = column;
        }
      }
      if (fits && several) {
        removed.add(cell);
        for (int i = 0; i < byColumn.size(); i++) {
          int column = cell.column + i;
          added.add(new TableDraft.Cell(cell.row, column, cell.lastRow, column, byColumn.get(i)));
        }
      }
    }
    draft.cells().removeAll(removed);
    added.forEach(draft::add);
  }

  /** The column that a part lies in; -1 when it lies in several. */
  static int column(float[] edges, TextLine part) {
    float slack = 0.3f * part.size();
    for (int column = 0; column < edges.length - 1; column++) {
      if (part.box().left() >= edges[column] - slack
          && part.box().right() <= edges[column + 1] + slack) {
        return column;
      }
    }
    return -1;
  }

  /**
   * A row whose cells hold several numbers each, side by side on the same lines, is several rows:
   * lines may be drawn after every fifth.
   */
  static void bandsOfNumbers(TableDraft draft) {
    int[] counts = new int[draft.rows()];
    List<float[]> baselines = new ArrayList<>();
    boolean any = false;
    for (int row = 0; row < draft.rows(); row++) {
      float[] ys = numbered(draft.row(row));
      baselines.add(ys);
      counts[row] = Math.max(1, ys.length);
      any |= ys.length > 1;
    }
    if (!any
        || draft.cells().stream()
            .anyMatch(cell -> cell.lastRow > cell.row && counts[cell.row] > 1)) {
      return;
    }
    List<TableDraft.Cell> cells = new ArrayList<>(draft.cells());
    draft.splitRows(counts);
    int first = 0;
    int old = 0;
    List<int[]> starts = new ArrayList<>();
    for (int count : counts) {
      starts.add(new int[] {first, old++});
      first += count;
    }
    for (int[] start : starts) {
      float[] ys = baselines.get(start[1]);
      if (ys.length < 2) {
        continue;
      }
      for (TableDraft.Cell cell : cells) {
        if (cell.row != start[0]) {
          continue;
        }
        draft.cells().remove(cell);
        List<List<Word>> byRow = new ArrayList<>();
        for (int i = 0; i < ys.length; i++) {
          byRow.add(new ArrayList<>());
        }
        for (Word word : cell.words) {
          byRow.get(nearest(ys, word.baseline())).add(word);
        }
        for (int i = 0; i < ys.length; i++) {
          int row = start[0] + i;
          draft.add(new TableDraft.Cell(row, cell.column, row, cell.lastColumn, byRow.get(i)));
        }
      }
    }
  }

  /** The baselines of the rows within a row; none when it is one. */
  private static float[] numbered(List<TableDraft.Cell> cells) {
    List<TextLine> longest = List.of();
    int several = 0;
    for (TableDraft.Cell cell : cells) {
      List<TextLine> lines = LineBuilder.linesOf(cell.words);
      boolean numbers =
          lines.size() > 1
              && lines.stream().allMatch(line -> CellKind.of(line.text()) != CellKind.TEXT);
      several += numbers ? 1 : 0;
      if (numbers && lines.size() > longest.size()) {
        longest = lines;
      }
    }
    if (several < 2 || several < COLUMNS_OF_NUMBERS * cells.size()) {
      return new float[0];
    }
    float[] ys = new float[longest.size()];
    for (int i = 0; i < ys.length; i++) {
      ys[i] = longest.get(i).baseline();
    }
    return ys;
  }

  private static int nearest(float[] ys, float y) {
    int best = 0;
    for (int i = 1; i < ys.length; i++) {
      if (Math.abs(ys[i] - y) < Math.abs(ys[best] - y)) {
        best = i;
      }
    }
    return best;
  }
}
