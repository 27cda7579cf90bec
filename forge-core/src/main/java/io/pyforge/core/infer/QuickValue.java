package io.pyforge.core.infer;

import io.pyforge.spi.batch.ColumnType;
import java.util.Optional;

/**
 * The usual spellings of the values of one column, turned into a {@link
 * io.pyforge.spi.batch.LongVector}'s longs without objects. What is not spelt as usual is slow:
 * {@link ValueText} and {@link ValueFit} then say whether and how it fits.
 *
 * <p>It counts what it has turned, so that the column's evidence is the same as if every value had
 * been classified. Each column of each thread has its own.
 */
public abstract class QuickValue {
  /**
   * What {@link #quick} returns for values that are not spelt as usual. No quick value equals it:
   * the smallest long and minus zero, whose bits it has, are slow.
   */
  public static final long SLOW = Long.MIN_VALUE;

  /** Bytes behind a value that must be readable: digits are loaded eight at a time. */
  public static final int PADDING = 8;

  QuickValue() {}

  /** For a column; empty for types without usual spellings, which are always slow. */
  public static Optional<QuickValue> of(Column column) {
    ColumnType type = column.type();
    if (type instanceof ColumnType.Int64) {
      return Optional.of(new QuickInt64());
    }
    if (type instanceof ColumnType.Decimal decimal
        && decimal.precision() == ColumnType.Decimal.MAX_LONG_PRECISION) {
      return Optional.of(new QuickDecimal(decimal.scale()));
    }
    if (type instanceof ColumnType.Float64 && !column.fixed()) {
      return Optional.of(new QuickFloat64());
    }
    if (type instanceof ColumnType.Date) {
      return Optional.of(new QuickDate());
    }
    if (type instanceof ColumnType.Bool) {
      return Optional.of(new QuickBool());
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return Optional.of(new QuickTimestamp(timestamp.utcAdjusted()));
    }
    return Optional.empty();
  }

  /**
   * The value in the form of {@link io.pyforge.spi.batch.LongVector}, or {@link #SLOW}.
   *
   * @param length 1 or more; {@link #PADDING} readable bytes follow the value
   */
  public abstract long quick(byte[] b, int start, int length);

  /** Adds what was turned to the column's evidence; to be called once, at the end. */
  public abstract void addTo(ColumnEvidence evidence);
}
