package io.pyforge.core.reader.excel;

/**
 * A sheet of a workbook.
 *
 * @param index in the order of the tabs, from 0
 * @param hidden whether its tab is not shown
 * @param hasCells false for charts, dialogs and modules
 * @param place where its cells are: a part's name, or an offset in a stream
 */
record Sheet(int index, String name, boolean hidden, boolean hasCells, String place) {}
