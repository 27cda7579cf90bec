package io.pyforge.core.reader.mdf;

import java.io.IOException;

/**
 * Fetches values that are not in their rows, within the limits of a row and of the table.
 *
 * @param lobs reads them
 * @param allowed whether the table has pages for such values
 * @param maxBytes of one value
 */
record OutsideValues(LobReader lobs, boolean allowed, long maxBytes) {
  /**
   * How long a value is; {@link LobReader#NULL} if it is null.
   *
   * @param length of the pointer to it, which is at {@code at}
   */
  long size(TableColumn column, PageRows rows, int row, int at, int length)
      throws IOException, Damage {
    long size;
    try {
      if (!allowed) {
        throw MdfFailures.corrupt(
            rows.page(), rows.slot(row), "it points to pages that its table does not have");
      }
      size = lobs.size(rows.bytes(), at, length, column.type().textPointer());
    } catch (Damage e) {
      throw MdfFailures.inValue(rows.page(), rows.slot(row), column.name(), e);
    }
    if (size > maxBytes) {
      throw MdfFailures.rowTooLong(rows.page(), rows.slot(row), column.name(), size, maxBytes);
    }
    return size;
  }

  /** Reads a value whose size is known. */
  void read(
      TableColumn column,
      PageRows rows,
      int row,
      int at,
      int length,
      long size,
      byte[] into,
      int offset)
      throws IOException, Damage {
    try {
      lobs.read(rows.bytes(), at, length, column.type().textPointer(), size, into, offset);
    } catch (Damage e) {
      throw MdfFailures.inValue(rows.page(), rows.slot(row), column.name(), e);
    }
  }
}
