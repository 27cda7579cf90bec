package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Dates. */
final class DateColumnReader extends ColumnReader {
  private final LongVector vector;
  private boolean seen;

  DateColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector) {
    super(input, block, index);
    this.vector = vector;
  }

  @Override
  void read(RowIndex rows) throws SchemaMiss {
    int count = rows.rowCount;
    vector.reserve(count);
    byte[] presence = vector.presence();
    long[] values = vector.values();
    int row = vector.rowCount();
    int next = vector.valueCount();
    int firstValue = next;
    int[] ends = rows.ends[index()];
    byte[] b = block.bytes;
    for (int i = 0; i < count; i++) {
      int start = rows.start(index(), i);
      int length = ends[i] - start;
      if (length <= 0) {
        presence[row++] = 0;
        continue;
      }
      long quick =
          length == TemporalText.DATE_LENGTH ? TemporalText.days(b, start) : TemporalText.NONE;
      if (quick != TemporalText.NONE) {
        seen = true;
        presence[row++] = 1;
        values[next++] = quick;
      } else if (slowValue(start)) {
        b = block.bytes;
        presence[row++] = 1;
        values[next++] = slowLong();
      } else {
        b = block.bytes;
        presence[row++] = 0;
      }
    }
    vector.added(count, next - firstValue);
  }

  @Override
  void finish() {
    if (seen) {
      evidence.addKind(ValueText.Kind.DATE);
    }
  }
}
