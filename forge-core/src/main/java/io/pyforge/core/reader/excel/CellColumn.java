package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;

/**
 * Puts the cells of one column into its vector. Rows without a cell become null when the next cell
 * comes, so that empty columns cost nothing.
 */
abstract class CellColumn {
  final Column column;
  private final ColumnVector vector;

  CellColumn(Column column, ColumnVector vector) {
    this.column = column;
    this.vector = vector;
  }

  /** The column at an index of the table. */
  static CellColumn of(OutputTable table, int index, RecordBatch batch, TableText text) {
    Column column = table.columns().get(index);
    ColumnType type = column.type();
    if (type instanceof ColumnType.Text) {
      return new TextCells(column, batch.bytes(index), text);
    }
    if (column.fixed()) {
      return new FixedCells(column, batch, index, text.strings());
    }
    if (type instanceof ColumnType.Decimal decimal) {
      return decimal.fitsLong()
          ? new DecimalCells(column, batch.longs(index), decimal)
          : new WideDecimalCells(column, batch.int128s(index), decimal);
    }
    if (type instanceof ColumnType.Float64) {
      return new FloatCells(column, batch.longs(index));
    }
    return new PlainCells(column, batch.longs(index));
  }

  /**
   * Appends a cell that holds a value.
   *
   * @throws SchemaMiss if the value does not fit the column
   */
  abstract void append(SheetRow row, int cell) throws IOException, SchemaMiss;

  /** Fills up with nulls to so many rows. */
  final void pad(int rows) {
    for (int missing = rows - vector.rowCount(); missing > 0; missing--) {
      vector.appendNull();
    }
  }

  /** The signal that a value does not fit. */
  final SchemaMiss miss(SheetRow row, int cell) {
    String place = CellRange.letters(row.columns[cell]) + row.number;
    return new SchemaMiss("", column.name(), "cell " + place + " is no " + column.type().name());
  }
}
