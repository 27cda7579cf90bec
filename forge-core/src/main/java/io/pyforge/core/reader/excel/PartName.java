package io.pyforge.core.reader.excel;

/**
 * A part of a workbook's file, for messages.
 *
 * @param file the file's name
 * @param part its name in the package, such as {@code xl/workbook.xml}
 */
record PartName(String file, String part) {
  @Override
  public String toString() {
    return file + ": " + part;
  }
}
