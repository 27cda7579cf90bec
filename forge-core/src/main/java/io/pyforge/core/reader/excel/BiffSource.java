package io.pyforge.core.reader.excel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** The stream of records that an .xls workbook is, to be read from any place. */
interface BiffSource extends Closeable {
  /** A stream of the records from a byte on. */
  InputStream open(long offset) throws IOException;
}
