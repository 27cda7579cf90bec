package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.reader.SchemaMiss;

/**
 * Text that is padded with blanks, or with NULs; and other fields whose values did not all fit
 * their type, as they stand. A blank field is null, unless the table has its own mark for null:
 * then it is empty text.
 */
final class TextColumn extends ColumnReader {
  private final BytesVector vector;
  private final TextDecoder decoder;
  private final boolean padded;

  TextColumn(
      DbfInput input, DbfColumn column, RecordBlock block, BytesVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
    decoder = input.newDecoder();
    padded = column.kind() == FieldKind.TEXT;
  }

  @Override
  void read(int fromRow, int toRow) throws SchemaMiss {
    int offset = column.field().offset();
    int length = column.field().length();
    boolean nulls = hasNullBit();
    int[] starts = block.starts;
    vector.reserve(toRow - fromRow);
    byte[] presence = vector.presence();
    long[] spans = vector.spans();
    int at = vector.rowCount();
    int values = vector.valueCount();
    int firstValue = values;
    for (int row = fromRow; row < toRow; row++) {
      if (nulls && isNull(starts[row])) {
        presence[at++] = 0;
        continue;
      }
      int from = starts[row] + offset;
      int to = trimmedEnd(block.text.bytes, from, from + length);
      from = padded ? from : trimmedStart(block.text.bytes, from, to);
      if (from == to) {
        presence[at++] = (byte) (nulls && padded ? 1 : 0);
        if (nulls && padded) {
          spans[values++] = BytesVector.span(from, 0);
        }
        continue;
      }
      long span = decoder.span(block.text, from, to);
      if (span == TextDecoder.INVALID) {
        throw input.undecodable(this, row);
      }
      presence[at++] = 1;
      spans[values++] = span;
    }
    vector.added(toRow - fromRow, values - firstValue);
  }

  @Override
  void survey(int fromRow, int toRow) {
    if (!input.assumesUtf8()) {
      return;
    }
    for (int row = fromRow; row < toRow; row++) {
      int from = block.starts[row] + column.field().offset();
      int to = trimmedEnd(block.text.bytes, from, from + column.field().length());
      if (decoder.span(block.text, from, to) == TextDecoder.INVALID) {
        input.learnNotUtf8(block.text.bytes, from, to);
      }
    }
  }

  private static int trimmedEnd(byte[] b, int from, int to) {
    int end = EightBytes.trimmedEnd(b, from, to);
    while (end > from && NumberText.isBlank(b[end - 1])) {
      end--;
    }
    return end;
  }

  private static int trimmedStart(byte[] b, int from, int to) {
    int start = from;
    while (start < to && NumberText.isBlank(b[start])) {
      start++;
    }
    return start;
  }
}
