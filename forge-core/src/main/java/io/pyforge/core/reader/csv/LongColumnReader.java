package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Columns whose values fit 64 bits and have a usual spelling, which is quick. */
final class LongColumnReader extends ColumnReader {
  private final LongVector vector;
  private final QuickValue values;

  LongColumnReader(
      CsvInput input, TextBlock block, int index, LongVector vector, QuickValue values) {
    super(input, block, index);
    this.vector = vector;
    this.values = values;
  }

  @Override
  void read(RowIndex rows) throws SchemaMiss {
    int count = rows.rowCount;
    vector.reserve(count);
    byte[] presence = vector.presence();
    long[] dense = vector.values();
    int row = vector.rowCount();
    int next = vector.valueCount();
    int firstValue = next;
    int[] before = rows.ends[index()];
    int[] ends = rows.ends(index());
    for (int i = 0; i < count; i++) {
      int start = before[i] + 1;
      int length = ends[i] - start;
      long value = length <= 0 ? QuickValue.SLOW : values.quick(block.bytes, start, length);
      byte present = 1;
      if (value == QuickValue.SLOW) {
        present = (byte) (length > 0 && slowValue(start) ? 1 : 0);
        value = present == 1 ? slowLong() : 0;
      }
      presence[row++] = present;
      dense[next] = value;
      next += present;
    }
    vector.added(count, next - firstValue);
  }

  @Override
  void finish() {
    values.addTo(evidence);
  }
}
