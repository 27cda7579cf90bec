package io.pyforge.core.reader.csv;

import io.pyforge.core.text.BlockSource;
import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TextFailures;
import io.pyforge.core.text.TranscodingStream;
import io.pyforge.core.text.Utf8;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the rows into blocks of about equal size. A block ends at a row's end; what is left of the
 * bytes read is carried into the next one. A row longer than a block makes the block grow.
 */
final class CsvPieces implements PieceSource {
  /** Blocks are as large as suits the input. */
  static final int BY_SIZE = 0;

  private final CsvInput input;
  private final BlockSource blocks;
  private final BlockCutter cutter;

  /**
   * @param blockBytes of a piece, or {@link #BY_SIZE}
   */
  CsvPieces(CsvInput input, int blockBytes) throws IOException {
    this.input = input;
    cutter = new BlockCutter(input.dialect());
    InputSource source = input.text().source();
    long sizeBytes = source.stat().sizeBytes();
    boolean plain = input.text().unchecked() && source.localPath().isPresent();
    blocks =
        new BlockSource(
            input.text().open(input.rowsOffset()),
            input.rowsOffset(),
            blockBytes == BY_SIZE ? BlockSource.blockBytes(sizeBytes) : blockBytes,
            plain ? sizeBytes : -1,
            input.options().maxRowBytes());
  }

  @Override
  public @Nullable Piece next(RecordBatch batch) throws IOException {
    input.context().checkCancelled();
    TextBlock block = batch.attachment() instanceof TextBlock known ? known : new TextBlock();
    batch.attach(block);
    if (!fill(block)) {
      return null;
    }
    return new CsvPiece(input, block, batch);
  }

  private boolean fill(TextBlock block) throws IOException {
    boolean first = blocks.offset() == input.rowsOffset();
    try {
      if (!blocks.next(block, this::lastRowEnd)) {
        return false;
      }
    } catch (BlockSource.RowTooLong e) {
      throw CsvFailures.rowTooLong(
          input.name(), input.lineAt(blocks.offset(), 1), input.options().maxRowBytes());
    } catch (TranscodingStream.UndecodableBytes e) {
      throw TextFailures.invalid(input.name(), "line " + e.line(), input.text().charset().name());
    }
    block.linesBefore = first ? input.rowsLine() - 1 : 0;
    return true;
  }

  /** At the end of the text the last row gets the line end that it may lack. */
  private int lastRowEnd(byte[] b, int length, boolean ended) {
    if (!ended) {
      return cutter.lastRowEnd(b, length);
    }
    byte lineEnd = input.dialect().lineEnd();
    if (length == 0 || b[length - 1] == lineEnd) {
      return length;
    }
    b[length] = lineEnd;
    return length + 1;
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }

  private record CsvPiece(CsvInput input, TextBlock block, RecordBatch batch) implements Piece {
    @Override
    public RecordBatch read(ScanLog log) throws IOException, SchemaMiss {
      checkText();
      checkRowLengths();
      batch.begin(input.table(), input.schema());
      for (int i = 0; i < input.schema().width(); i++) {
        if (batch.vector(i) instanceof BytesVector vector) {
          vector.attach(block.bytes);
        }
      }
      log.setLines(block.linesBefore);
      ScanLog rows = new ScanLog();
      new BlockParser(input, block, batch, rows).parse();
      log.merge(rows);
      return batch;
    }

    @Override
    public void survey() throws IOException {
      checkText();
      checkRowLengths();
      BlockSurvey survey = new BlockSurvey(input.options(), input.dialect(), input.columns());
      try {
        survey.survey(block.bytes, 0, block.end);
      } catch (BlockSurvey.TooManyFields e) {
        throw CsvFailures.tooManyFields(
            input.name(), input.lineAt(block.offset + e.position(), 1), BlockSurvey.MAX_FIELDS);
      }
      input.learn(survey.evidence());
    }

    /** A block shorter than the limit, which is the rule, holds no row beyond it. */
    private void checkRowLengths() {
      long limit = input.options().maxRowBytes();
      if (block.end <= limit) {
        return;
      }
      byte lineEnd = input.dialect().lineEnd();
      FieldScanner scanner = new FieldScanner(input.dialect());
      int start = 0;
      for (int p = 0; p < block.end; p++) {
        if (p == start && block.bytes[p] == input.dialect().comment()) {
          start = DialectDetector.nextLine(block.bytes, p, block.end, lineEnd);
          p = start - 1;
          continue;
        }
        p = scanner.scan(block.bytes, p, block.end);
        boolean ended = p >= block.end || block.bytes[p] == lineEnd;
        if (ended && p - start > limit) {
          throw CsvFailures.rowTooLong(input.name(), input.lineAt(block.offset + start, 1), limit);
        }
        start = ended ? p + 1 : start;
      }
    }

    private void checkText() throws IOException {
      if (!input.text().unchecked()) {
        return;
      }
      int bad = Utf8.firstInvalid(block.bytes, 0, block.end);
      if (bad < 0) {
        return;
      }
      byte lineEnd = input.dialect().lineEnd();
      long line = input.text().lineAt(block.offset + bad, lineEnd);
      int lineStart = bad;
      while (lineStart > 0 && block.bytes[lineStart - 1] != lineEnd) {
        lineStart--;
      }
      throw TextFailures.invalid(
          input.name(), "line " + line + ", byte " + (bad - lineStart + 1), "UTF-8");
    }
  }
}
