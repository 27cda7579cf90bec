package io.pyforge.core.reader.excel;

import java.io.IOException;

/**
 * What the cells of every sheet of a workbook refer to.
 *
 * @param formats of the styles, by index
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record CellContext(SharedStrings strings, NumberFormat[] formats, NumericCells numbers) {
  /**
   * Adds the cell that a shared text is.
   *
   * @param cell where it is read from, for the failure when there is no such text
   */
  void addShared(SheetRow row, int column, long index, XmlTokens cell) throws IOException {
    strings.require(index, cell);
    if (strings.isBlank((int) index) && strings.isEmpty((int) index)) {
      row.add(column, CellKind.EMPTY, 0, 0);
    } else {
      row.add(column, CellKind.SHARED, index, 0);
    }
  }

  /** The format of a style; a style that is not there shows plain numbers. */
  NumberFormat format(int style) {
    return style < formats.length ? formats[style] : NumberFormat.NUMBER;
  }
}
