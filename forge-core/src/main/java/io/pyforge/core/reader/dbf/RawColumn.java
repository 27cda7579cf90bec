package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.BytesVector;

/** Fields of a type that is not known: their bytes, or null where they are all blank. */
final class RawColumn extends ColumnReader {
  private final BytesVector vector;

  RawColumn(DbfInput input, DbfColumn column, RecordBlock block, BytesVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
  }

  @Override
  void read(int fromRow, int toRow) {
    int length = column.field().length();
    for (int row = fromRow; row < toRow; row++) {
      int from = block.starts[row] + column.field().offset();
      if (isNull(block.starts[row]) || isBlank(from, length)) {
        vector.appendNull();
      } else {
        vector.appendSpan(from, length);
      }
    }
  }

  private boolean isBlank(int from, int length) {
    for (int i = 0; i < length; i++) {
      if (!NumberText.isBlank(block.text.bytes[from + i])) {
        return false;
      }
    }
    return true;
  }
}
