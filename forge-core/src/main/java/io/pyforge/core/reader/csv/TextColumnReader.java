package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ValueText;
import io.pyforge.core.text.TextBlock;
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

  TextColumnReader(CsvInput input, TextBlock block, int index, BytesVector vector, boolean unseen) {
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
    int[] before = rows.ends[index()];
    int[] ends = rows.ends(index());
    int quote = quote();
    byte[] b = block.bytes;
    boolean nullTexts = hasNullTexts();
    for (int i = 0; i < count; i++) {
      int start = before[i] + 1;
      int end = ends[i];
      long span;
      if (end <= start) {
        presence[row++] = 0;
        continue;
      }
      if (escapes) {
        if (!slowField(start)) {
          presence[row++] = 0;
          continue;
        }
        b = block.bytes;
        span = BytesVector.span(contentStart(), contentEnd() - contentStart());
      } else if (b[start] == quote) {
        span = quoted(start, end);
        b = block.bytes;
      } else if (nullTexts && isNullText(start, end)) {
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

  /**
   * The span of a quoted field's content, rewritten behind the rows when it holds quotes itself.
   */
  private long quoted(int start, int end) {
    byte[] b = block.bytes;
    if (end - start >= 2 && b[end - 1] == quote()) {
      int from = start + 1;
      int to = end - 1;
      int inner = FieldScanner.find(b, from, to, quoteWord);
      if (inner == to) {
        return BytesVector.span(from, to - from);
      }
      int scratch = block.takeScratch(to - from);
      b = block.bytes;
      int out = scratch;
      while (inner < to - 1 && b[inner + 1] == quote()) {
        int length = inner + 1 - from;
        System.arraycopy(b, from, b, out, length);
        out += length;
        from = inner + 2;
        inner = FieldScanner.find(b, from, to, quoteWord);
      }
      if (inner == to) {
        System.arraycopy(b, from, b, out, to - from);
        return BytesVector.span(scratch, out + to - from - scratch);
      }
    }
    slowField(start); // bytes follow the closing quote
    return BytesVector.span(contentStart(), contentEnd() - contentStart());
  }

  private boolean isBlank(byte[] b, long span) {
    return value.classify(b, BytesVector.offset(span), BytesVector.length(span))
        == ValueText.Kind.BLANK;
  }
}
