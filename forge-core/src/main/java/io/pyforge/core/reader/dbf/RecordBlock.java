package io.pyforge.core.reader.dbf;

import io.pyforge.core.text.TextBlock;
import java.util.Arrays;

/**
 * The memory of one piece: whole records, where each begins, and their memos behind them. It is
 * kept with its batch and used again.
 */
final class RecordBlock {
  /** What {@link #memo} gives for a memo that is not there. */
  static final long NO_MEMO = -1;

  private static final int NO_CUT = -1;

  /** The records' bytes, and room behind them for what is not ASCII. */
  final TextBlock text = new TextBlock();

  /** Where each row's record starts, at its deletion mark. */
  int[] starts = new int[0];

  /** Rows, deleted ones among them only if they are wanted. */
  int rowCount;

  /** The number of the first record, from 1. */
  long firstRecord;

  private int cutStart = NO_CUT;
  private int cutLength;
  private int recordLength = 1;
  private long[] memos = new long[0];
  private int memoColumns;

  /** Begins a piece. */
  void begin(long firstRecordNumber, int lengthOfRecords, int columnsWithMemos) {
    firstRecord = firstRecordNumber;
    recordLength = lengthOfRecords;
    memoColumns = columnsWithMemos;
    rowCount = 0;
    cutStart = NO_CUT;
  }

  /** Adds a row. */
  void add(int start) {
    if (rowCount == starts.length) {
      starts = Arrays.copyOf(starts, Math.max(1024, rowCount * 2));
    }
    starts[rowCount++] = start;
    int needed = rowCount * memoColumns;
    if (needed > memos.length) {
      memos = Arrays.copyOf(memos, Math.max(1024, needed * 2));
    }
    for (int i = needed - memoColumns; i < needed; i++) {
      memos[i] = NO_MEMO;
    }
  }

  /** Says that of the record there only the first bytes are in the file. */
  void setCut(int start, int length) {
    cutStart = start;
    cutLength = length;
  }

  /** Whether a field is one that the file ends before. */
  boolean isCut(int recordStart, DbfField field) {
    return recordStart == cutStart && field.offset() + field.length() > cutLength;
  }

  /** Whether any record of the block is cut. */
  boolean hasCut() {
    return cutStart != NO_CUT;
  }

  /** Sets a memo of the last row, as a span of the block. */
  void setMemo(int memoColumn, long span) {
    memos[(rowCount - 1) * memoColumns + memoColumn] = span;
  }

  /** A row's memo, as a span of the block's bytes, or NO_MEMO. */
  long memo(int row, int memoColumn) {
    return memos[row * memoColumns + memoColumn];
  }

  /** The number of a row's record, from 1, deleted ones counted. */
  long recordNumber(int row) {
    return firstRecord + starts[row] / recordLength;
  }
}
