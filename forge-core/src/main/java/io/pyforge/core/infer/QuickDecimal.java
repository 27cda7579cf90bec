package io.pyforge.core.infer;

/** Decimals of 18 digits, the scale being that of the column. */
final class QuickDecimal extends QuickValue {
  private static final int MAX_DIGITS = 18;
  private static final long[] TENS = new long[MAX_DIGITS + 1];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
    }
  }

  private final int scale;
  private int mostWhole;
  private int mostFraction;
  private boolean notKept;

  QuickDecimal(int scale) {
    this.scale = scale;
  }

  @Override
  public long quick(byte[] b, int start, int length) {
    int negative = b[start] == '-' ? 1 : 0;
    int whole = length - 1 - scale - negative;
    // The usual shape: all digits of the scale, and a word holds the number with its point.
    if (scale > 0
        && whole > 0
        && length - negative <= 8
        && b[start + length - 1 - scale] == '.'
        && (whole == 1 || b[start + negative] != '0')) {
      long unscaled = Digits.parseWithPoint(b, start + negative, whole, scale);
      if (unscaled > 0 || unscaled == 0 && negative == 0) {
        if (whole > mostWhole) {
          mostWhole = whole;
        }
        mostFraction = scale;
        return negative == 0 ? unscaled : -unscaled;
      }
    }
    return anyShape(b, start, length);
  }

  /** As {@link #quick}, with fewer digits after the point, or more digits in all. */
  private long anyShape(byte[] b, int start, int length) {
    boolean negative = b[start] == '-';
    int first = negative ? start + 1 : start;
    int end = start + length;
    int fraction = scale;
    int point = end - 1 - scale;
    if (point <= first || b[point] != '.') {
      point = first;
      while (point < end && b[point] != '.') {
        point++;
      }
      fraction = Math.max(0, end - 1 - point);
    }
    int whole = point - first;
    if (whole == 0
        || point == end - 1
        || fraction > scale
        || whole + scale > MAX_DIGITS
        || whole > Digits.MAX
        || fraction > Digits.MAX
        || whole > 1 && b[first] == '0') {
      return SLOW;
    }
    long number;
    if (fraction == 0) {
      number = Digits.parse(b, first, whole);
    } else if (whole + fraction < 8) {
      number = Digits.parseWithPoint(b, first, whole, fraction);
    } else {
      number = Digits.parse(b, first, whole);
      long part = Digits.parse(b, point + 1, fraction);
      number = (number | part) < 0 ? Digits.NONE : number * TENS[fraction] + part;
    }
    if (number < 0 || negative && number == 0) {
      return SLOW;
    }
    mostWhole = Math.max(mostWhole, whole);
    mostFraction = Math.max(mostFraction, fraction);
    if (whole + fraction > ValueText.EXACT_DOUBLE_DIGITS && !notKept) {
      notKept = !ValueText.doubleKeeps(number, fraction);
    }
    long unscaled = number * TENS[scale - fraction];
    return negative ? -unscaled : unscaled;
  }

  @Override
  public void addTo(ColumnEvidence evidence) {
    if (mostWhole > 0) {
      evidence.addNumbers(ValueText.Kind.DECIMAL, mostWhole, mostFraction, notKept);
    }
  }
}
