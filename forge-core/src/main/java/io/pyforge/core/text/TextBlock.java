package io.pyforge.core.text;

import java.util.Arrays;

/**
 * The memory of one piece: whole rows of UTF-8 text, and behind them room for fields whose content
 * is not what stands in the file. It is kept with its batch and used again.
 */
public final class TextBlock {
  /** Room that scanners need behind the last byte. */
  public static final int PADDING = 64;

  /** The rows, from 0 to {@link #end}; the array is replaced when it grows. */
  public byte[] bytes = new byte[0];

  /** End of the rows, exclusive; the byte before it is a line end. */
  public int end;

  /** Where the rows start in the text, in bytes of UTF-8 after the byte order mark. */
  public long offset;

  /** Lines of the text before the first block; 0 for the others, which follow one another. */
  public long linesBefore;

  private int scratchEnd;

  /** Makes room for {@code capacity} bytes of rows, the padding behind them, and some scratch. */
  public void ensureCapacity(int capacity) {
    int needed = Math.addExact(capacity, PADDING);
    if (bytes.length < needed) {
      bytes = Arrays.copyOf(bytes, withSlack(needed));
    }
  }

  /** A sixteenth more: copying a block only to find room for a few quoted fields costs more. */
  private static int withSlack(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 16, needed + (long) needed / 16);
  }

  /** Sets where the rows end; the room behind is free. */
  public void setEnd(int rowsEnd) {
    end = rowsEnd;
    scratchEnd = rowsEnd + PADDING / 2;
  }

  /** Takes {@code length} bytes of the room behind the rows and returns where they start. */
  public int takeScratch(int length) {
    int start = scratchEnd;
    scratchEnd = Math.addExact(start, length);
    int needed = Math.addExact(scratchEnd, PADDING);
    if (needed > bytes.length) {
      bytes = Arrays.copyOf(bytes, withSlack(Math.max(needed, withSlack(bytes.length))));
    }
    return start;
  }
}
