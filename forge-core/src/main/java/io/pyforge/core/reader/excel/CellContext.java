package io.pyforge.core.reader.excel;

/**
 * What the cells of every sheet of a workbook refer to.
 *
 * @param formats of the styles, by index
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record CellContext(SharedStrings strings, NumberFormat[] formats, NumericCells numbers) {
  /** The format of a style; a style that is not there shows plain numbers. */
  NumberFormat format(int style) {
    return style < formats.length ? formats[style] : NumberFormat.NUMBER;
  }
}
