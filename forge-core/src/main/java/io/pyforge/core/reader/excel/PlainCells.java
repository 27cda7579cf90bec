package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.TemporalText;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Whole numbers, booleans, dates, timestamps and times: cells whose value is the vector's. */
final class PlainCells extends CellColumn {

  private final LongVector vector;
  private final byte kind;
  private final boolean takesDates;

  PlainCells(Column column, LongVector vector) {
    super(column, vector);
    this.vector = vector;
    kind = kind(column.type());
    takesDates = column.type() instanceof ColumnType.Timestamp;
  }

  private static byte kind(ColumnType type) {
    if (type instanceof ColumnType.Int64) {
      return CellKind.NUMBER;
    }
    if (type instanceof ColumnType.Bool) {
      return CellKind.BOOLEAN;
    }
    if (type instanceof ColumnType.Date) {
      return CellKind.DATE;
    }
    if (type instanceof ColumnType.Timestamp) {
      return CellKind.TIMESTAMP;
    }
    if (type instanceof ColumnType.Time) {
      return CellKind.TIME;
    }
    throw new IllegalStateException("no column of a workbook is inferred as " + type.name());
  }

  @Override
  void append(SheetRow row, int cell) throws SchemaMiss {
    byte found = row.kinds[cell];
    long value = row.values[cell];
    if (found == kind && row.extras[cell] == 0) {
      vector.append(value);
    } else if (takesDates && found == CellKind.DATE) {
      vector.append(value * TemporalText.MICROS_PER_DAY);
    } else if (found == CellKind.DIGITS && kind == CellKind.NUMBER) {
      vector.append(whole(row, cell));
    } else {
      throw miss(row, cell);
    }
  }

  /** A whole number of 19 digits. */
  private long whole(SheetRow row, int cell) throws SchemaMiss {
    try {
      return Long.parseLong(
          new String(
              row.text.bytes,
              (int) row.values[cell],
              row.extras[cell],
              java.nio.charset.StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      throw miss(row, cell); // more digits than 64 bits hold, or a fraction
    }
  }
}
