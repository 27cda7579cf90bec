package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;

/** Text of UTF-16. */
final class UnicodeDecoder extends SpanDecoder {
  private final Replacing replacing;
  private final boolean trimmed;

  UnicodeDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, BytesVector vector) {
    super(piece, column, place, vector);
    replacing = piece.replacing();
    trimmed = piece.trimChar() && column.type() == SqlType.NCHAR;
  }

  @Override
  long inRow(int value, int at, int length) throws Damage {
    int end = at + length;
    byte[] b = memory.bytes();
    while (trimmed && end - 2 >= at && b[end - 2] == ' ' && b[end - 1] == 0) {
      end -= 2;
    }
    memory.reserve((long) Utf16.MAX_GROWTH * (end - at) / 2);
    return transcoded(value, memory.bytes(), at, end - at);
  }

  @Override
  long fromScratch(int value, byte[] scratch, int length) throws Damage {
    memory.reserve((long) Utf16.MAX_GROWTH * length / 2);
    return transcoded(value, scratch, 0, length);
  }

  private long transcoded(int value, byte[] from, int at, int length) throws Damage {
    PageRows rows = memory.rows;
    if (length % 2 != 0) {
      throw rows.corruptRow(
          rowOf(value), "column " + column.name() + " has half a character at its end");
    }
    int end = Utf16.transcode(from, at, length / 2, memory.bytes(), memory.end(), replacing);
    if (end == Utf16.INVALID) {
      throw MdfFailures.invalidText(rows.page(), rows.slot(rowOf(value)), column.name(), "UTF-16");
    }
    return written(end);
  }
}
