package io.pyforge.core.reader.excel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a sheet without a blank one between them. Of the first ones the cells are kept, of the
 * others what their columns hold.
 */
final class Segment {
  /** First rows that are kept; headers are found among them. */
  private static final int HEAD_ROWS = 100;

  /** What a column of the sheet holds in the segment, the first rows apart. */
  static final class ColumnUse {
    final CellEvidence evidence;
    long filled;
    int firstRow;
    int lastRow;

    ColumnUse(boolean errorsAreText) {
      evidence = new CellEvidence(errorsAreText);
    }
  }

  private final SharedStrings strings;
  private final boolean errorsAreText;
  final List<SheetRow> head = new ArrayList<>();
  @Nullable ColumnUse[] uses = new ColumnUse[16];
  int lastRow;
  long rowCount;

  Segment(SharedStrings strings, boolean errorsAreText) {
    this.strings = strings;
    this.errorsAreText = errorsAreText;
  }

  void add(SheetRow row) {
    lastRow = row.number;
    rowCount++;
    boolean inHead = head.size() < HEAD_ROWS;
    if (inHead) {
      head.add(row.copy());
    }
    for (int i = 0; i < row.count; i++) {
      if (!Block.isFilled(row, i, strings)) {
        continue;
      }
      ColumnUse use = use(row.columns[i]);
      if (use.filled++ == 0) {
        use.firstRow = row.number;
      }
      use.lastRow = row.number;
      if (!inHead) {
        use.evidence.add(row, i, strings);
      }
    }
  }

  int firstColumn() {
    int column = 0;
    while (!isFilled(column)) {
      column++;
    }
    return column;
  }

  int lastColumn() {
    int column = uses.length - 1;
    while (!isFilled(column)) {
      column--;
    }
    return column;
  }

  boolean isFilled(int column) {
    ColumnUse use = column < uses.length ? uses[column] : null;
    return use != null && use.filled > 0;
  }

  private ColumnUse use(int column) {
    if (column >= uses.length) {
      uses = Arrays.copyOf(uses, Math.max(column + 1, uses.length * 2));
    }
    ColumnUse use = uses[column];
    if (use == null) {
      use = new ColumnUse(errorsAreText);
      uses[column] = use;
    }
    return use;
  }

  /** Whether two blocks of the segment end at about the same row. */
  boolean endsAlike(Block left, Block right) {
    long difference = Math.abs((long) left.lastRow() - right.lastRow());
    return difference <= Math.max(1, rowCount / 5);
  }
}
