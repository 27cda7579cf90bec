package io.pyforge.core.reader.excel;

import java.util.ArrayList;
import java.util.List;

/** A table while it is found: where it is, and its segments so far. */
final class TableCandidate {
  final Block block;
  final CellEvidence[] tail;
  final String object;
  final List<RowSpan> leftOut = new ArrayList<>();
  int lastRow;
  long tailRows;
  boolean closed;

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
}
