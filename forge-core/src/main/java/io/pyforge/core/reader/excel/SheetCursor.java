package io.pyforge.core.reader.excel;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A place among the rows of a workbook's sheets, moved forward where that is possible. */
final class SheetCursor implements Closeable {
  /** Opens the rows of a sheet that are to be read. */
  interface Opener {
    SelectedRows open(Sheet sheet) throws IOException;
  }

  private final Opener opener;
  private final SheetRow row = new SheetRow();
  private @Nullable SelectedRows rows;
  private @Nullable Sheet sheet;
  private boolean onRow;
  private int passed;

  SheetCursor(Opener opener) {
    this.opener = opener;
  }

  /** Goes before the first row of a region, back to the top of its sheet if need be. */
  void moveTo(Region region) throws IOException {
    boolean ahead = region.sheet().equals(sheet) && passed < region.dataFrom();
    if (rows == null || !ahead) {
      close();
      sheet = region.sheet();
      rows = opener.open(region.sheet());
      onRow = false;
      passed = 0;
    }
    while (peek() && row.number < region.dataFrom()) {
      take();
    }
  }

  /** Whether there is a row; {@link #row} is it. */
  boolean peek() throws IOException {
    if (!onRow && rows != null) {
      onRow = rows.next(row);
    }
    return onRow;
  }

  /** The row that {@link #peek} found. */
  SheetRow row() {
    return row;
  }

  /** Goes on behind the row. */
  void take() {
    onRow = false;
    passed = row.number;
  }

  /** The rows, for what was counted among them. */
  @Nullable SelectedRows rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    if (rows != null) {
      rows.close();
      rows = null;
    }
  }
}
