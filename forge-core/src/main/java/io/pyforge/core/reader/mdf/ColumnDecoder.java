package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.ColumnVector;
import java.io.IOException;

/**
 * Reads one column of a page at a time into its vector: first where the values are, in one loop
 * that deals with nulls, then the values, in one loop of their type.
 */
abstract class ColumnDecoder {
  final TableColumn column;
  final StoredColumn place;
  final PieceMemory memory;
  private final ColumnVector vector;

  ColumnDecoder(PieceDecoding piece, TableColumn column, StoredColumn place, ColumnVector vector) {
    this.column = column;
    this.place = place;
    this.vector = vector;
    memory = piece.memory();
  }

  /**
   * Appends the column's values of all rows of the page in {@link PieceMemory#rows}.
   *
   * @throws InexactValue if a value is not what the type of its column holds
   */
  abstract void decode() throws IOException, Damage, InexactValue;

  /**
   * Marks which rows have a value, and finds the values in the fixed parts of their records.
   *
   * @param at takes where each value starts
   * @return how many values there are
   */
  final int locateFixed(int[] at) throws Damage {
    PageRows rows = memory.rows;
    int count = rows.count();
    vector.reserve(count);
    byte[] presence = vector.presence();
    int first = vector.rowCount();
    int offset = place.offset();
    int endOffset = offset + column.fixedBytes();
    int values = 0;
    for (int i = 0; i < count; i++) {
      if (isNull(rows, i)) {
        presence[first + i] = 0;
        continue;
      }
      int start = rows.start(i);
      if (start + endOffset > rows.fixedEnd(i)) {
        throw rows.corruptRow(i, "column " + column.name() + " is not in its record");
      }
      presence[first + i] = 1;
      at[values++] = start + offset;
    }
    vector.added(count, values);
    return values;
  }

  /**
   * As {@link #locateFixed}, for values of any length.
   *
   * @param lengths takes the length of each; the complement of that of a pointer to it
   */
  final int locateVariable(int[] at, int[] lengths) throws Damage {
    PageRows rows = memory.rows;
    int count = rows.count();
    vector.reserve(count);
    byte[] presence = vector.presence();
    int first = vector.rowCount();
    int value = place.value();
    int values = 0;
    for (int i = 0; i < count; i++) {
      if (isNull(rows, i)) {
        presence[first + i] = 0;
        continue;
      }
      presence[first + i] = 1;
      if (rows.holds(i, value)) {
        at[values] = rows.valueStart(i, value);
        lengths[values] = rows.valueLength(i, value);
      } else {
        at[values] = rows.start(i);
        lengths[values] = 0; // empty values at the end of a record are left out
      }
      values++;
    }
    vector.added(count, values);
    return values;
  }

  private boolean isNull(PageRows rows, int row) throws Damage {
    int nullBit = place.nullBit();
    int columns = rows.columns(row);
    if (nullBit == 0 || columns == 0) {
      return false;
    }
    if (nullBit > columns) {
      if (!column.nullable()) {
        throw MdfFailures.defaultElsewhere(rows.page(), rows.slot(row), column.name());
      }
      return true; // the column is younger than the row
    }
    if (!rows.isNull(row, nullBit)) {
      return false;
    }
    if (!column.nullable()) {
      throw rows.corruptRow(row, "column " + column.name() + " must not be null, and is");
    }
    return true;
  }

  /**
   * The row of the page that has a value, for messages.
   *
   * @param value its index among those found
   */
  final int rowOf(int value) {
    PageRows rows = memory.rows;
    byte[] presence = vector.presence();
    int first = vector.rowCount() - rows.count();
    int seen = -1;
    for (int i = 0; i < rows.count(); i++) {
      seen += presence[first + i];
      if (seen == value) {
        return i;
      }
    }
    throw new IllegalStateException("no such value: " + value);
  }

  /** What to say of a value that cannot be one of its type. */
  final Damage badValue(int value) {
    return memory.rows.corruptRow(
        rowOf(value), "column " + column.name() + " holds what is no value of its type");
  }
}
