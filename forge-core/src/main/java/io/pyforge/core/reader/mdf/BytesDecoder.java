package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;

/** Bytes as they stand. */
final class BytesDecoder extends SpanDecoder {
  BytesDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, BytesVector vector) {
    super(piece, column, place, vector);
  }

  @Override
  long inRow(int value, int at, int length) {
    return BytesVector.span(at, length);
  }

  @Override
  long fromScratch(int value, byte[] scratch, int length) throws Damage {
    memory.reserve(length);
    System.arraycopy(scratch, 0, memory.bytes(), memory.end(), length);
    return written(memory.end() + length);
  }
}
