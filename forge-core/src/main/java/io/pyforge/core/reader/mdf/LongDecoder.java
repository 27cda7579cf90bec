package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.LongVector;

/** A column of fixed width whose values fit 64 bits. */
final class LongDecoder extends ColumnDecoder {
  /** The loop of a type. */
  interface Loop {
    /**
     * Turns bytes into values in the form that {@link LongVector} gives.
     *
     * @param at where each value starts
     * @param first where the first value goes
     * @return how many values there are before the first that is none; {@code count} if all are
     */
    int read(byte[] b, int[] at, int count, long[] values, int first);
  }

  private final LongVector vector;
  private final Loop loop;

  LongDecoder(
      PieceDecoding piece, TableColumn column, StoredColumn place, LongVector vector, Loop loop) {
    super(piece, column, place, vector);
    this.vector = vector;
    this.loop = loop;
  }

  @Override
  void decode() throws Damage {
    int[] at = memory.starts(memory.rows.count());
    int first = vector.valueCount();
    int count = locateFixed(at);
    int done = loop.read(memory.bytes(), at, count, vector.values(), first);
    if (done < count) {
      throw badValue(done);
    }
  }
}
