package io.pyforge.core.reader.excel;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import java.io.IOException;
import java.util.List;

/**
 * A pass over tables, region by region. Where a sheet was only sampled, the rows beyond are
 * watched: what the layout does not account for is a {@link SchemaMiss}, and the survey then looks
 * at every row of every sheet.
 */
final class ExcelScan implements TableScan {
  /** Cells of a batch; its rows follow from the width of the table. */
  private static final int BATCH_CELLS = 1_310_720;

  private static final int MIN_BATCH_ROWS = 1024;
  private static final int MAX_BATCH_ROWS = 131_072;

  /** Bytes of text after which a batch ends. */
  private static final int MAX_TEXT_BYTES = 64 * 1024 * 1024;

  private final ExcelInput input;
  private final List<OutputTable> tables;
  private final SheetCursor cursor;
  private final TableText text;
  private int table;
  private int part;
  private boolean inPart;
  private boolean given;
  private int lastRow;

  ExcelScan(ExcelInput input, List<OutputTable> tables) {
    this.input = input;
    this.tables = tables;
    cursor = new SheetCursor(input::open);
    text = new TableText(input.strings());
  }

  @Override
  public boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss {
    while (table < tables.size()) {
      input.context().checkCancelled();
      OutputTable current = tables.get(table);
      boolean more = advance(current, log);
      if (more || !given) {
        fill(current, into, log, more);
        given = true;
        return true;
      }
      table++;
      part = 0;
      given = false;
    }
    return false;
  }

  private void fill(OutputTable current, RecordBatch into, ScanLog log, boolean any)
      throws IOException, SchemaMiss {
    TableFiller filler = new TableFiller(input.name(), current, input.options(), into, text, log);
    int width = Math.max(1, current.columns().size());
    int maxRows = Math.max(MIN_BATCH_ROWS, Math.min(MAX_BATCH_ROWS, BATCH_CELLS / width));
    boolean more = any;
    while (more) {
      filler.add(cursor.row(), current.parts().get(part));
      cursor.take();
      more = filler.rows() < maxRows && text.length() < MAX_TEXT_BYTES && advance(current, log);
    }
    filler.finish();
  }

  /** Goes to the next row of the table, in whatever region; false when there is none. */
  private boolean advance(OutputTable current, ScanLog log) throws IOException, SchemaMiss {
    while (part < current.parts().size()) {
      Region region = current.parts().get(part);
      if (!inPart) {
        cursor.moveTo(region);
        inPart = true;
        lastRow = region.dataFrom() - 1;
      }
      if (advance(region, log)) {
        return true;
      }
      leave(region, log);
      part++;
      inPart = false;
    }
    return false;
  }

  private boolean advance(Region region, ScanLog log) throws IOException, SchemaMiss {
    SheetLayout layout = input.layout(region.sheet());
    while (cursor.peek()) {
      SheetRow row = cursor.row();
      if (row.number > region.dataTo() && !region.open()) {
        return false;
      }
      boolean unknown = !layout.complete() && row.number > layout.lastRow();
      if (unknown) {
        watch(layout, region, row);
      }
      if (!region.leavesOut(row.number) && isRowOf(region, row, unknown, log)) {
        lastRow = row.number;
        return true;
      }
      cursor.take();
    }
    return false;
  }

  /** Whether the row has a filled cell in the region; rows without one are passed over. */
  private boolean isRowOf(Region region, SheetRow row, boolean unknown, ScanLog log) {
    SharedStrings strings = input.strings();
    long blank = 0;
    boolean elsewhere = unknown;
    for (int i = 0; i < row.count; i++) {
      boolean inside =
          row.columns[i] >= region.firstColumn() && row.columns[i] <= region.lastColumn();
      if (Block.isFilled(row, i, strings)) {
        if (inside) {
          return true;
        }
        elsewhere = true;
      } else if (inside && row.kinds[i] != CellKind.EMPTY) {
        blank++;
      }
    }
    if (blank > 0 && elsewhere) {
      log.count(
          "blank-texts-outside",
          blank,
          region.sheet().name() + " row " + row.number,
          "texts of nothing but blanks in rows of nothing else, left out: {count} cells, the first"
              + " in {first}");
    }
    return false;
  }

  /** Signals what the sample did not let expect: cells beside the tables, or a new table below. */
  private void watch(SheetLayout layout, Region region, SheetRow row) throws SchemaMiss {
    SharedStrings strings = input.strings();
    int fill = 0;
    for (int i = 0; i < row.count; i++) {
      if (!Block.isFilled(row, i, strings)) {
        continue;
      }
      int column = row.columns[i];
      if (column >= region.firstColumn() && column <= region.lastColumn()) {
        fill++;
      } else if (!isExpected(layout, row.number, column)) {
        throw surprise(region, row);
      }
    }
    boolean afterGap = fill > 0 && row.number > lastRow + 1 && input.findsTables();
    if (afterGap && region.object().isEmpty() && region.columns().length > 1) {
      if (fill * 2 <= region.columns().length) {
        throw surprise(region, row);
      }
    }
  }

  private static boolean isExpected(SheetLayout layout, int row, int column) {
    for (Region region : layout.regions()) {
      boolean inRows = region.open() || row <= region.dataTo() && row >= region.firstRow();
      if (inRows && column >= region.firstColumn() && column <= region.lastColumn()) {
        return true;
      }
    }
    return false;
  }

  private SchemaMiss surprise(Region region, SheetRow row) {
    return new SchemaMiss(
        tables.get(table).name(),
        "",
        "sheet " + region.sheet().name() + " holds more than one table from row " + row.number);
  }

  /** At the end of a sheet that was not known whole: looks at what is left, and counts. */
  private void leave(Region region, ScanLog log) throws IOException, SchemaMiss {
    SheetLayout layout = input.layout(region.sheet());
    List<Region> regions = layout.regions();
    if (layout.complete() || !region.equals(regions.get(regions.size() - 1))) {
      return;
    }
    while (cursor.peek()) {
      SheetRow row = cursor.row();
      if (row.number > layout.lastRow()) {
        watch(layout, region, row);
      }
      cursor.take();
    }
    SelectedRows rows = cursor.rows();
    if (rows != null) {
      SheetNotices.countAtEnd(region.sheet(), rows, log);
    }
  }

  @Override
  public void survey() throws IOException {
    input.surveyAll();
  }

  @Override
  public void close() throws IOException {
    cursor.close();
  }
}
