package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;
import java.math.BigDecimal;

/** Numbers in digits, as whole numbers, decimals of up to 18 digits, or doubles. */
final class NumberColumn extends ColumnReader {
  /** What the quick path returns for anything but an ordinary number. */
  private static final long SLOW = Long.MIN_VALUE;

  private static final int WORD = 8;
  private static final int MAX_QUICK_DIGITS = 18;

  private final LongVector vector;
  private final NumberSlowPath slow;
  private final boolean floating;
  private final int scale;
  private final long limit;

  NumberColumn(
      DbfInput input, DbfColumn column, RecordBlock block, LongVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
    slow = new NumberSlowPath(this);
    ColumnType type = column.type();
    floating = type instanceof ColumnType.Float64;
    scale = type instanceof ColumnType.Decimal decimal ? decimal.scale() : 0;
    limit = limit(type);
  }

  /** The first unscaled number that the type does not hold. */
  private static long limit(ColumnType type) {
    if (type instanceof ColumnType.Decimal decimal) {
      return BigDecimal.TEN.pow(decimal.precision()).longValueExact();
    }
    return type instanceof ColumnType.Int32 ? 1L + Integer.MAX_VALUE : Long.MAX_VALUE;
  }

  @Override
  void read(int fromRow, int toRow) throws SchemaMiss {
    byte[] b = block.text.bytes;
    int offset = column.field().offset();
    int length = column.field().length();
    boolean nulls = hasNullBit();
    int[] starts = block.starts;
    vector.reserve(toRow - fromRow);
    byte[] presence = vector.presence();
    long[] values = vector.values();
    int at = vector.rowCount();
    int count = vector.valueCount();
    int firstValue = count;
    for (int row = fromRow; row < toRow; row++) {
      int from = starts[row] + offset;
      long value = floating ? SLOW : quick(b, from, from + length);
      if (value == SLOW || nulls && isNull(starts[row])) {
        if (isNull(starts[row]) || !slow.holds(row)) {
          presence[at++] = 0;
          continue;
        }
        value = slowValue();
      }
      presence[at++] = 1;
      values[count++] = value;
    }
    vector.added(toRow - fromRow, count - firstValue);
  }

  @Override
  void survey(int fromRow, int toRow) {
    for (int row = fromRow; row < toRow; row++) {
      if (!isNull(block.starts[row])) {
        slow.survey(row);
      }
    }
  }

  private long slowValue() {
    NumberText number = slow.number();
    return floating
        ? Double.doubleToRawLongBits(number.doubleValue())
        : number.value().setScale(scale).unscaledValue().longValueExact();
  }

  /** The number of blanks, a sign, digits, and a point before the last {@code scale} of them. */
  private long quick(byte[] b, int from, int to) {
    int blanks = to - from - WORD;
    if (scale < WORD && blanks <= WORD && to > from) {
      long number = EightBytes.NONE;
      if (blanks <= 0) {
        number = EightBytes.number(b, from, to - from, scale);
      } else if (EightBytes.areBlank(b, from, blanks)) {
        number = EightBytes.number(b, to - WORD, WORD, scale);
      }
      if (number != EightBytes.NONE && Math.abs(number) < limit) {
        return number;
      }
    }
    return byDigits(b, from, to);
  }

  private long byDigits(byte[] b, int from, int to) {
    int p = from;
    while (p < to && b[p] == ' ') {
      p++;
    }
    boolean negative = p < to && b[p] == '-';
    if (negative) {
      p++;
    }
    int digits = to - p;
    if (digits == 0 || digits > MAX_QUICK_DIGITS) {
      return SLOW;
    }
    long number = 0;
    int whole = to;
    if (scale > 0) {
      whole = to - 1 - scale;
      if (whole < p || b[whole] != '.') {
        return SLOW;
      }
    }
    for (; p < whole; p++) {
      int digit = b[p] - '0';
      if (digit < 0 || digit > 9) {
        return SLOW;
      }
      number = number * 10 + digit;
    }
    for (p = whole + 1; p < to; p++) {
      int digit = b[p] - '0';
      if (digit < 0 || digit > 9) {
        return SLOW;
      }
      number = number * 10 + digit;
    }
    if (number >= limit) {
      return SLOW;
    }
    return negative ? -number : number;
  }
}
