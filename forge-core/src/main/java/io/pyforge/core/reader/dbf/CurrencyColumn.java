package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.Int128Vector;

/** Amounts of money: ten thousandths in 64 bits. */
final class CurrencyColumn extends ColumnReader {
  private final Int128Vector vector;

  CurrencyColumn(
      DbfInput input, DbfColumn column, RecordBlock block, Int128Vector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
  }

  @Override
  void read(int fromRow, int toRow) {
    for (int row = fromRow; row < toRow; row++) {
      if (isNull(block.starts[row])) {
        vector.appendNull();
      } else {
        long value =
            BinaryNumberColumn.int64(block.text.bytes, block.starts[row] + column.field().offset());
        vector.append(value >> 63, value);
      }
    }
  }
}
