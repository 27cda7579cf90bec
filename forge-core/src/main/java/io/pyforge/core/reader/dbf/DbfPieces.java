package io.pyforge.core.reader.dbf;

import io.pyforge.core.text.TextBlock;
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
 * Cuts the records into blocks, and reads the memos that belong to them. How many records there
 * are, the end of the file decides: a header that says otherwise is worth a notice.
 */
final class DbfPieces implements PieceSource {
  /** The mark of a record that is deleted. */
  static final byte DELETED = '*';

  /** Memos of one piece, beyond which the next record begins another. */
  private static final long MEMO_BYTES = 16L * 1024 * 1024;

  /** Rows that all columns of a block are read for at a time, so that they stay in the cache. */
  private static final int ROWS_AT_A_TIME = 1024;

  private static final int MAX_RECORDS = 128 * 1024;
  private static final int READ_BYTES = 256 * 1024;
  private static final byte LIVE = ' ';
  private static final byte END_OF_FILE = 0x1A;

  private final DbfInput input;
  private final DbfHeader header;
  private final InputStream stream;
  private final @Nullable MemoFile memos;
  private final int recordLength;
  private final int recordsPerPiece;
  private final int memoColumns;
  private byte[] carry = new byte[0];
  private long recordIndex;
  private boolean streamEnded;
  private boolean ended;

  /**
   * @param stream of the whole table; it is closed with this
   * @param memos closed with this; null where none are wanted
   * @param blockBytes of records in a piece
   */
  DbfPieces(DbfInput input, InputStream stream, @Nullable MemoFile memos, int blockBytes)
      throws IOException {
    this.input = input;
    this.stream = stream;
    this.memos = memos;
    header = input.header();
    memoColumns = input.memoColumns();
    recordLength = header.recordLength();
    recordsPerPiece = Math.max(1, Math.min(blockBytes / recordLength, MAX_RECORDS));
    stream.skipNBytes(header.length());
  }

  @Override
  public @Nullable Piece next(RecordBatch batch) throws IOException {
    input.context().checkCancelled();
    if (ended) {
      return null;
    }
    RecordBlock block = batch.attachment() instanceof RecordBlock known ? known : new RecordBlock();
    batch.attach(block);
    block.begin(recordIndex + 1, recordLength, memoColumns);
    ScanLog log = new ScanLog();
    int length = fill(block);
    int whole = Math.min(length / recordLength, recordsPerPiece);
    byte[] rest = Arrays.copyOfRange(block.text.bytes, whole * recordLength, length);
    boolean cut = streamEnded && whole < recordsPerPiece && rest.length > 1;
    int bytes = (whole + (cut ? 1 : 0)) * recordLength;
    block.text.ensureCapacity(bytes);
    block.text.setEnd(bytes);
    int used = take(block, whole, log);
    if (ended || used == whole && streamEnded && rest.length < recordLength) {
      tellEnd(block, used, whole, rest, log);
      if (!ended && cut && recordIndex < header.recordCount()) {
        takeCut(block, whole * recordLength, rest.length, log);
      }
      ended = true;
    } else {
      keep(block, used, whole, rest);
    }
    return block.rowCount == 0 && used == 0 && log.notices().isEmpty()
        ? null
        : new DbfPiece(input, block, batch, log);
  }

  /** Takes the fields of a record that the file ends within, as far as they are whole. */
  private void takeCut(RecordBlock block, int start, int length, ScanLog log) throws IOException {
    byte[] b = block.text.bytes;
    if (b[start] == LIVE || b[start] == DELETED && input.options().includeDeleted()) {
      int whole = 1;
      for (DbfColumn column : input.columns()) {
        DbfField field = column.field();
        if (field.offset() + field.length() <= length) {
          whole = Math.max(whole, field.offset() + field.length());
        }
      }
      Arrays.fill(b, start + whole, start + recordLength, (byte) 0);
      recordIndex++;
      block.add(start);
      block.setCut(start, whole);
      readMemos(block, memos, log);
    }
  }

  /** Reads one byte more than a piece needs, which tells whether it is the last one. */
  private int fill(RecordBlock block) throws IOException {
    int target = recordsPerPiece * recordLength + 1;
    int length = carry.length;
    block.text.ensureCapacity(Math.max(length, Math.min(target, READ_BYTES)));
    System.arraycopy(carry, 0, block.text.bytes, 0, length);
    carry = new byte[0];
    while (!streamEnded && length < target) {
      int room = Math.min(READ_BYTES, target - length);
      if (length + room > block.text.bytes.length - TextBlock.PADDING) {
        block.text.ensureCapacity((int) Math.min(target, (length + room) * 2L));
      }
      int count = stream.read(block.text.bytes, length, room);
      if (count < 0) {
        streamEnded = true;
      } else {
        length += count;
      }
    }
    return length;
  }

  /** Takes rows from whole records; returns how many records that used. */
  private int take(RecordBlock block, int whole, ScanLog log) throws IOException {
    long deleted = 0;
    long memoBytes = 0;
    int record = 0;
    while (record < whole && memoBytes < MEMO_BYTES) {
      int start = record * recordLength;
      byte mark = block.text.bytes[start];
      boolean known = mark == LIVE || mark == DELETED;
      if (mark == END_OF_FILE || !known && recordIndex >= header.recordCount()) {
        ended = true;
        break;
      }
      recordIndex++;
      record++;
      if (!known) {
        countOddMark(log);
      }
      if (mark == DELETED && !input.options().includeDeleted()) {
        deleted++;
      } else {
        block.add(start);
        memoBytes += memoColumns == 0 ? 0 : readMemos(block, memos, log);
      }
    }
    if (deleted > 0) {
      log.count(
          "deleted-records",
          deleted,
          "",
          ScanLog.counted("record is", "records are")
              + " marked as deleted and left out; --include-deleted keeps what is so marked");
    }
    return record;
  }

  private void countOddMark(ScanLog log) {
    log.count(
        "odd-deletion-marks",
        1,
        "record " + recordIndex,
        ScanLog.counted("record begins", "records begin")
            + " with neither a blank nor an asterisk, and read as not deleted;"
            + " the first is "
            + ScanLog.FIRST);
  }

  private long readMemos(RecordBlock block, @Nullable MemoFile file, ScanLog log)
      throws IOException {
    int row = block.rowCount - 1;
    long bytes = 0;
    for (DbfColumn column : input.columns()) {
      if (!column.kind().isMemo()) {
        continue;
      }
      long number = MemoPointer.of(block.text.bytes, block.starts[row], column.field());
      if (number == MemoPointer.NONE) {
        continue;
      }
      if (file == null) {
        countMissing(log);
        continue;
      }
      long span =
          number == MemoPointer.INVALID
              ? MemoFile.DAMAGED
              : file.read(number, input.options().maxMemoBytes(), block.text);
      if (span == MemoFile.TOO_LONG) {
        throw DbfFailures.memoTooLong(input.name(), recordIndex, input.options().maxMemoBytes());
      }
      if (span == MemoFile.DAMAGED) {
        countDamaged(column, file, log);
      } else {
        block.setMemo(column.memoIndex(), span);
        bytes += BytesVector.length(span);
      }
    }
    return bytes;
  }

  private void countMissing(ScanLog log) {
    log.count(
        "memo-file-missing",
        1,
        "",
        ScanLog.counted("memo is", "memos are")
            + " null: the file "
            + input.memoFileNames()
            + " is not beside the table");
  }

  private void countDamaged(DbfColumn column, MemoFile file, ScanLog log) {
    log.count(
        "memos-damaged",
        1,
        "record " + recordIndex + ", field " + column.name(),
        ScanLog.counted("memo is", "memos are")
            + " null: the number in the record leads nowhere in "
            + file.name()
            + "; the first is "
            + ScanLog.FIRST);
  }

  private void keep(RecordBlock block, int used, int whole, byte[] rest) {
    int left = (whole - used) * recordLength;
    carry = new byte[left + rest.length];
    System.arraycopy(block.text.bytes, used * recordLength, carry, 0, left);
    System.arraycopy(rest, 0, carry, left, rest.length);
  }

  /** Tells where header and file disagree. */
  private void tellEnd(RecordBlock block, int used, int whole, byte[] rest, ScanLog log) {
    long claimed = header.recordCount();
    if (recordIndex != claimed) {
      boolean cut = used == whole && rest.length > 0 && rest[0] != END_OF_FILE;
      log.count(
          "record-count",
          1,
          "",
          "the header counts "
              + claimed
              + " records, and the file holds "
              + recordIndex
              + (cut && recordIndex < claimed
                  ? " and a part of another, whose missing fields are null"
                  : ""));
      return;
    }
    byte next = used < whole ? block.text.bytes[used * recordLength] : END_OF_FILE;
    if (used == whole && rest.length > 0) {
      next = rest[0];
    }
    if (next != END_OF_FILE) {
      log.count(
          "bytes-after-records",
          1,
          "",
          "bytes behind the last record are left out: they are no record");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (memos != null) {
        memos.close();
      }
    } finally {
      stream.close();
    }
  }

  private record DbfPiece(DbfInput input, RecordBlock block, RecordBatch batch, ScanLog cutting)
      implements Piece {
    @Override
    public RecordBatch read(ScanLog log) throws SchemaMiss {
      batch.begin(input.table(), input.schema());
      log.merge(cutting);
      Oddities oddities = new Oddities();
      ColumnReader[] readers = readers(oddities);
      for (int from = 0; from < block.rowCount; from += ROWS_AT_A_TIME) {
        int to = Math.min(block.rowCount, from + ROWS_AT_A_TIME);
        for (ColumnReader reader : readers) {
          reader.read(from, to);
        }
      }
      oddities.addTo(log);
      for (int i = 0; i < readers.length; i++) {
        if (batch.vector(i) instanceof BytesVector vector) {
          vector.attach(block.text.bytes);
        }
      }
      return batch;
    }

    @Override
    public void survey() {
      batch.begin(input.table(), input.schema());
      for (ColumnReader reader : readers(new Oddities())) {
        reader.survey(0, block.rowCount);
      }
    }

    private ColumnReader[] readers(Oddities oddities) {
      ColumnReader[] readers = new ColumnReader[input.columns().size()];
      for (int i = 0; i < readers.length; i++) {
        readers[i] = ColumnReader.of(input, i, block, batch, oddities);
      }
      return readers;
    }
  }
}
