package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.LongVector;

/**
 * Times of seven places of a second, or with an offset from UTC, as long as microseconds of UTC
 * hold them all.
 */
final class ExactTimeDecoder extends ColumnDecoder {
  private static final int UNITS_PER_MICRO = 10;
  private static final int DATE_BYTES = 3;

  private final int index;
  private final LongVector vector;
  private final LongDecoder.Loop loop;

  /**
   * @param index of the column in its table
   */
  ExactTimeDecoder(
      PieceDecoding piece, TableColumn column, StoredColumn place, LongVector vector, int index) {
    super(piece, column, place, vector);
    this.vector = vector;
    this.index = index;
    loop = TimeLoops.scaled(column.scale(), column.type() != SqlType.TIME);
  }

  @Override
  void decode() throws Damage, InexactValue {
    int[] at = memory.starts(memory.rows.count());
    int first = vector.valueCount();
    int count = locateFixed(at);
    byte[] b = memory.bytes();
    int done = loop.read(b, at, count, vector.values(), first);
    if (done < count) {
      throw badValue(done);
    }
    int bytes = SqlType.timeBytes(column.scale());
    boolean fine = column.scale() > 6;
    boolean offset = column.type().hasOffset();
    for (int i = 0; i < count; i++) {
      if (fine && TimeLoops.units(b, at[i], bytes) % UNITS_PER_MICRO != 0) {
        throw new InexactValue(index, "a value has seven places of a second");
      }
      if (offset && LittleEndian.i16(b, at[i] + bytes + DATE_BYTES) != 0) {
        throw new InexactValue(index, "a value has an offset from UTC");
      }
    }
  }
}
