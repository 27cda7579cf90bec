package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.reader.SchemaMiss;

/**
 * Text: spans of the block. A column in which no value was seen yet is read so too, until the first
 * value that is more than blanks.
 */
final class TextColumnReader extends ColumnReader {
  private final BytesVector vector;
  private final boolean unseen;
  private final boolean escapes;
  private final long quoteWord;

  TextColumnReader(CsvInput input, CsvBlock block, int index, BytesVector vector, boolean unseen) {
    super(input, block, index);
    this.vector = vector;
    this.unseen = unseen;
    escapes = input.dialect().escape() != Dialect.NONE;
    quoteWord = FieldScanner.word(quote());
  }

  @Override
  void read(RowIndex rows) throws SchemaMiss {
    int count = rows.rowCount;
    vector.reserve(count);
    byte[] presence = vector.presence();
    long[] spans = vector.spans();
    int row = vector.rowCount();
    int values = vector.valueCount();
    int firstValue = values;
    int[] ends = rows.ends[index()];
    int quote = quote();
    byte[] b = block.bytes;
    for (int i = 0; i < count; i++) {
      int start = rows.start(index(), i);
      int end = ends[i];
      long span;
      if (end <= start) {
        presence[row++] = 0;
        continue;
      }
      if (escapes || b[start] == quote && !isPlainQuoted(b, start, end)) {
        if (!slowField(start)) {
          presence[row++] = 0;
          continue;
        }
        b = block.bytes;
        span = BytesVector.span(contentStart(), contentEnd() - contentStart());
      } else if (b[start] == quote) {
        span = BytesVector.span(start + 1, end - start - 2);
      } else if (isNullText(start, end)) {
        presence[row++] = 0;
        continue;
      } else {
        span = BytesVector.span(start, end - start);
      }
      if (unseen && !isBlank(b, span)) {
        throw miss("the first value");
      }
      presence[row++] = 1;
      spans[values++] = span;
    }
    vector.added(count, values - firstValue);
  }

  /** Whether the field is quoted, and its content stands between the quotes as it is. */
  private boolean isPlainQuoted(byte[] b, int start, int end) {
    return end - start >= 2
        && b[end - 1] == quote()
        && FieldScanner.find(b, start + 1, end - 1, quoteWord) == end - 1;
  }

  private boolean isBlank(byte[] b, long span) {
    return value.classify(b, BytesVector.offset(span), BytesVector.length(span))
        == ValueText.Kind.BLANK;
  }
}
