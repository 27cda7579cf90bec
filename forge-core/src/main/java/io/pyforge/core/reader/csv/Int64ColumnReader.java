package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Whole numbers. */
final class Int64ColumnReader extends ColumnReader {
  private final LongVector vector;
  private int mostDigits;
  private boolean notKept;

  Int64ColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector) {
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
    int most = mostDigits;
    for (int i = 0; i < count; i++) {
      int start = rows.start(index(), i);
      int length = ends[i] - start;
      if (length <= 0) {
        presence[row++] = 0;
        continue;
      }
      int negative = b[start] == '-' ? 1 : 0;
      int first = start + negative;
      int digits = length - negative;
      long number =
          digits > Digits.MAX || digits == 0 || b[first] == '0' && length > 1
              ? Digits.NONE
              : Digits.parse(b, first, digits);
      if (number >= 0) {
        most = Math.max(most, digits);
        if (digits > ValueText.EXACT_DOUBLE_DIGITS && !notKept) {
          notKept = !ValueText.doubleKeeps(number, 0);
        }
        presence[row++] = 1;
        values[next++] = negative == 0 ? number : -number;
      } else if (slowValue(start)) {
        b = block.bytes;
        presence[row++] = 1;
        values[next++] = slowLong();
      } else {
        b = block.bytes;
        presence[row++] = 0;
      }
    }
    mostDigits = most;
    vector.added(count, next - firstValue);
  }

  @Override
  void finish() {
    if (mostDigits > 0) {
      evidence.addNumbers(ValueText.Kind.INTEGER, mostDigits, 0, notKept);
    }
  }
}
