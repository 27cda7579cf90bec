package io.pyforge.core.reader.excel;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/** The rows of one sheet, from top to bottom, once. */
interface SheetRows extends Closeable {
  /**
   * Fills {@code row} with the next row that has a cell with something in it.
   *
   * @return false after the last one
   */
  boolean next(SheetRow row) throws IOException;

  /** Columns, from 0, that are hidden; known with the first row. */
  BitSet hiddenColumns();

  /** Merged cells; known after the last row. */
  List<CellRange> merges() throws IOException;
}
