package io.pyforge.core.reader.csv;

import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Columns whose values fit 64 bits. A subclass knows the usual spelling of its type. */
abstract class LongColumnReader extends ColumnReader {
  /**
   * What {@link #quick} returns for fields that are not spelt as usual. No quick value equals it:
   * the smallest long and minus zero, whose bits it has, are slow.
   */
  static final long SLOW = Long.MIN_VALUE;

  private final LongVector vector;

  LongColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector) {
    super(input, block, index);
    this.vector = vector;
  }

  /**
   * The value of a field in the form of {@link LongVector}, or {@link #SLOW}.
   *
   * @param length 1 or more
   */
  abstract long quick(byte[] b, int start, int length);

  @Override
  final void read(RowIndex rows) throws SchemaMiss {
    int count = rows.rowCount;
    vector.reserve(count);
    byte[] presence = vector.presence();
    long[] values = vector.values();
    int row = vector.rowCount();
    int next = vector.valueCount();
    int firstValue = next;
    int[] before = rows.ends[index()];
    int[] ends = rows.ends(index());
    for (int i = 0; i < count; i++) {
      int start = before[i] + 1;
      int length = ends[i] - start;
      long value = length <= 0 ? SLOW : quick(block.bytes, start, length);
      byte present = 1;
      if (value == SLOW) {
        present = (byte) (length > 0 && slowValue(start) ? 1 : 0);
        value = present == 1 ? slowLong() : 0;
      }
      presence[row++] = present;
      values[next] = value;
      next += present;
    }
    vector.added(count, next - firstValue);
  }
}
