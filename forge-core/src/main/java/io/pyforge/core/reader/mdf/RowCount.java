package io.pyforge.core.reader.mdf;

import io.pyforge.spi.result.Notice;
import java.util.Optional;

/** How many rows of a table a pass has read. Thread-safe. */
final class RowCount {
  private long rows;
  private int open;
  private boolean allCut;

  /** A piece was cut. */
  synchronized void cut() {
    open++;
  }

  /** There are no more pieces. */
  synchronized void ended() {
    allCut = true;
  }

  /** A piece was read. */
  synchronized void read(int count) {
    rows += count;
    open--;
  }

  /** What is to be told of a table that was read whole, and has another number of rows. */
  synchronized Optional<Notice> difference(MdfTable table) {
    if (!allCut || open > 0 || rows == table.rowCount()) {
      return Optional.empty();
    }
    return Optional.of(
        new Notice(
            "row-count-differs",
            "table "
                + table.name()
                + " has "
                + rows
                + " rows, and "
                + table.rowCount()
                + " by the catalog; the database may not have been detached cleanly"));
  }
}
