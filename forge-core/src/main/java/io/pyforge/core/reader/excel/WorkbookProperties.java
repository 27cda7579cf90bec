package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code info} shows of a workbook beside its tables. */
final class WorkbookProperties {
  private WorkbookProperties() {}

  /** The facts, in the order they are shown. */
  static Map<String, String> of(Workbook workbook, List<SheetLayout> layouts) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("workbook_kind", workbook.kind());
    facts.put("sheet_count", Integer.toString(workbook.sheets().size()));
    List<String> sheets = new ArrayList<>();
    long formulas = 0;
    boolean more = false;
    for (Sheet sheet : workbook.sheets()) {
      sheets.add(sheet(sheet, layouts));
    }
    for (SheetLayout layout : layouts) {
      formulas += layout.formulas();
      more |= !layout.complete();
    }
    facts.put("sheets", String.join(", ", sheets));
    put(
        facts,
        "hidden_sheets",
        workbook.sheets().stream().filter(Sheet::hidden).map(Sheet::name).toList());
    put(
        facts,
        "excel_tables",
        workbook.tables().stream()
            .map(
                t ->
                    t.name()
                        + " ("
                        + workbook.sheets().get(t.sheet()).name()
                        + "!"
                        + t.range()
                        + ")")
            .toList());
    put(
        facts,
        "defined_names",
        workbook.names().stream()
            .map(n -> n.name() + " (" + n.sheet() + "!" + n.range() + ")")
            .toList());
    facts.put("date_system", workbook.from1904() ? "1904" : "1900");
    facts.put("formulas", formulas + (more ? " or more" : ""));
    try {
      facts.putAll(workbook.documentProperties());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return facts;
  }

  private static void put(Map<String, String> facts, String name, List<String> values) {
    if (!values.isEmpty()) {
      facts.put(name, String.join(", ", values));
    }
  }

  private static String sheet(Sheet sheet, List<SheetLayout> layouts) {
    for (SheetLayout layout : layouts) {
      if (layout.sheet().equals(sheet)) {
        return sheet.name()
            + " ("
            + layout.cells()
            + (layout.complete() ? "" : " or more")
            + (layout.cells() == 1 ? " cell)" : " cells)");
      }
    }
    return sheet.name();
  }
}
