package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.BytesVector;
import java.util.Arrays;

/**
 * The working memory of a batch: one array that starts with the pages of a piece, as read, and goes
 * on with texts and large values that cannot stay as they are there. Values that can, such as bytes
 * and ASCII text, are spans of the pages themselves.
 */
final class PieceMemory {
  /** What is kept from piece to piece at most. */
  private static final int KEPT_BYTES = 32 * 1024 * 1024;

  /** Bytes that may be written beyond the end of a value by whoever writes several at once. */
  private static final int SLACK = 2 * BytesVector.PADDING;

  /** The longest array of every JVM. */
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  final PageRows rows = new PageRows();
  private byte[] bytes = new byte[0];
  private int end;
  private byte[] scratch = new byte[0];
  private int[] starts = new int[0];
  private int[] lengths = new int[0];

  /** Makes room for pages at the start of the array and forgets all else. */
  void begin(int pageCount) {
    end = pageCount * PageHeader.PAGE_BYTES;
    if (bytes.length > KEPT_BYTES) {
      bytes = new byte[0];
    }
    if (scratch.length > KEPT_BYTES) {
      scratch = new byte[0];
    }
    int needed = end + end / 2 + SLACK;
    if (bytes.length < needed) {
      bytes = new byte[needed];
    }
  }

  /** The array; another one after {@link #reserve}. */
  byte[] bytes() {
    return bytes;
  }

  /** Where the next value goes. */
  int end() {
    return end;
  }

  /** Says where the value that was written ends. */
  void setEnd(int newEnd) {
    end = newEnd;
  }

  /**
   * Makes room for a value of that many bytes behind the last one.
   *
   * @throws Damage if no array is so long
   */
  void reserve(long more) throws Damage {
    long needed = end + more + SLACK;
    if (needed <= bytes.length) {
      return;
    }
    if (needed > MAX_BYTES) {
      throw MdfFailures.batchTooLong();
    }
    bytes =
        Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, bytes.length * 3L / 2)));
    rows.moved(bytes);
  }

  /** An array for a value that is not yet what it becomes. */
  byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }

  /** Room for the places of as many values. */
  int[] starts(int count) {
    if (starts.length < count) {
      starts = new int[count * 2];
    }
    return starts;
  }

  /** Room for the lengths of as many values. */
  int[] lengths(int count) {
    if (lengths.length < count) {
      lengths = new int[count * 2];
    }
    return lengths;
  }
}
