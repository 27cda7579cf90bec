package io.pyforge.core.reader.parquet;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.CellText;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.batch.LongVector;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;

/** Values of vectors as text, by the rules of {@link CellText}. */
final class TypedText {
  private TypedText() {}

  /**
   * The text of a value that is no text itself.
   *
   * @param index of the value among the dense ones
   */
  static String of(ColumnVector vector, int index) {
    if (vector.type() instanceof ColumnType.Decimal decimal) {
      return vector instanceof LongVector longs
          ? BigDecimal.valueOf(longs.values()[index], decimal.scale()).toPlainString()
          : new BigDecimal(((Int128Vector) vector).unscaled(index), decimal.scale())
              .toPlainString();
    }
    if (vector instanceof BytesVector binary) {
      long span = binary.spans()[index];
      int from = BytesVector.offset(span);
      byte[] value = Arrays.copyOfRange(binary.buffer(), from, from + BytesVector.length(span));
      return Base64.getEncoder().encodeToString(value);
    }
    return CellText.ofLong(((LongVector) vector).values()[index], vector.type());
  }

  /** Whether JSON has the type's texts without quotes: numbers and booleans. */
  static boolean isBare(ColumnType type, String text) {
    if (type instanceof ColumnType.Float32 || type instanceof ColumnType.Float64) {
      return !(text.endsWith("N") || text.endsWith("y")); // NaN and Infinity are no JSON
    }
    return type instanceof ColumnType.Bool
        || type instanceof ColumnType.Int32
        || type instanceof ColumnType.Int64
        || type instanceof ColumnType.Decimal;
  }
}
