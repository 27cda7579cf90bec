package io.pyforge.core.reader.excel;

import java.util.Map;

/** Errors of cells as the binary formats number them ([MS-XLS] 2.5.10). */
final class ErrorCode {
  private static final Map<Integer, String> TEXTS =
      Map.of(
          0x00, "#NULL!",
          0x07, "#DIV/0!",
          0x0F, "#VALUE!",
          0x17, "#REF!",
          0x1D, "#NAME?",
          0x24, "#NUM!",
          0x2A, "#N/A",
          0x2B, "#GETTING_DATA");

  private ErrorCode() {}

  /** Adds the cell that an error is. */
  static void add(SheetRow row, int column, int code) {
    int start = row.text.length;
    row.text.append(TEXTS.getOrDefault(code, "#ERROR " + code));
    row.addText(column, CellKind.ERROR, start);
  }
}
