package io.pyforge.core.reader.excel;

import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which sheets are read, and what of them.
 *
 * @param range the only cells to read, or null
 * @param object the Excel table that they are, or null
 */
record SheetChoice(
    List<Sheet> sheets,
    List<Notice> notices,
    LayoutBuilder.Choices choices,
    ExcelOptions options,
    @Nullable CellRange range,
    @Nullable TableObject object,
    List<TableObject> objects) {

  /**
   * Settles it.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE when an option names what is not there
   */
  static SheetChoice of(String fileName, Workbook workbook, ExcelOptions options) {
    List<Notice> notices = new ArrayList<>();
    List<Sheet> sheets = new ArrayList<>();
    CellRange range = null;
    TableObject object = null;
    if (options.table().isPresent()) {
      String name = options.table().get();
      object = table(workbook, name).orElse(null);
      if (object != null) {
        sheets.add(workbook.sheets().get(object.sheet()));
        range = object.range();
      } else {
        NamedRange named =
            named(workbook, name).orElseThrow(() -> unknownTable(fileName, workbook, name));
        sheets.add(sheet(fileName, workbook, named.sheet()));
        range = named.range();
      }
    } else if (options.range().isPresent()) {
      String text = options.range().get();
      Optional<NamedRange> named = NamedRange.of("", text);
      if (named.isPresent()) {
        sheets.add(sheet(fileName, workbook, named.get().sheet()));
        range = named.get().range();
      } else {
        range =
            CellRange.parse(text)
                .orElseThrow(
                    () ->
                        OptionValues.bad(
                            ExcelOptions.RANGE,
                            text,
                            "use a range such as B3:F90, B:F or 'My sheet'!B3:F90"));
        readable(workbook, options, notices).stream().findFirst().ifPresent(sheets::add);
        notices.clear(); // a range leaves out the other sheets on purpose
      }
    } else if (options.sheets().isPresent()) {
      sheets.addAll(named(fileName, workbook, options.sheets().get()));
    } else {
      sheets.addAll(readable(workbook, options, notices));
    }
    LayoutBuilder.Choices choices =
        new LayoutBuilder.Choices(
            options.header().orElse(null),
            options.headerRow(),
            range != null,
            options.errorsAreText());
    return new SheetChoice(
        List.copyOf(sheets),
        List.copyOf(notices),
        choices,
        options,
        range,
        object,
        workbook.tables());
  }

  private static List<Sheet> readable(
      Workbook workbook, ExcelOptions options, List<Notice> notices) {
    List<Sheet> sheets = new ArrayList<>();
    for (Sheet sheet : workbook.sheets()) {
      if (!sheet.hasCells()) {
        notices.add(
            new Notice("sheet-without-cells", "sheet " + sheet.name() + " is a chart or the like"));
      } else if (sheet.hidden() && !options.includeHidden()) {
        notices.add(
            new Notice(
                "sheet-hidden",
                "sheet "
                    + sheet.name()
                    + " is hidden and left out; --include-hidden or --sheets reads it"));
      } else {
        sheets.add(sheet);
      }
    }
    return sheets;
  }

  /** The sheets of a list of names; a name may have a comma in it. */
  private static List<Sheet> named(String fileName, Workbook workbook, String list) {
    List<Sheet> sheets = new ArrayList<>();
    String rest = list.strip();
    while (!rest.isEmpty()) {
      Sheet best = null;
      for (Sheet sheet : workbook.sheets()) {
        String name = sheet.name();
        boolean here =
            rest.regionMatches(true, 0, name, 0, name.length())
                && (rest.length() == name.length()
                    || rest.substring(name.length()).strip().startsWith(","));
        if (here && (best == null || name.length() > best.name().length())) {
          best = sheet;
        }
      }
      if (best == null || !best.hasCells()) {
        int comma = rest.indexOf(',');
        throw ExcelFailures.unknownSheet(
            fileName,
            comma < 0 ? rest : rest.substring(0, comma).strip(),
            workbook.sheets().stream().filter(Sheet::hasCells).map(Sheet::name).toList());
      }
      if (!sheets.contains(best)) {
        sheets.add(best);
      }
      rest = rest.substring(best.name().length()).strip();
      rest = rest.startsWith(",") ? rest.substring(1).strip() : rest;
    }
    sheets.sort(java.util.Comparator.comparingInt(Sheet::index));
    return sheets;
  }

  private static Sheet sheet(String fileName, Workbook workbook, String name) {
    return workbook.sheets().stream()
        .filter(sheet -> sheet.hasCells() && sheet.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(
            () ->
                ExcelFailures.unknownSheet(
                    fileName,
                    name,
                    workbook.sheets().stream().filter(Sheet::hasCells).map(Sheet::name).toList()));
  }

  private static Optional<TableObject> table(Workbook workbook, String name) {
    return workbook.tables().stream()
        .filter(table -> table.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static Optional<NamedRange> named(Workbook workbook, String name) {
    return workbook.names().stream()
        .filter(range -> range.name().equalsIgnoreCase(name))
        .findFirst();
  }

  private static io.pyforge.spi.error.ForgeException unknownTable(
      String fileName, Workbook workbook, String name) {
    List<String> known = new ArrayList<>();
    workbook.tables().forEach(table -> known.add(table.name()));
    workbook.names().forEach(range -> known.add(range.name()));
    return ExcelFailures.unknownTable(fileName, name, known);
  }

  /** The Excel tables that guide what is found on a sheet. */
  List<TableObject> objects(Sheet sheet) {
    if (object != null) {
      return List.of(object);
    }
    boolean found = range == null && options.headerRow() == 0;
    return found
        ? objects.stream().filter(table -> table.sheet() == sheet.index()).toList()
        : List.of();
  }

  /** What is read of a sheet. */
  SelectedRows.Selection selection(Sheet sheet) {
    boolean hidden = options.includeHidden() || sheet.hidden() && sheets.contains(sheet);
    return new SelectedRows.Selection(hidden, options.skipRows(), range);
  }
}
