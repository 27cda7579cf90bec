package io.pyforge.core.reader.excel;

/**
 * A table as Excel defines them: "format as table".
 *
 * @param sheet index of its sheet
 * @param range header and totals included
 * @param headerRows rows at its top that name the columns: 0 or 1
 * @param totalsRows rows at its end that hold totals
 */
record TableObject(String name, int sheet, CellRange range, int headerRows, int totalsRows) {}
