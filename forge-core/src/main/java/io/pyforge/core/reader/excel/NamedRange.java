package io.pyforge.core.reader.excel;

import java.util.Optional;

/**
 * A name that a workbook defines for a range of cells.
 *
 * @param sheet name of the sheet
 */
record NamedRange(String name, String sheet, CellRange range) {
  /**
   * Reads a reference such as {@code Sheet1!$A$1:$D$20} or {@code 'My sheet'!A:D}; empty when it is
   * a formula, several ranges, or a range without a sheet.
   */
  static Optional<NamedRange> of(String name, String reference) {
    String text = reference.strip();
    int mark = text.lastIndexOf('!');
    if (mark < 1) {
      return Optional.empty();
    }
    String sheet = text.substring(0, mark).strip();
    if (sheet.length() > 1 && sheet.startsWith("'") && sheet.endsWith("'")) {
      sheet = sheet.substring(1, sheet.length() - 1).replace("''", "'");
    }
    String plain = sheet;
    return CellRange.parse(text.substring(mark + 1))
        .map(range -> new NamedRange(name, plain, range));
  }
}
