package io.pyforge.core.reader.csv;

import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TranscodingStream;
import io.pyforge.core.text.Utf8;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the rows into blocks of about equal size. A block ends at a row's end; what is left of the
 * bytes read is carried into the next one. A row longer than a block makes the block grow.
 */
final class CsvPieces implements PieceSource {
  /**
   * Large enough for good dictionaries, small enough that blocks of several threads fit the cache.
   */
  static final int MAX_BLOCK_BYTES = 16 * 1024 * 1024;

  /** Blocks are as large as suits the input. */
  static final int BY_SIZE = 0;

  private static final int MIN_BLOCK_BYTES = 4 * 1024 * 1024;

  /** Pieces that a smaller input is cut into, so that all cores have work. */
  private static final int PIECES_OF_SMALL_INPUT = 4;

  /** The JDK keeps a direct buffer of the size of a read for each thread. */
  private static final int READ_BYTES = 256 * 1024;

  private final CsvInput input;
  private final InputStream text;
  private final BlockCutter cutter;
  private final int blockBytes;
  private byte[] carry = new byte[0];
  private long offset;
  private boolean ended;

  /**
   * @param blockBytes of a piece, or {@link #BY_SIZE}
   */
  CsvPieces(CsvInput input, int blockBytes) throws IOException {
    this.input = input;
    offset = input.rowsOffset();
    text = input.text().open(offset);
    cutter = new BlockCutter(input.dialect());
    this.blockBytes =
        blockBytes == BY_SIZE ? bySize(input.text().source().stat().sizeBytes()) : blockBytes;
  }

  /** Depends on the input alone, so that the output does not depend on the machine. */
  private static int bySize(long sizeBytes) {
    if (sizeBytes < 0) {
      return MAX_BLOCK_BYTES;
    }
    long share = sizeBytes / PIECES_OF_SMALL_INPUT + 1;
    return (int) Math.max(MIN_BLOCK_BYTES, Math.min(MAX_BLOCK_BYTES, share));
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
    int length = carry.length;
    int target = Math.max(blockBytes, length);
    block.ensureCapacity(firstCapacity(length, target));
    System.arraycopy(carry, 0, block.bytes, 0, length);
    carry = new byte[0];
    while (true) {
      length = read(block, length, target);
      if (ended) {
        return endOfInput(block, length);
      }
      int cut = cutter.lastRowEnd(block.bytes, length);
      if (cut > 0) {
        carry = Arrays.copyOfRange(block.bytes, cut, length);
        finish(block, cut);
        return true;
      }
      if (length > input.options().maxRowBytes()) {
        throw CsvFailures.rowTooLong(
            input.name(), input.lineAt(offset, 1), input.options().maxRowBytes());
      }
      target = (int) Math.min(Integer.MAX_VALUE - 1024L, target * 2L);
      block.ensureCapacity(target);
    }
  }

  /** A small file needs no whole block of memory. */
  private int firstCapacity(int length, int target) throws IOException {
    long size = input.text().source().stat().sizeBytes();
    boolean plain = input.text().unchecked() && input.text().source().localPath().isPresent();
    return plain && size >= 0 && size + 1 < target ? (int) Math.max(length, size + 1) : target + 1;
  }

  private int read(TextBlock block, int from, int target) throws IOException {
    int length = from;
    while (length < target) {
      if (block.bytes.length - TextBlock.PADDING <= length) {
        block.ensureCapacity(target + 1);
      }
      int room = Math.min(target, block.bytes.length - TextBlock.PADDING) - length;
      int count;
      try {
        count = text.read(block.bytes, length, Math.min(READ_BYTES, room));
      } catch (TranscodingStream.UndecodableBytes e) {
        throw CsvFailures.invalidText(input.name(), e.line(), 0, input.text().charset().name());
      }
      if (count < 0) {
        ended = true;
        break;
      }
      length += count;
    }
    return length;
  }

  private boolean endOfInput(TextBlock block, int length) {
    if (length == 0) {
      return false;
    }
    byte lineEnd = input.dialect().lineEnd();
    int end = length;
    if (block.bytes[length - 1] != lineEnd) {
      block.ensureCapacity(length + 1);
      block.bytes[end++] = lineEnd;
    }
    finish(block, end);
    return true;
  }

  private void finish(TextBlock block, int end) {
    block.setEnd(end);
    block.offset = offset;
    block.linesBefore = offset == input.rowsOffset() ? input.rowsLine() - 1 : 0;
    offset += end;
  }

  @Override
  public void close() throws IOException {
    text.close();
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
      throw CsvFailures.invalidText(input.name(), line, bad - lineStart + 1, "UTF-8");
    }
  }
}
