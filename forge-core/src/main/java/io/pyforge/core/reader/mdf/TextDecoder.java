package io.pyforge.core.reader.mdf;

import io.pyforge.core.text.Utf8;
import io.pyforge.spi.batch.BytesVector;

/** Text of a code page; ASCII stays where it is. */
final class TextDecoder extends SpanDecoder {
  private final Replacing replacing;
  private final boolean trimmed;
  private final boolean asciiStays;

  TextDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, BytesVector vector) {
    super(piece, column, place, vector);
    replacing = piece.replacing();
    asciiStays = column.textCodePage().isAscii();
    trimmed = piece.trimChar() && column.type() == SqlType.CHAR;
  }

  @Override
  long inRow(int value, int at, int length) throws Damage {
    byte[] b = memory.bytes();
    int end = at + length;
    while (trimmed && end > at && b[end - 1] == ' ') {
      end--;
    }
    if (asciiStays && Utf8.isAscii(b, at, end)) {
      return BytesVector.span(at, end - at);
    }
    memory.reserve((long) CodePage.MAX_GROWTH * (end - at));
    return transcoded(value, memory.bytes(), at, end - at);
  }

  @Override
  long fromScratch(int value, byte[] scratch, int length) throws Damage {
    memory.reserve((long) CodePage.MAX_GROWTH * length);
    return transcoded(value, scratch, 0, length);
  }

  private long transcoded(int value, byte[] from, int at, int length) throws Damage {
    CodePage codePage = column.textCodePage();
    int end = codePage.transcode(from, at, length, memory.bytes(), memory.end(), replacing);
    if (end == CodePage.INVALID) {
      PageRows rows = memory.rows;
      throw MdfFailures.invalidText(
          rows.page(), rows.slot(rowOf(value)), column.name(), codePage.name());
    }
    return written(end);
  }
}
