package io.pyforge.core.reader.pdf;

import java.util.List;

/**
 * A table as it stands on a page.
 *
 * @param box where it is
 * @param edges the x of the left side of each column, and of the right side of the last
 * @param cells those that hold text, by row and within a row by column
 */
record GridTable(Box box, int rows, int columns, float[] edges, List<Cell> cells) {
  /**
   * A cell of one or more rows and columns, counted from 0.
   *
   * @param lastRow the last row it covers
   * @param lastColumn the last column it covers
   * @param text its lines, with line feeds between them; not blank
   */
  record Cell(int row, int column, int lastRow, int lastColumn, String text) {}
}
