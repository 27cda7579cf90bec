package io.pyforge.spi.batch;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a batch row by row, for writers whose output is made so. Starts before the first row.
 *
 * @since 1
 */
public final class BatchCursor {
  private final RecordBatch batch;
  private final int[] valueIndex;
  private int row = -1;

  /** A cursor before the first row of {@code batch}. */
  public BatchCursor(RecordBatch batch) {
    this.batch = batch;
    valueIndex = new int[batch.schema().width()];
    java.util.Arrays.fill(valueIndex, -1);
  }

  /** Moves to the next row; false after the last. */
  public boolean next() {
    if (row + 1 >= batch.rowCount()) {
      return false;
    }
    row++;
    for (int i = 0; i < valueIndex.length; i++) {
      valueIndex[i] += batch.vector(i).presence()[row];
    }
    return true;
  }

  /** Whether the column holds no value in this row. */
  public boolean isNull(int column) {
    return batch.vector(column).presence()[row] == 0;
  }

  /** The value in the form of {@link LongVector}; meaningless when null. */
  public long longValue(int column) {
    return batch.longs(column).values()[valueIndex[column]];
  }

  /** The value of a Float32 or Float64 column; meaningless when null. */
  public double doubleValue(int column) {
    return Double.longBitsToDouble(longValue(column));
  }

  /** The value of a decimal column of any precision; meaningless when null. */
  public BigDecimal decimalValue(int column) {
    ColumnType.Decimal type = (ColumnType.Decimal) batch.schema().field(column).type();
    BigInteger unscaled =
        type.fitsLong()
            ? BigInteger.valueOf(longValue(column))
            : batch.int128s(column).unscaled(valueIndex[column]);
    return new BigDecimal(unscaled, type.scale());
  }

  /** The span of a text or binary value in {@link BytesVector#buffer}; meaningless when null. */
  public long span(int column) {
    return batch.bytes(column).spans()[valueIndex[column]];
  }

  /** A text value as a string; meaningless when null. */
  public String textValue(int column) {
    long span = span(column);
    return new String(
        batch.bytes(column).buffer(),
        BytesVector.offset(span),
        BytesVector.length(span),
        StandardCharsets.UTF_8);
  }

  /** Any value as text by the rules of {@link CellText}, or null. For previews and messages. */
  public @Nullable String text(int column) {
    return isNull(column) ? null : CellText.of(this, column, batch.schema().field(column).type());
  }

  /** The batch being read. */
  public RecordBatch batch() {
    return batch;
  }
}
