package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table whose cells are told by lines: the walls between the fields of the finest grid decide
 * which of them are one cell.
 */
final class LatticeTable {
  /** Part of a wall that must be drawn for it to stand. */
  private static final float WALL = 0.6f;

  /** A grid line nearer than this to another is the same. */
  private static final float SNAP = 3f;

  /** A word this many font sizes behind another follows it. */
  private static final float FOLLOWS = 0.45f;

  /** Font sizes by which a word must begin before a wall to belong before it. */
  private static final float OVERFLOW = 0.1f;

  /** Beyond this many grid lines a drawing is no table; sheets have at most some hundred. */
  private static final int MAX_LINES = 2000;

  private final float[] xs;
  private final float[] ys;
  private final boolean[][] wallRight;
  private final boolean[][] wallBelow;
  private final int[][] cellOf;
  private int cells;

  private LatticeTable(float[] xs, float[] ys, RulingSet rulings) {
    this.xs = xs;
    this.ys = ys;
    wallRight = new boolean[rows()][columns()];
    wallBelow = new boolean[rows()][columns()];
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        wallRight[row][column] =
            column == columns() - 1
                || stands(rulings.verticals(), xs[column + 1], ys[row], ys[row + 1]);
        wallBelow[row][column] =
            row == rows() - 1
                || stands(rulings.horizontals(), ys[row + 1], xs[column], xs[column + 1]);
      }
    }
    cellOf = new int[rows()][columns()];
    join();
  }

  /** The grid of lines that hang together; empty when they make no cells side by side. */
  static Optional<LatticeTable> of(RulingSet rulings) {
    if (rulings.horizontals().size() < 2 || rulings.verticals().isEmpty()) {
      return Optional.empty();
    }
    Box box = rulings.box();
    float[] xs =
        positions(rulings.verticals().stream().map(Ruling::at).toList(), box.left(), box.right());
    float[] ys =
        positions(rulings.horizontals().stream().map(Ruling::at).toList(), box.top(), box.bottom());
    if (xs.length < 3 || ys.length < 3 || xs.length > MAX_LINES || ys.length > MAX_LINES) {
      return Optional.empty();
    }
    return Optional.of(new LatticeTable(xs, ys, rulings));
  }

  private static float[] positions(List<Float> given, float first, float last) {
    float[] all = new float[given.size() + 2];
    for (int i = 0; i < given.size(); i++) {
      all[i] = given.get(i);
    }
    all[given.size()] = first;
    all[given.size() + 1] = last;
    Arrays.sort(all);
    float[] result = new float[all.length];
    int count = 0;
    for (float at : all) {
      if (count == 0 || at - result[count - 1] > SNAP) {
        result[count++] = at;
      }
    }
    return Arrays.copyOf(result, count);
  }

  private static boolean stands(List<Ruling> rulings, float at, float from, float to) {
    float covered = 0;
    for (Ruling ruling : rulings) {
      if (Math.abs(ruling.at() - at) <= SNAP) {
        covered += Box.shared(ruling.from(), ruling.to(), from, to);
      }
    }
    return covered >= WALL * (to - from);
  }

  int rows() {
    return ys.length - 1;
  }

  int columns() {
    return xs.length - 1;
  }

  float[] xs() {
    return xs;
  }

  float[] ys() {
    return ys;
  }

  Box box() {
    return new Box(xs[0], ys[0], xs[xs.length - 1], ys[ys.length - 1]);
  }

  /** Joins fields without a wall between them, as long as they make a rectangle. */
  private void join() {
    for (int[] row : cellOf) {
      Arrays.fill(row, -1);
    }
    for (int row = 0; row < rows(); row++) {
      for (int column = 0; column < columns(); column++) {
        if (cellOf[row][column] < 0) {
          int lastColumn = column;
          while (!wallRight[row][lastColumn] && cellOf[row][lastColumn + 1] < 0) {
            lastColumn++;
          }
          int lastRow = row;
          while (goesOnBelow(lastRow, column, lastColumn)) {
            lastRow++;
          }
          for (int r = row; r <= lastRow; r++) {
            Arrays.fill(cellOf[r], column, lastColumn + 1, cells);
          }
          cells++;
        }
      }
    }
  }

  private boolean goesOnBelow(int row, int column, int lastColumn) {
    for (int c = column; c <= lastColumn; c++) {
      if (wallBelow[row][c] || cellOf[row + 1][c] >= 0 || c < lastColumn && wallRight[row + 1][c]) {
        return false;
      }
    }
    boolean openLeft = column > 0 && !wallRight[row + 1][column - 1];
    return !openLeft && wallRight[row + 1][lastColumn];
  }

  /** The number of the cell that a field belongs to. */
  int cell(int row, int column) {
    return cellOf[row][column];
  }

  int cellCount() {
    return cells;
  }

  /** The field that a word lies in, as row and column; empty when it lies outside. */
  Optional<int[]> field(Word word) {
    int column = index(xs, word.box().middleX());
    int row = index(ys, word.middleY());
    return row < 0 || column < 0 ? Optional.empty() : Optional.of(new int[] {row, column});
  }

  private static int index(float[] edges, float at) {
    if (at < edges[0] - SNAP || at > edges[edges.length - 1] + SNAP) {
      return -1;
    }
    for (int i = 1; i < edges.length - 1; i++) {
      if (at < edges[i]) {
        return i - 1;
      }
    }
    return edges.length - 2;
  }

  /**
   * Words of each cell, by its number.
   *
   * @param words by line, and within a line from left to right
   */
  List<List<Word>> fill(List<Word> words) {
    List<List<Word>> byCell = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      byCell.add(new ArrayList<>());
    }
    Word before = null;
    int cellBefore = -1;
    for (Word word : words) {
      Optional<int[]> at = field(word);
      if (at.isEmpty()) {
        continue;
      }
      int cell = cellOf[at.get()[0]][at.get()[1]];
      if (before != null && cell != cellBefore && overflows(before, word, at.get()[1])) {
        cell = cellBefore;
      }
      byCell.get(cell).add(word);
      before = word;
      cellBefore = cell;
    }
    return byCell;
  }

  /** Whether a word that follows another closely begins before the wall of the cell it is in. */
  private boolean overflows(Word before, Word word, int column) {
    float gap = word.box().left() - before.box().right();
    return Math.abs(before.baseline() - word.baseline()) < 0.2f * word.size()
        && gap < FOLLOWS * word.size()
        && gap > 0
        && word.box().left() < xs[column] - OVERFLOW * word.size();
  }
}
