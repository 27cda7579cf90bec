package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.reader.SchemaMiss;

/** Numbers in digits, as decimals of more than 18 digits. */
final class WideNumberColumn extends ColumnReader {
  private final Int128Vector vector;
  private final NumberSlowPath slow;
  private final int scale;

  WideNumberColumn(
      DbfInput input, DbfColumn column, RecordBlock block, Int128Vector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
    slow = new NumberSlowPath(this);
    scale = ((ColumnType.Decimal) column.type()).scale();
  }

  @Override
  void read(int fromRow, int toRow) throws SchemaMiss {
    for (int row = fromRow; row < toRow; row++) {
      if (isNull(block.starts[row]) || !slow.holds(row)) {
        vector.appendNull();
      } else {
        vector.append(slow.number().value().setScale(scale).unscaledValue());
      }
    }
  }

  @Override
  void survey(int fromRow, int toRow) {
    for (int row = fromRow; row < toRow; row++) {
      if (!isNull(block.starts[row])) {
        slow.survey(row);
      }
    }
  }
}
