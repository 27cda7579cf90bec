package io.pyforge.core.reader.excel;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An open workbook of any kind: its sheets, what it says about them, and their cells. */
interface Workbook extends Closeable {
  /** What the file is, such as {@code xlsx} or {@code xls (Excel 97)}. */
  String kind();

  /** All sheets, in the order of their tabs. */
  List<Sheet> sheets();

  /** Tables that Excel knows. */
  List<TableObject> tables();

  /** Names for ranges. */
  List<NamedRange> names();

  /** Whether day 0 is 1904-01-01. */
  boolean from1904();

  /** Title, author and the like, by snake_case name. */
  Map<String, String> documentProperties() throws IOException;

  /** The shared texts, read. */
  SharedStrings strings();

  /** A new pass over the cells of a sheet. Several may be open. */
  SheetRows open(Sheet sheet) throws IOException;
}
