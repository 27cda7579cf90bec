package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Booleans in lower case; other spellings are slow. */
final class BoolColumnReader extends ColumnReader {
  private final LongVector vector;
  private boolean seen;

  BoolColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector) {
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
          bool(b, start, length);
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

  private static long bool(byte[] b, int p, int length) {
    if (length == 4 && b[p] == 't' && b[p + 1] == 'r' && b[p + 2] == 'u' && b[p + 3] == 'e') {
      return 1;
    }
    boolean no =
        length == 5
            && b[p] == 'f'
            && b[p + 1] == 'a'
            && b[p + 2] == 'l'
            && b[p + 3] == 's'
            && b[p + 4] == 'e';
    return no ? 0 : TemporalText.NONE;
  }

  @Override
  void finish() {
    if (seen) {
      evidence.addKind(ValueText.Kind.BOOLEAN);
    }
  }
}
