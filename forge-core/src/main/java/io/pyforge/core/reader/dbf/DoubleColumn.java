package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.LongVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Doubles. Those of Visual FoxPro are as processors have them. dBASE 7 keeps them so that their
 * bytes sort as they do: the highest byte first, the sign bit upside down, and the other bits of
 * negative ones too; all zeros is its blank.
 */
final class DoubleColumn extends ColumnReader {
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final LongVector vector;
  private final boolean sortable;

  DoubleColumn(
      DbfInput input, DbfColumn column, RecordBlock block, LongVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
    sortable = column.kind() == FieldKind.SORTABLE_DOUBLE;
  }

  @Override
  void read(int fromRow, int toRow) {
    byte[] b = block.text.bytes;
    for (int row = fromRow; row < toRow; row++) {
      int p = block.starts[row] + column.field().offset();
      if (isNull(block.starts[row])) {
        vector.appendNull();
      } else if (!sortable) {
        vector.append(BinaryNumberColumn.int64(b, p));
      } else {
        appendSortable((long) BIG_LONG.get(b, p));
      }
    }
  }

  private void appendSortable(long bits) {
    if (bits == 0) {
      vector.appendNull();
    } else {
      vector.append(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
    }
  }
}
