package io.pyforge.core.infer;

/** Floating-point numbers. */
final class QuickFloat64 extends QuickValue {
  private static final double[] TENS = new double[ValueText.EXACT_DOUBLE_DIGITS + 1];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private int mostWhole;
  private int mostFraction;

  @Override
  public long quick(byte[] b, int start, int length) {
    boolean negative = b[start] == '-';
    int end = start + length;
    int first = negative ? start + 1 : start;
    int point = first;
    while (point < end && b[point] != '.') {
      point++;
    }
    int whole = point - first;
    int fraction = Math.max(0, end - 1 - point);
    // Up to 15 digits number and power of ten are exact doubles, so one division rounds correctly.
    if (whole == 0
        || point == end - 1
        || whole + fraction > ValueText.EXACT_DOUBLE_DIGITS
        || whole > 1 && b[first] == '0') {
      return SLOW;
    }
    long number = Digits.parse(b, first, whole);
    long part = fraction == 0 ? 0 : Digits.parse(b, point + 1, fraction);
    if ((number | part) < 0 || negative && (number | part) == 0) {
      return SLOW;
    }
    mostWhole = Math.max(mostWhole, whole);
    mostFraction = Math.max(mostFraction, fraction);
    double result = (number * TENS[fraction] + part) / TENS[fraction];
    return Double.doubleToRawLongBits(negative ? -result : result);
  }

  @Override
  public void addTo(ColumnEvidence evidence) {
    if (mostWhole > 0) {
      evidence.addNumbers(ValueText.Kind.DECIMAL, mostWhole, mostFraction, false);
    }
  }
}
