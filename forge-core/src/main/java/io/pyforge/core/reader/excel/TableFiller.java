package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.SchemaFailures;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Fills one batch with rows of a table: the hot path. Cells that hold no value for their column are
 * counted, so that nothing disappears unsaid.
 */
final class TableFiller {
  /** Cells that become null, and what is said of them. */
  private enum Gap {
    ERROR(
        "error-cells",
        "cells with an error such as #DIV/0!, read as null: {count|cell|cells}, the first at {first};"
            + " --error-cells text keeps them"),
    UNCALCULATED(
        "formulas-not-calculated",
        "formulas that were saved without a result, read as null: {count}, the first at {first};"
            + " open and save the file in Excel to have them calculated"),
    BLANK(
        "blank-texts",
        "texts of nothing but blanks in columns of another type, read as null: {count|cell|cells},"
            + " the first at {first}");

    final String code;
    final String message;

    Gap(String code, String message) {
      this.code = code;
      this.message = message;
    }
  }

  private static final Gap[] GAPS = Gap.values();

  private final String fileName;
  private final OutputTable table;
  private final ExcelOptions options;
  private final RecordBatch batch;
  private final TableText text;
  private final long[] blankTexts;
  private final ScanLog log;
  private final CellColumn[] columns;
  private final boolean[] takesText;
  private final boolean checksFixed;
  private final long[] gaps = new long[GAPS.length];
  private final String[] firstGaps = new String[GAPS.length];
  private @Nullable Region region;
  private byte[] sheetName = new byte[0];
  private int[] columnOf = new int[0];
  private int firstColumn;
  private int sheet;
  private int rows;

  /**
   * A filler of {@code batch}, which is emptied and shaped for the table.
   *
   * @param blankTexts by sheet: the texts of blanks that were met in rows of tables
   */
  TableFiller(
      String fileName,
      OutputTable table,
      ExcelOptions options,
      RecordBatch batch,
      TableText text,
      long[] blankTexts,
      ScanLog log) {
    this.fileName = fileName;
    this.table = table;
    this.options = options;
    this.batch = batch;
    this.text = text;
    this.blankTexts = blankTexts;
    this.log = log;
    batch.begin(table.name(), table.schema());
    text.begin(batch);
    int width = table.columns().size() - (table.hasSheetName() ? 1 : 0);
    columns = new CellColumn[width];
    takesText = new boolean[width];
    boolean fixed = false;
    for (int i = 0; i < width; i++) {
      columns[i] = CellColumn.of(table, i, batch, text);
      takesText[i] = table.columns().get(i).type() instanceof ColumnType.Text;
      fixed |= columns[i] instanceof FixedCells;
    }
    checksFixed = fixed;
  }

  /** Rows in the batch. */
  int rows() {
    return rows;
  }

  /** Adds a row of a region of the table. */
  void add(SheetRow row, Region of) throws IOException, SchemaMiss {
    if (region != of) {
      enter(of);
    }
    if (checksFixed && !fitsFixed(row)) {
      return;
    }
    int[] cells = row.columns;
    for (int i = 0; i < row.count; i++) {
      int at = cells[i] - firstColumn;
      int column = at >= 0 && at < columnOf.length ? columnOf[at] : -1;
      if (column < 0) {
        continue;
      }
      CellColumn target = columns[column];
      byte kind = row.kinds[i];
      if (kind >= CellKind.SHARED && !takes(row, i, column, kind)) {
        continue;
      }
      target.pad(rows);
      target.append(row, i);
    }
    if (table.hasSheetName()) {
      text.append(sheetName, batch.bytes(columns.length));
    }
    rows++;
  }

  private void enter(Region next) {
    region = next;
    sheet = next.sheet().index();
    sheetName = next.sheet().name().getBytes(StandardCharsets.UTF_8);
    firstColumn = next.firstColumn();
    columnOf = new int[next.lastColumn() - firstColumn + 1];
    Arrays.fill(columnOf, -1);
    for (int i = 0; i < next.columns().length; i++) {
      columnOf[next.columns()[i] - firstColumn] = i;
    }
  }

  /** Whether a cell of text, an error or a gap goes into its column; else it is counted. */
  private boolean takes(SheetRow row, int cell, int column, byte kind) {
    boolean textColumn = takesText[column];
    switch (kind) {
      case CellKind.EMPTY:
        return textColumn;
      case CellKind.ERROR:
        if (textColumn && options.errorsAreText()) {
          return true;
        }
        count(Gap.ERROR, row, cell);
        return false;
      case CellKind.UNCALCULATED:
        count(Gap.UNCALCULATED, row, cell);
        return false;
      default:
        if (CellTexts.isBlank(row, cell, text.strings())) {
          blankTexts[sheet]++;
          if (!textColumn) {
            count(Gap.BLANK, row, cell);
          }
          return textColumn;
        }
        return true;
    }
  }

  private void count(Gap gap, SheetRow row, int cell) {
    if (gaps[gap.ordinal()]++ == 0) {
      firstGaps[gap.ordinal()] = place(row, cell);
    }
  }

  private String place(SheetRow row, int cell) {
    String sheet = region == null ? "" : region.sheet().name() + "!";
    return sheet + CellRange.letters(row.columns[cell]) + row.number;
  }

  /**
   * Whether every cell fits the type that the user fixed for its column; else the row is rejected.
   */
  private boolean fitsFixed(SheetRow row) throws IOException {
    for (int i = 0; i < row.count; i++) {
      int at = row.columns[i] - firstColumn;
      int column = at >= 0 && at < columnOf.length ? columnOf[at] : -1;
      boolean value = CellKind.isValue(row.kinds[i]);
      if (column < 0 || !value || !(columns[column] instanceof FixedCells fixed)) {
        continue;
      }
      String wrong = fixed.broken(row, i);
      if (wrong == null) {
        continue;
      }
      if (!options.rejectSchemaErrors()) {
        throw SchemaFailures.broken(fileName, "cell " + place(row, i), fixed.column, wrong, true);
      }
      log.reject(
          new ScanLog.Reject(
              table.name(), row.number, SchemaFailures.reason(fixed.column, wrong), content(row)));
      return false;
    }
    return true;
  }

  /** The cells of a row, with tabs between them. */
  private String content(SheetRow row) throws IOException {
    StringBuilder content = new StringBuilder();
    int next = 0;
    for (int i = 0; i < row.count; i++) {
      int at = row.columns[i] - firstColumn;
      int column = at >= 0 && at < columnOf.length ? columnOf[at] : -1;
      if (column >= 0) {
        content.append("\t".repeat(Math.max(0, column - next)));
        next = column;
        content.append(CellTexts.text(row, i, text.strings()));
      }
    }
    return content.toString();
  }

  /** Completes the batch. */
  void finish() {
    for (CellColumn column : columns) {
      column.pad(rows);
    }
    if (table.hasSheetName() && batch.vector(columns.length) instanceof BytesVector names) {
      while (names.rowCount() < rows) {
        names.appendNull();
      }
    }
    text.end(batch);
    for (Gap gap : GAPS) {
      if (gaps[gap.ordinal()] > 0) {
        log.count(gap.code, gaps[gap.ordinal()], firstGaps[gap.ordinal()], gap.message);
      }
    }
  }
}
