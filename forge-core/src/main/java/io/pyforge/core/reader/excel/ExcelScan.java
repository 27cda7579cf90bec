package io.pyforge.core.reader.excel;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  // Of the part: what is known of its sheet.
  private int knownRows;
  private int dataTo;
  private boolean leavesOut;

  private final Map<Sheet, Integer> regionsLeft = new HashMap<>();
  private final long[] blankTextsRead;

  ExcelScan(ExcelInput input, List<OutputTable> tables) {
    this.input = input;
    this.tables = tables;
    cursor = new SheetCursor(input::open);
    text = new TableText(input.strings());
    blankTextsRead = new long[input.sheetCount()];
    for (SheetLayout layout : input.layouts()) {
      regionsLeft.put(layout.sheet(), layout.regions().size());
    }
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
    TableFiller filler =
        new TableFiller(input.name(), current, input.options(), into, text, blankTextsRead, log);
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
        SheetLayout layout = input.layout(region.sheet());
        knownRows = layout.complete() ? Integer.MAX_VALUE : layout.lastRow();
        dataTo = region.open() ? Integer.MAX_VALUE : region.dataTo();
        leavesOut = !region.leftOut().isEmpty();
      }
      if (advance(region)) {
        return true;
      }
      leave(region, log);
      part++;
      inPart = false;
    }
    return false;
  }

  private boolean advance(Region region) throws IOException, SchemaMiss {
    while (cursor.peek()) {
      SheetRow row = cursor.row();
      if (row.number > dataTo) {
        return false;
      }
      if (row.number > knownRows) {
        watch(region, row);
      }
      if (isRowOf(region, row) && !(leavesOut && region.leavesOut(row.number))) {
        return true;
      }
      cursor.take();
    }
    return false;
  }

  /** Whether the row has a filled cell in the region; rows without one are passed over. */
  private boolean isRowOf(Region region, SheetRow row) {
    SharedStrings strings = input.strings();
    for (int i = 0; i < row.count; i++) {
      if (row.columns[i] >= region.firstColumn()
          && row.columns[i] <= region.lastColumn()
          && Block.isFilled(row, i, strings)) {
        return true;
      }
    }
    return false;
  }

  /** Signals what the sample did not let expect: cells beside the tables, or a new table below. */
  private void watch(Region region, SheetRow row) throws SchemaMiss {
    SharedStrings strings = input.strings();
    int fill = 0;
    for (int i = 0; i < row.count; i++) {
      if (!Block.isFilled(row, i, strings)) {
        continue;
      }
      int column = row.columns[i];
      if (column >= region.firstColumn() && column <= region.lastColumn()) {
        fill++;
      } else if (!isExpected(input.layout(region.sheet()), row.number, column)) {
        throw surprise(region, row);
      }
    }
    boolean afterGap = fill > 0 && row.afterGap && input.findsTables();
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

  /** After the last region of a sheet: looks at what is left of it, and counts. */
  private void leave(Region region, ScanLog log) throws IOException, SchemaMiss {
    Sheet sheet = region.sheet();
    SheetLayout layout = input.layout(sheet);
    int left = regionsLeft.merge(sheet, -1, Integer::sum);
    long blankTexts = layout.blankTexts();
    if (!layout.complete()) {
      List<Region> regions = layout.regions();
      if (!region.equals(regions.get(regions.size() - 1))) {
        return;
      }
      while (cursor.peek()) {
        SheetRow row = cursor.row();
        if (row.number > layout.lastRow()) {
          watch(region, row);
        }
        cursor.take();
      }
      SelectedRows rows = cursor.rows();
      if (rows != null) {
        SheetNotices.countAtEnd(sheet, rows, log);
        blankTexts = rows.blankTexts();
      }
    }
    if (left == 0) {
      SheetNotices.countBlank(sheet, blankTexts - blankTextsRead[sheet.index()], log);
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
