package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a sheet without what is not to be read: hidden rows and columns, rows that are
 * skipped, and cells outside a range. What is left out, except outside the range, is counted.
 */
final class SelectedRows implements SheetRows {
  /** Whether and what to leave out. */
  record Selection(boolean includeHidden, int skipRows, @Nullable CellRange range) {
    /** The last row that is skipped. */
    int lastSkipped() {
      int before = range == null ? 0 : range.firstRow() - 1;
      return (int) Math.min((long) before + skipRows, Integer.MAX_VALUE);
    }
  }

  private final SheetRows rows;
  private final Selection selection;
  private final SharedStrings strings;
  private long hiddenCells;
  private long skippedCells;
  private long repeatedCells;
  private long formulas;
  private long blankTexts;
  private int lastSeen;

  SelectedRows(SheetRows rows, Selection selection, SharedStrings strings) {
    this.rows = rows;
    this.selection = selection;
    this.strings = strings;
  }

  @Override
  public boolean next(SheetRow row) throws IOException {
    CellRange range = selection.range();
    while (rows.next(row)) {
      row.afterGap = row.number > lastSeen + 1;
      // Rows that some software writes out of order, or twice, follow as they stand in the file.
      row.number = Math.max(row.number, lastSeen + 1);
      lastSeen = row.number;
      if (range != null) {
        if (row.number > range.lastRow()) {
          return false;
        }
        if (row.number < range.firstRow()) {
          continue;
        }
        keepColumns(row, range);
      }
      repeatedCells += row.repeated;
      formulas += row.formulas;
      if (row.number <= selection.lastSkipped()) {
        skippedCells += filled(row);
      } else if (row.hidden && !selection.includeHidden()) {
        hiddenCells += filled(row);
      } else {
        if (!selection.includeHidden() && !rows.hiddenColumns().isEmpty()) {
          dropHidden(row);
        }
        if (row.count > 0) {
          countBlank(row);
          return true;
        }
      }
    }
    return false;
  }

  /** Cells that hold something, a text of blanks among them. */
  private static long filled(SheetRow row) {
    long filled = 0;
    for (int i = 0; i < row.count; i++) {
      byte kind = row.kinds[i];
      filled += kind != CellKind.EMPTY && kind != CellKind.UNCALCULATED ? 1 : 0;
    }
    return filled;
  }

  private static void keepColumns(SheetRow row, CellRange range) {
    int kept = 0;
    for (int i = 0; i < row.count; i++) {
      if (row.columns[i] >= range.firstColumn() && row.columns[i] <= range.lastColumn()) {
        move(row, i, kept++);
      }
    }
    row.count = kept;
  }

  private void dropHidden(SheetRow row) {
    BitSet hidden = rows.hiddenColumns();
    int kept = 0;
    for (int i = 0; i < row.count; i++) {
      if (!hidden.get(row.columns[i])) {
        move(row, i, kept++);
      } else if (row.kinds[i] != CellKind.EMPTY && row.kinds[i] != CellKind.UNCALCULATED) {
        hiddenCells++;
      }
    }
    row.count = kept;
  }

  private static void move(SheetRow row, int from, int to) {
    row.columns[to] = row.columns[from];
    row.kinds[to] = row.kinds[from];
    row.values[to] = row.values[from];
    row.extras[to] = row.extras[from];
  }

  /** Cells in hidden rows and columns that were passed over so far. */
  long hiddenCells() {
    return hiddenCells;
  }

  /** Cells in rows that were skipped. */
  long skippedCells() {
    return skippedCells;
  }

  /** Cells given twice so far. */
  long repeatedCells() {
    return repeatedCells;
  }

  /** Formulas met so far. */
  long formulas() {
    return formulas;
  }

  private void countBlank(SheetRow row) {
    for (int i = 0; i < row.count; i++) {
      if (CellKind.isText(row.kinds[i]) && CellTexts.isBlank(row, i, strings)) {
        blankTexts++;
      }
    }
  }

  /** Texts of nothing but blanks in the rows that were read. */
  long blankTexts() {
    return blankTexts;
  }

  @Override
  public BitSet hiddenColumns() {
    return selection.includeHidden() ? new BitSet() : rows.hiddenColumns();
  }

  @Override
  public List<CellRange> merges() throws IOException {
    return rows.merges();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
