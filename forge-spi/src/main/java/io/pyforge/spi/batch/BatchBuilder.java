package io.pyforge.spi.batch;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Fills a batch row by row, for formats that arrive so. Within a row the columns may be set in any
 * order; those not set are null. Values are copied.
 *
 * <p>A wrong type for a column is a programming error and fails with {@link ClassCastException} or
 * {@link IllegalArgumentException}.
 *
 * @since 1
 */
public final class BatchBuilder {
  private final RecordBatch batch;
  private final boolean[] set;
  private int rowCount;

  /** Starts filling {@code batch}, which is emptied and shaped for the table. */
  public BatchBuilder(RecordBatch batch, String table, Schema schema) {
    this.batch = batch;
    batch.begin(table, schema);
    set = new boolean[schema.width()];
  }

  /** Sets a value in the form that {@link LongVector} gives for the column's type. */
  public void setLong(int column, long value) {
    mark(column);
    batch.longs(column).append(value);
  }

  /** Sets a Bool. */
  public void setBoolean(int column, boolean value) {
    setLong(column, value ? 1 : 0);
  }

  /** Sets a Float32 or Float64. */
  public void setDouble(int column, double value) {
    setLong(column, Double.doubleToRawLongBits(value));
  }

  /**
   * Sets a decimal of any precision.
   *
   * @throws ArithmeticException if the value has more digits than the column's type holds; nothing
   *     is ever rounded
   */
  public void setDecimal(int column, BigDecimal value) {
    ColumnType.Decimal type = (ColumnType.Decimal) batch.schema().field(column).type();
    BigDecimal scaled = value.setScale(type.scale(), RoundingMode.UNNECESSARY);
    if (scaled.precision() > type.precision()) {
      throw new ArithmeticException(value + " has too many digits for " + type.name());
    }
    mark(column);
    if (type.fitsLong()) {
      batch.longs(column).append(scaled.unscaledValue().longValueExact());
    } else {
      batch.int128s(column).append(scaled.unscaledValue());
    }
  }

  /** Sets text (valid UTF-8) or binary bytes. */
  public void setBytes(int column, byte[] source, int offset, int length) {
    mark(column);
    batch.bytes(column).appendCopy(source, offset, length);
  }

  /** Sets text. */
  public void setText(int column, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    setBytes(column, utf8, 0, utf8.length);
  }

  /** Sets null, as not setting the column would. */
  public void setNull(int column) {
    mark(column);
    batch.vector(column).appendNull();
  }

  /** Ends the row: columns not set become null. */
  public void endRow() {
    for (int i = 0; i < set.length; i++) {
      if (!set[i]) {
        batch.vector(i).appendNull();
      }
    }
    Arrays.fill(set, false);
    rowCount++;
  }

  /** Rows ended so far. */
  public int rowCount() {
    return rowCount;
  }

  private void mark(int column) {
    if (set[column]) {
      throw new IllegalArgumentException(
          "column " + batch.schema().field(column).name() + " is set twice in one row");
    }
    set[column] = true;
  }
}
