package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;

/** Times of a column that has values which no type of time holds, as text. */
final class TimeTextDecoder extends ColumnDecoder {
  private final BytesVector vector;

  TimeTextDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, BytesVector vector) {
    super(piece, column, place, vector);
    this.vector = vector;
  }

  @Override
  void decode() throws Damage {
    int[] at = memory.starts(memory.rows.count());
    int first = vector.valueCount();
    int count = locateFixed(at);
    memory.reserve((long) count * TimeText.MAX_BYTES);
    byte[] b = memory.bytes();
    int out = memory.end();
    long[] spans = vector.spans();
    for (int i = 0; i < count; i++) {
      int end = TimeText.write(column.type(), column.scale(), b, at[i], b, out);
      if (end == TimeText.INVALID) {
        throw badValue(i);
      }
      spans[first + i] = BytesVector.span(out, end - out);
      out = end;
    }
    memory.setEnd(out);
  }
}
