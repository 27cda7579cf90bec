/**
 * PDF documents coming in. {@link io.pyforge.core.reader.pdf.PdfReader} is the one public type: it
 * opens a document as its text or as its tables. A page becomes glyphs and ruling lines ({@link
 * io.pyforge.core.reader.pdf.PageEngine}), those become lines of text ({@link
 * io.pyforge.core.reader.pdf.LineBuilder}), and of these {@link
 * io.pyforge.core.reader.pdf.PageTables} finds the tables.
 */
@NullMarked
package io.pyforge.core.reader.pdf;

import org.jspecify.annotations.NullMarked;
