package io.pyforge.core.infer;

/** Whole numbers. */
final class QuickInt64 extends QuickValue {
  private int mostDigits;
  private boolean notKept;

  @Override
  public long quick(byte[] b, int start, int length) {
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
  public void addTo(ColumnEvidence evidence) {
    if (mostDigits > 0) {
      evidence.addNumbers(ValueText.Kind.INTEGER, mostDigits, 0, notKept);
    }
  }
}
