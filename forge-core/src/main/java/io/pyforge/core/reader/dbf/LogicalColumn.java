package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** True and false by a letter; a question mark, a blank or a NUL is null. */
final class LogicalColumn extends ColumnReader {
  private static final int NULL = -1;
  private static final int INVALID = -2;

  private final LongVector vector;

  LogicalColumn(
      DbfInput input, DbfColumn column, RecordBlock block, LongVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
  }

  @Override
  void read(int fromRow, int toRow) throws SchemaMiss {
    for (int row = fromRow; row < toRow; row++) {
      int value = value(block.starts[row]);
      if (value >= 0) {
        vector.append(value);
      } else if (value == NULL) {
        vector.appendNull();
      } else if (input.options().nullInvalidValues()) {
        countInvalid(row);
        vector.appendNull();
      } else {
        throw miss(row);
      }
    }
  }

  @Override
  void survey(int fromRow, int toRow) {
    if (input.options().nullInvalidValues()) {
      return;
    }
    for (int row = fromRow; row < toRow; row++) {
      if (value(block.starts[row]) == INVALID) {
        column.evidence().addText();
        return;
      }
    }
  }

  private int value(int recordStart) {
    if (isNull(recordStart)) {
      return NULL;
    }
    byte[] b = block.text.bytes;
    int from = recordStart + column.field().offset();
    for (int i = 1; i < column.field().length(); i++) {
      if (!NumberText.isBlank(b[from + i])) {
        return INVALID;
      }
    }
    if (column.field().length() == 0) {
      return NULL;
    }
    return switch (b[from]) {
      case 'T', 't', 'Y', 'y' -> 1;
      case 'F', 'f', 'N', 'n' -> 0;
      case '?', ' ', 0 -> NULL;
      default -> INVALID;
    };
  }
}
