package io.pyforge.core.reader.excel;

import java.util.List;
import java.util.Locale;

/**
 * A table on a sheet: where it is, and what its columns are called and hold.
 *
 * @param object the Excel table or defined name that it is, or empty
 * @param columns the columns of the sheet, from 0, that are its columns; hidden ones are not among
 *     them
 * @param names of the columns, possibly blank or there twice
 * @param headerRows rows that give the names; 0 when nothing does
 * @param headerCells cells that give the names
 * @param dataFrom number of its first row of data
 * @param dataTo number of its last row
 * @param leftOut rows within that are notes, from top to bottom
 * @param open whether rows may follow that were not looked at
 * @param rowCount rows looked at, or {@link TableCandidate#UNCOUNTED}
 * @param evidence of the rows looked at, by column
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record Region(
    Sheet sheet,
    String object,
    int[] columns,
    List<String> names,
    int headerRows,
    int headerCells,
    int firstRow,
    int dataFrom,
    int dataTo,
    List<RowSpan> leftOut,
    boolean open,
    long rowCount,
    CellEvidence[] evidence) {

  /** By what tables of several sheets are recognised as one; empty for a table without names. */
  List<String> signature() {
    return headerRows == 0
        ? List.of()
        : names.stream().map(name -> name.strip().toLowerCase(Locale.ROOT)).toList();
  }

  /** Whether a row within it is notes. */
  boolean leavesOut(int row) {
    for (RowSpan span : leftOut) {
      if (span.contains(row)) {
        return true;
      }
    }
    return false;
  }

  /** The first of its columns on the sheet. */
  int firstColumn() {
    return columns[0];
  }

  /** The last of its columns on the sheet. */
  int lastColumn() {
    return columns[columns.length - 1];
  }
}
