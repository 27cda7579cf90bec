package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A table while it takes shape: cells that cover fields of a grid, and the words in them. Rows and
 * columns are numbers from 0; changing one changes all.
 */
final class TableDraft {
  /** A cell; blank ones are not kept. */
  static final class Cell {
    int row;
    int column;
    int lastRow;
    int lastColumn;
    List<Word> words;

    Cell(int row, int column, int lastRow, int lastColumn, List<Word> words) {
      this.row = row;
      this.column = column;
      this.lastRow = lastRow;
      this.lastColumn = lastColumn;
      this.words = words;
    }
  }

  private final List<Cell> cells = new ArrayList<>();
  private int rows;
  private float[] edges;

  /**
   * @param edges the x between columns, and of both ends
   */
  TableDraft(int rows, float[] edges) {
    this.rows = rows;
    this.edges = edges;
  }

  void add(Cell cell) {
    if (!cell.words.isEmpty()) {
      cells.add(cell);
    }
  }

  List<Cell> cells() {
    return cells;
  }

  int rows() {
    return rows;
  }

  int columns() {
    return edges.length - 1;
  }

  float[] edges() {
    return edges;
  }

  /** Takes out rows and columns that no cell begins in, and keeps what spans them. */
  void dropBlank() {
    boolean[] usedRows = new boolean[rows];
    boolean[] usedColumns = new boolean[columns()];
    for (Cell cell : cells) {
      // A cell that spans marks only its first field: what is blank but for spans is no column.
      usedRows[cell.row] = true;
      usedColumns[cell.column] = true;
    }
    dropRows(usedRows);
    int[] newColumn = renumbered(usedColumns);
    float[] kept = new float[newColumn[columns()] + 1];
    int count = 0;
    for (int column = 0; column < columns(); column++) {
      if (usedColumns[column]) {
        kept[count++] = edges[column];
      }
    }
    kept[count] = edges[columns()];
    for (Cell cell : cells) {
      cell.column = newColumn[cell.column];
      cell.lastColumn = Math.max(cell.column, newColumn[cell.lastColumn + 1] - 1);
    }
    edges = kept;
  }

  /** Takes out the rows that are not kept, with the cells that begin there. */
  void dropRows(boolean[] kept) {
    cells.removeIf(cell -> !kept[cell.row]);
    int[] newRow = renumbered(kept);
    for (Cell cell : cells) {
      cell.row = newRow[cell.row];
      cell.lastRow = Math.max(cell.row, newRow[cell.lastRow + 1] - 1);
    }
    rows = newRow[rows];
  }

  /** How many are kept before each, and after the last how many in all. */
  private static int[] renumbered(boolean[] kept) {
    int[] before = new int[kept.length + 1];
    for (int i = 0; i < kept.length; i++) {
      before[i + 1] = before[i] + (kept[i] ? 1 : 0);
    }
    return before;
  }

  /** Makes one row of several: {@code counts[row]} for each there is. */
  void splitRows(int[] counts) {
    int[] first = new int[rows + 1];
    for (int row = 0; row < rows; row++) {
      first[row + 1] = first[row] + counts[row];
    }
    for (Cell cell : cells) {
      cell.lastRow = first[cell.lastRow + 1] - 1;
      cell.row = first[cell.row];
    }
    rows = first[rows];
  }

  /** Makes room for rows below the last. */
  void addRowsBelow(int count) {
    rows += count;
  }

  /** Makes room for rows above the first. */
  void addRowsAbove(int count) {
    for (Cell cell : cells) {
      cell.row += count;
      cell.lastRow += count;
    }
    rows += count;
  }

  /** Puts a column before the first. */
  void addColumnLeft(float left) {
    for (Cell cell : cells) {
      cell.column++;
      cell.lastColumn++;
    }
    float[] longer = new float[edges.length + 1];
    longer[0] = left;
    System.arraycopy(edges, 0, longer, 1, edges.length);
    edges = longer;
  }

  /** Puts a column behind the last. */
  void addColumnRight(float right) {
    float[] longer = java.util.Arrays.copyOf(edges, edges.length + 1);
    longer[edges.length] = right;
    edges = longer;
  }

  /** The words of a row's cells, those that span several rows apart. */
  List<Cell> row(int row) {
    return cells.stream().filter(cell -> cell.row <= row && cell.lastRow >= row).toList();
  }

  /** The finished table; it has at least one cell. */
  GridTable finish() {
    cells.sort(Comparator.<Cell>comparingInt(c -> c.row).thenComparingInt(c -> c.column));
    Box box = null;
    List<GridTable.Cell> done = new ArrayList<>();
    for (Cell cell : cells) {
      for (Word word : cell.words) {
        box = box == null ? word.box() : box.union(word.box());
      }
      done.add(
          new GridTable.Cell(
              cell.row, cell.column, cell.lastRow, cell.lastColumn, CellFill.text(cell.words)));
    }
    if (box == null) {
      throw new IllegalStateException("a table without a cell");
    }
    return new GridTable(box, rows, columns(), edges, done);
  }
}
