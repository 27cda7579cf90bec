package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.Int128Vector;
import java.math.BigInteger;

/**
 * Decimals of 19 to 38 digits: a sign, then a magnitude of 8, 12 or 16 bytes; and money, which is
 * eight bytes with a sign of their own.
 */
final class WideDecimalDecoder extends ColumnDecoder {
  private final Int128Vector vector;
  private final long boundHigh;
  private final long boundLow;

  WideDecimalDecoder(
      PieceDecoding piece, TableColumn column, StoredColumn place, Int128Vector vector) {
    super(piece, column, place, vector);
    this.vector = vector;
    BigInteger bound = BigInteger.TEN.pow(column.precision());
    boundHigh = bound.shiftRight(64).longValue();
    boundLow = bound.longValue();
  }

  @Override
  void decode() throws Damage {
    int[] at = memory.starts(memory.rows.count());
    int first = vector.valueCount();
    int count = locateFixed(at);
    byte[] b = memory.bytes();
    long[] high = vector.high();
    long[] low = vector.low();
    if (column.type() == SqlType.MONEY) {
      for (int i = 0; i < count; i++) {
        long value = LittleEndian.i64(b, at[i]);
        high[first + i] = value >> 63;
        low[first + i] = value;
      }
      return;
    }
    int bytes = column.fixedBytes() - 1;
    for (int i = 0; i < count; i++) {
      int start = at[i] + 1;
      long l = LittleEndian.i64(b, start);
      long h =
          bytes == 8
              ? 0
              : bytes == 12 ? LittleEndian.u32(b, start + 8) : LittleEndian.i64(b, start + 8);
      int sign = b[start - 1];
      boolean fits =
          h >= 0 && (h < boundHigh || h == boundHigh && Long.compareUnsigned(l, boundLow) < 0);
      if (!fits || sign != 0 && sign != 1) {
        throw badValue(i);
      }
      if (sign == 0) {
        l = -l;
        h = ~h + (l == 0 ? 1 : 0);
      }
      high[first + i] = h;
      low[first + i] = l;
    }
  }
}
