package io.pyforge.core.reader.excel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table while it is found: where it is, and its segments so far. */
final class TableCandidate {
  /** Rows that could be counted only by reading them. */
  static final long UNCOUNTED = -1;

  final Block block;
  final CellEvidence[] tail;
  final String object;
  final List<RowSpan> leftOut = new ArrayList<>();
  int lastRow;

  /** Rows below the block's, or {@link #UNCOUNTED}. */
  long tailRows;

  boolean closed;

  /** What all columns hold so far, once that was asked for; grows with {@link #tail}. */
  CellEvidence @Nullable [] known;

  /** The names of the columns, once they were asked for; none without a header. */
  List<String> names = List.of();

  /**
   * @param tail what the columns hold below the block's rows
   * @param object name of Excel's own table object, or empty
   */
  TableCandidate(Block block, CellEvidence[] tail, String object) {
    this.block = block;
    this.tail = tail;
    this.object = object;
    lastRow = block.lastRow();
  }

  /** Counts rows below the block's. */
  void addRows(long count) {
    if (tailRows != UNCOUNTED) {
      tailRows += count;
    }
  }
}
