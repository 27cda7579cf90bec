package io.pyforge.core.reader.excel;

import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.List;

/** What is told of the sheets, and of the cells in them that no table holds. */
final class SheetNotices {
  private SheetNotices() {}

  /** What is known of a sheet before its rows are read. */
  static List<Notice> of(SheetLayout layout) {
    List<Notice> notices = new ArrayList<>();
    String sheet = "sheet " + layout.sheet().name();
    if (layout.complete() && layout.regions().isEmpty()) {
      notices.add(
          new Notice(
              "sheet-empty",
              layout.hiddenCells() + layout.skippedCells() > 0
                  ? sheet + " has no cells that are read"
                  : sheet + " is empty"));
    }
    if (layout.notes().cells() > 0) {
      notices.add(
          new Notice(
              "notes-left-out",
              sheet
                  + ": "
                  + cells(layout.notes().cells())
                  + " outside the tables: "
                  + layout.notes().quoted()));
    }
    if (layout.totals().cells() > 0) {
      notices.add(
          new Notice(
              "totals-left-out",
              sheet
                  + ": "
                  + cells(layout.totals().cells())
                  + " in the totals rows of tables: "
                  + layout.totals().quoted()));
    }
    if (layout.complete()) {
      add(notices, "hidden-cells", hidden(sheet), layout.hiddenCells());
      add(notices, "rows-skipped", skipped(sheet), layout.skippedCells());
      add(notices, "cells-repeated", repeated(sheet), layout.repeatedCells());
      if (layout.regions().isEmpty()) {
        add(notices, "blank-texts-outside", blank(sheet), layout.blankTexts());
      }
    }
    return notices;
  }

  /** What was found of a sheet that was not looked at whole before. */
  static void countAtEnd(Sheet of, SelectedRows rows, ScanLog log) {
    String sheet = "sheet " + of.name();
    count(log, "hidden-cells", hidden(sheet), rows.hiddenCells());
    count(log, "rows-skipped", skipped(sheet), rows.skippedCells());
    count(log, "cells-repeated", repeated(sheet), rows.repeatedCells());
  }

  /** Texts of blanks that no table of a sheet has. */
  static void countBlank(Sheet of, long blankTexts, ScanLog log) {
    count(log, "blank-texts-outside", blank("sheet " + of.name()), blankTexts);
  }

  private static void add(List<Notice> notices, String code, String message, long count) {
    if (count > 0) {
      notices.add(new Notice(code, message.replace(ScanLog.COUNT, cells(count))));
    }
  }

  private static void count(ScanLog log, String code, String message, long count) {
    if (count > 0) {
      log.count(code, count, "", message.replace(ScanLog.COUNT, ScanLog.counted("cell", "cells")));
    }
  }

  private static String hidden(String sheet) {
    return sheet + ": {count} in hidden rows or columns left out; --include-hidden reads them";
  }

  private static String skipped(String sheet) {
    return sheet + ": {count} in the rows that --skip-rows leaves out";
  }

  private static String repeated(String sheet) {
    return sheet + ": {count} given twice in one row; the last one holds";
  }

  private static String blank(String sheet) {
    return sheet + ": {count} of nothing but blanks outside the tables";
  }

  private static String cells(long count) {
    return count == 1 ? "1 cell" : count + " cells";
  }
}
