package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;

/** Whole numbers. */
final class Int64ColumnReader extends LongColumnReader {
  private int mostDigits;
  private boolean notKept;

  Int64ColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector) {
    super(input, block, index, vector);
  }

  @Override
  long quick(byte[] b, int start, int length) {
    int negative = b[start] == '-' ? 1 : 0;
    int first = start + negative;
    int digits = length - negative;
    if (digits > Digits.MAX || digits == 0 || b[first] == '0' && length > 1) {
      return SLOW;
    }
    long number = Digits.parse(b, first, digits);
    if (number < 0) {
      return SLOW;
    }
    if (digits > mostDigits) {
      mostDigits = digits;
    }
    if (digits > ValueText.EXACT_DOUBLE_DIGITS && !notKept) {
      notKept = !ValueText.doubleKeeps(number, 0);
    }
    return negative == 0 ? number : -number;
  }

  @Override
  void finish() {
    if (mostDigits > 0) {
      evidence.addNumbers(ValueText.Kind.INTEGER, mostDigits, 0, notKept);
    }
  }
}
