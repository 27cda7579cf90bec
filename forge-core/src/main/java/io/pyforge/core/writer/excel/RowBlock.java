package io.pyforge.core.writer.excel;

import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.spi.writer.EncodedBlock;
import java.util.Arrays;

/**
 * Rows as XML, but for their numbers, which are known only when the rows before them are: the
 * positions where they belong are kept instead.
 */
final class RowBlock implements EncodedBlock {
  private final OutputBuffer xml = new OutputBuffer();
  private final CellCounts counts;
  private final int[] widths;
  private int[] gaps = new int[1024];
  private int gapCount;
  private int[] lastGaps = new int[1024];
  private int[] ends = new int[1024];
  private int rowCount;

  RowBlock(int columns) {
    counts = new CellCounts(KeptAsText.values().length, columns);
    widths = new int[columns];
  }

  void clear() {
    xml.clear();
    counts.clear();
    Arrays.fill(widths, 0);
    gapCount = 0;
    rowCount = 0;
  }

  /** Notes that the number of the current row belongs behind the XML so far. */
  void gap() {
    if (gapCount == gaps.length) {
      gaps = Arrays.copyOf(gaps, 2 * gapCount);
    }
    gaps[gapCount++] = xml.length();
  }

  void endRow() {
    if (rowCount == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rowCount);
      lastGaps = Arrays.copyOf(lastGaps, 2 * rowCount);
    }
    lastGaps[rowCount] = gapCount;
    ends[rowCount++] = xml.length();
  }

  @Override
  public int rowCount() {
    return rowCount;
  }

  OutputBuffer xml() {
    return xml;
  }

  CellCounts counts() {
    return counts;
  }

  /** By column: characters of the widest value among the first rows. */
  int[] widths() {
    return widths;
  }

  /** Appends a row with its number, given in digits, to {@code out}. */
  void copyRow(int row, byte[] digits, int digitCount, OutputBuffer out) {
    int from = row == 0 ? 0 : ends[row - 1];
    int to = ends[row];
    int firstGap = row == 0 ? 0 : lastGaps[row - 1];
    out.reserve(to - from + (long) (lastGaps[row] - firstGap) * digitCount);
    byte[] source = xml.array();
    byte[] target = out.array();
    int at = out.length();
    for (int i = firstGap; i < lastGaps[row]; i++) {
      int length = gaps[i] - from;
      System.arraycopy(source, from, target, at, length);
      at += length;
      from = gaps[i];
      System.arraycopy(digits, 0, target, at, digitCount);
      at += digitCount;
    }
    System.arraycopy(source, from, target, at, to - from);
    out.length(at + to - from);
  }
}
