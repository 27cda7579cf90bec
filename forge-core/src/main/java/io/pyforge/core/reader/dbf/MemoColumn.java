package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Text or bytes from the file of memos, which are in the block already. */
final class MemoColumn extends ColumnReader {
  private final BytesVector vector;
  private final TextDecoder decoder;
  private final boolean text;

  MemoColumn(
      DbfInput input, DbfColumn column, RecordBlock block, BytesVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
    decoder = input.newDecoder();
    text = column.kind() == FieldKind.MEMO;
  }

  @Override
  void read(int fromRow, int toRow) throws SchemaMiss {
    for (int row = fromRow; row < toRow; row++) {
      long memo = block.memo(row, column.memoIndex());
      if (memo == RecordBlock.NO_MEMO || isNull(block.starts[row])) {
        vector.appendNull();
        continue;
      }
      long span = text ? decoded(memo) : memo;
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
      long memo = block.memo(row, column.memoIndex());
      if (memo != RecordBlock.NO_MEMO && decoded(memo) == TextDecoder.INVALID) {
        int from = BytesVector.offset(memo);
        input.learnNotUtf8(block.text.bytes, from, from + BytesVector.length(memo));
      }
    }
  }

  private long decoded(long memo) {
    int from = BytesVector.offset(memo);
    return decoder.span(block.text, from, from + BytesVector.length(memo));
  }
}
