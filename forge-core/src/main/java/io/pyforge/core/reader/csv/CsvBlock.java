package io.pyforge.core.reader.csv;

import java.util.Arrays;

/**
 * The memory of one piece: whole rows of UTF-8 text, and behind them room for fields whose content
 * is not what stands in the file. It is kept with its batch and used again.
 */
final class CsvBlock {
  /** The rows, from 0 to {@link #end}; the array is replaced when it grows. */
  byte[] bytes = new byte[0];

  /** End of the rows, exclusive; the byte before it is a line end. */
  int end;

  /** Where the rows start in the text, in bytes of UTF-8 after the byte order mark. */
  long offset;

  /** Lines of the text before the first block; 0 for the others, which follow one another. */
  long linesBefore;

  private int scratchEnd;

  /** Makes room for {@code capacity} bytes of rows, the padding behind them, and some scratch. */
  void ensureCapacity(int capacity) {
    int needed = Math.addExact(capacity, Sample.PADDING);
    if (bytes.length < needed) {
      bytes = Arrays.copyOf(bytes, withSlack(needed));
    }
  }

  /** A sixteenth more: copying a block only to find room for a few quoted fields costs more. */
  private static int withSlack(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 16, needed + (long) needed / 16);
  }

  /** Sets where the rows end; the room behind is free. */
  void setEnd(int rowsEnd) {
    end = rowsEnd;
    scratchEnd = rowsEnd + Sample.PADDING / 2;
  }

  /** Takes {@code length} bytes of the room behind the rows and returns where they start. */
  int takeScratch(int length) {
    int start = scratchEnd;
    scratchEnd = Math.addExact(start, length);
    int needed = Math.addExact(scratchEnd, Sample.PADDING);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, withSlack(Math.max(needed, withSlack(bytes.length))));
    }
    return start;
  }
}
