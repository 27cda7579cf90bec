package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.reader.SchemaMiss;

/**
 * Text or bytes of their own length: a bit of the null flags says whether the field is full or its
 * last byte is the length.
 */
final class VariableColumn extends ColumnReader {
  private final BytesVector vector;
  private final TextDecoder decoder;
  private final boolean text;
  private final int lengthBit;

  VariableColumn(
      DbfInput input, DbfColumn column, RecordBlock block, BytesVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
    decoder = input.newDecoder();
    text = column.kind() == FieldKind.VARCHAR;
    DbfField flags = input.header().nullFlags();
    int bit = column.field().lengthBit();
    lengthBit = flags == null || bit >= flags.length() * 8 ? DbfField.NONE : bit;
  }

  @Override
  void read(int fromRow, int toRow) throws SchemaMiss {
    for (int row = fromRow; row < toRow; row++) {
      int start = block.starts[row];
      if (isNull(start)) {
        vector.appendNull();
        continue;
      }
      int from = start + column.field().offset();
      int length = lengthAt(start);
      long span =
          text ? decoder.span(block.text, from, from + length) : BytesVector.span(from, length);
      if (span == TextDecoder.INVALID) {
        throw input.undecodable(this, row);
      }
      vector.appendSpan(BytesVector.offset(span), BytesVector.length(span));
    }
  }

  @Override
  void survey(int fromRow, int toRow) {
    if (!text || !input.assumesUtf8()) {
      return;
    }
    for (int row = fromRow; row < toRow; row++) {
      int start = block.starts[row];
      int from = start + column.field().offset();
      int to = from + lengthAt(start);
      if (decoder.span(block.text, from, to) == TextDecoder.INVALID) {
        input.learnNotUtf8(block.text.bytes, from, to);
      }
    }
  }

  private int lengthAt(int recordStart) {
    int full = column.field().length();
    if (full == 0 || lengthBit == DbfField.NONE || !flag(recordStart, lengthBit)) {
      return full;
    }
    int last = block.text.bytes[recordStart + column.field().offset() + full - 1] & 0xff;
    return Math.min(last, full - 1);
  }
}
