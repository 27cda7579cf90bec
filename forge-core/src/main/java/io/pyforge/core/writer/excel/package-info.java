/**
 * Excel workbooks going out (ECMA-376, the transitional form). {@link
 * io.pyforge.core.writer.excel.XlsxWriter} is the one public type: batches enter, a zip file of XML
 * parts leaves.
 */
@NullMarked
package io.pyforge.core.writer.excel;

import org.jspecify.annotations.NullMarked;
