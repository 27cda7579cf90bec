package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.ColumnType;

/**
 * What values a column met that its declared type does not hold. It only grows, and the order does
 * not matter. Thread-safe.
 */
final class FieldEvidence {
  private boolean text;
  private boolean exponent;
  private boolean beyondDouble;
  private int wholeDigits;
  private int scale;

  /** A value that only text holds. */
  synchronized void addText() {
    text = true;
  }

  /** A number that the declared type does not hold. */
  synchronized void add(NumberText number) {
    exponent |= number.hasExponent();
    beyondDouble |= !number.doubleKeepsIt();
    wholeDigits = Math.max(wholeDigits, number.wholeDigits());
    scale = Math.max(scale, number.scale());
  }

  /**
   * The type that holds all that a declared type holds and what was met besides. A column with
   * numbers that have exponents is of doubles, as those who write such numbers mean it, if doubles
   * keep them.
   */
  synchronized ColumnType widened(ColumnType declared) {
    if (text) {
      return new ColumnType.Text();
    }
    if (exponent) {
      return beyondDouble ? new ColumnType.Text() : new ColumnType.Float64();
    }
    if (wholeDigits == 0 && scale == 0) {
      return declared;
    }
    int declaredScale = declared instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    int mostScale = Math.max(scale, declaredScale);
    int mostWhole = Math.max(wholeDigits, wholeDigitsOf(declared));
    int digits = mostWhole + mostScale;
    if (digits > ColumnType.Decimal.MAX_PRECISION) {
      return new ColumnType.Text();
    }
    return mostScale == 0
        ? FieldKind.whole(mostWhole)
        : new ColumnType.Decimal(Math.max(1, digits), mostScale);
  }

  private static int wholeDigitsOf(ColumnType declared) {
    if (declared instanceof ColumnType.Decimal decimal) {
      return decimal.precision() - decimal.scale();
    }
    return declared instanceof ColumnType.Int32 ? 9 : 18;
  }
}
