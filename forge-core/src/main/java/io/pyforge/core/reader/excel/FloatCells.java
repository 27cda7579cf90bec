package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;
import java.math.BigDecimal;

/** Doubles: numbers that are no short decimals, and decimals beside them that a double keeps. */
final class FloatCells extends CellColumn {
  private static final long EXACT = 1_000_000_000_000_000L; // 15 digits

  private final LongVector vector;

  FloatCells(Column column, LongVector vector) {
    super(column, vector);
    this.vector = vector;
  }

  @Override
  void append(SheetRow row, int cell) throws SchemaMiss {
    long value = row.values[cell];
    int scale = row.extras[cell];
    if (row.kinds[cell] == CellKind.FLOAT) {
      vector.append(value);
    } else if (row.kinds[cell] != CellKind.NUMBER) {
      throw miss(row, cell);
    } else if (value < EXACT && value > -EXACT) {
      vector.appendDouble((double) value / NumericCells.powerOfTen(scale)); // both are exact
    } else if (ValueText.doubleKeeps(value, scale)) {
      vector.appendDouble(BigDecimal.valueOf(value, scale).doubleValue());
    } else {
      throw miss(row, cell);
    }
  }
}
