package io.pyforge.core.reader.excel;

import java.util.List;

/**
 * What is known of a sheet: its tables, and what else it holds.
 *
 * @param regions its tables, from top to bottom and left to right
 * @param notes cells that belong to no table
 * @param totals cells in the totals rows of Excel's own tables
 * @param complete whether the whole sheet was looked at; else rows after {@code lastRow} may hold
 *     anything
 * @param lastRow number of the last row that was looked at
 * @param cells filled cells that were looked at
 * @param blankTexts texts of nothing but blanks that were looked at
 */
record SheetLayout(
    Sheet sheet,
    List<Region> regions,
    SheetNotes notes,
    boolean complete,
    int lastRow,
    long cells,
    long hiddenCells,
    long skippedCells,
    SheetNotes totals,
    long repeatedCells,
    long formulas,
    long blankTexts) {}
