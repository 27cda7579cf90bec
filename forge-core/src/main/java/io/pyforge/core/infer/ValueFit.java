package io.pyforge.core.infer;

import io.pyforge.spi.batch.ColumnType;
import java.math.BigDecimal;

/**
 * Says whether one classified value fits a typed column, and how the column holds it: the complete
 * rule, which quick paths of readers only shorten. Text columns are not its matter.
 *
 * <p>A column of an inferred type takes what its {@link ColumnEvidence} would still give that type
 * for. A type fixed by the user takes a little more: whole numbers 0 and 1 as booleans, dates as
 * timestamps at midnight, any number as a floating-point number.
 */
public final class ValueFit {
  private ValueFit() {}

  /** Whether the value fits the column; it is not put anywhere. */
  public static boolean fits(ValueText value, byte[] b, int from, int to, Column column) {
    ColumnType type = column.type();
    ValueText.Kind kind = value.kind();
    boolean number =
        kind == ValueText.Kind.INTEGER
            || kind == ValueText.Kind.DECIMAL
            || kind == ValueText.Kind.FLOAT
            || column.fixed() && value.isOverlong();
    if (type instanceof ColumnType.Int64) {
      return kind == ValueText.Kind.INTEGER;
    }
    if (type instanceof ColumnType.Int32) {
      return kind == ValueText.Kind.INTEGER && value.longValue() == (int) value.longValue();
    }
    if (type instanceof ColumnType.Decimal decimal) {
      if (column.fixed()) {
        return number && fitsExactly(value.decimalValue(), decimal);
      }
      return (kind == ValueText.Kind.INTEGER || kind == ValueText.Kind.DECIMAL)
          && value.scale() <= decimal.scale()
          && value.integerDigits() + decimal.scale() <= decimal.precision();
    }
    if (type instanceof ColumnType.Float64) {
      return number
          && (column.fixed() ? Double.isFinite(value.doubleValue()) : value.doubleKeepsIt());
    }
    if (type instanceof ColumnType.Float32) {
      return number && Float.isFinite((float) value.doubleValue());
    }
    if (type instanceof ColumnType.Bool) {
      return kind == ValueText.Kind.BOOLEAN
          || column.fixed()
              && kind == ValueText.Kind.INTEGER
              && (value.longValue() == 0 || value.longValue() == 1);
    }
    if (type instanceof ColumnType.Date) {
      return kind == ValueText.Kind.DATE;
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return kind
              == (timestamp.utcAdjusted() ? ValueText.Kind.TIMESTAMP_UTC : ValueText.Kind.TIMESTAMP)
          || column.fixed() && kind == ValueText.Kind.DATE;
    }
    if (type instanceof ColumnType.Time) {
      return timeOfDay(b, from, to) >= 0;
    }
    throw new IllegalStateException("no text becomes a value of type " + type.name());
  }

  /** Whether the number, trailing zeros apart, has no more digits than the type. */
  private static boolean fitsExactly(BigDecimal number, ColumnType.Decimal type) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return plain.scale() <= type.scale()
        && plain.precision() - plain.scale() <= type.precision() - type.scale();
  }

  /**
   * A value that {@link #fits} a type of 64 bits, as a {@link io.pyforge.spi.batch.LongVector}
   * holds it.
   */
  public static long longValue(ValueText value, byte[] b, int from, int to, ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return value.decimalValue().setScale(decimal.scale()).unscaledValue().longValueExact();
    }
    if (type instanceof ColumnType.Float64) {
      return Double.doubleToRawLongBits(value.doubleValue());
    }
    if (type instanceof ColumnType.Float32) {
      return Double.doubleToRawLongBits((float) value.doubleValue());
    }
    if (type instanceof ColumnType.Time) {
      return timeOfDay(b, from, to);
    }
    if (type instanceof ColumnType.Timestamp && value.kind() == ValueText.Kind.DATE) {
      return value.longValue() * TemporalText.MICROS_PER_DAY;
    }
    return value.longValue();
  }

  private static long timeOfDay(byte[] b, int from, int to) {
    int first = from;
    int last = to;
    while (first < last && b[first] == ' ') {
      first++;
    }
    while (last > first && b[last - 1] == ' ') {
      last--;
    }
    return ValueText.timeOfDay(b, first, last - first);
  }
}
