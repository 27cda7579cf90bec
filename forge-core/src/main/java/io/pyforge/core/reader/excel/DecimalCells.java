package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Decimals of up to 18 digits. */
final class DecimalCells extends CellColumn {
  private final LongVector vector;
  private final int scale;
  private final long[] limits;

  DecimalCells(Column column, LongVector vector, ColumnType.Decimal type) {
    super(column, vector);
    this.vector = vector;
    scale = type.scale();
    limits = new long[scale + 1];
    for (int i = 0; i <= scale; i++) {
      limits[i] = NumericCells.powerOfTen(type.precision() - i);
    }
  }

  @Override
  void append(SheetRow row, int cell) throws SchemaMiss {
    long value = row.values[cell];
    int more = scale - row.extras[cell];
    if (row.kinds[cell] != CellKind.NUMBER
        || more < 0
        || value >= limits[more]
        || value <= -limits[more]) {
      throw miss(row, cell);
    }
    vector.append(value * NumericCells.powerOfTen(more));
  }
}
