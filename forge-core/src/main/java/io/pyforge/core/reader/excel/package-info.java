/**
 * Workbooks: .xlsx, .xlsm, .xltx, .xlsb and .xls. Bytes of a file enter, typed rows of the tables
 * on its sheets leave. {@link io.pyforge.core.reader.excel.ExcelReader} opens a {@code Workbook};
 * {@code SheetRows} streams the cells of one sheet; {@code LayoutBuilder} finds the tables among
 * them; {@code ExcelScan} reads these.
 */
@NullMarked
package io.pyforge.core.reader.excel;

import org.jspecify.annotations.NullMarked;
