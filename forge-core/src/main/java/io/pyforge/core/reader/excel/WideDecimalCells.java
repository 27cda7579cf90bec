package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.reader.SchemaMiss;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Decimals of 19 to 38 digits, which only other software than Excel writes. */
final class WideDecimalCells extends CellColumn {
  private final Int128Vector vector;
  private final ColumnType.Decimal type;

  WideDecimalCells(Column column, Int128Vector vector, ColumnType.Decimal type) {
    super(column, vector);
    this.vector = vector;
    this.type = type;
  }

  @Override
  void append(SheetRow row, int cell) throws SchemaMiss {
    BigDecimal value;
    if (row.kinds[cell] == CellKind.NUMBER) {
      value = BigDecimal.valueOf(row.values[cell], row.extras[cell]);
    } else if (row.kinds[cell] == CellKind.DIGITS) {
      value =
          new BigDecimal(
              new String(
                  row.text.bytes,
                  (int) row.values[cell],
                  row.extras[cell],
                  StandardCharsets.ISO_8859_1));
    } else {
      throw miss(row, cell);
    }
    if (value.scale() > type.scale()
        || value.precision() - value.scale() > type.precision() - type.scale()) {
      throw miss(row, cell);
    }
    vector.append(value.setScale(type.scale()).unscaledValue());
  }
}
