package io.pyforge.core.writer;

import io.pyforge.spi.batch.Schema;
import java.util.Arrays;
import java.util.Locale;

/**
 * How many cells of each column had something done to them that the user should know about, for
 * each thing that may be done. A block carries the counts of its rows; they are added up when it is
 * appended.
 */
public final class CellCounts {
  /** Columns that are named before the rest is only counted. */
  private static final int NAMED_COLUMNS = 5;

  private final int width;
  private final long[] counts;
  private boolean any;

  /**
   * @param kinds things that may be done to a cell
   * @param width columns of the table
   */
  public CellCounts(int kinds, int width) {
    this.width = width;
    counts = new long[kinds * width];
  }

  /** Counts one cell. */
  public void add(int kind, int column) {
    counts[kind * width + column]++;
    any = true;
  }

  /** Adds the counts of a block. */
  public void add(CellCounts block) {
    if (block.any) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += block.counts[i];
      }
      any = true;
    }
  }

  /** Starts again at 0. */
  public void clear() {
    if (any) {
      Arrays.fill(counts, 0);
      any = false;
    }
  }

  /** Cells of one kind in all columns. */
  public long total(int kind) {
    long total = 0;
    for (int i = 0; i < width; i++) {
      total += counts[kind * width + i];
    }
    return total;
  }

  /** Where the cells of a kind are: {@code 3 in column a, 1 in column b}. */
  public String places(int kind, Schema schema) {
    StringBuilder text = new StringBuilder();
    int columns = 0;
    for (int i = 0; i < width; i++) {
      long count = counts[kind * width + i];
      if (count == 0) {
        continue;
      }
      if (columns++ < NAMED_COLUMNS) {
        text.append(text.isEmpty() ? "" : ", ")
            .append(String.format(Locale.ROOT, "%,d", count))
            .append(" in column ")
            .append(schema.field(i).name());
      }
    }
    int more = columns - NAMED_COLUMNS;
    return more <= 0
        ? text.toString()
        : text.append(" and others in ").append(more).append(" more columns").toString();
  }
}
