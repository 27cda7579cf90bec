package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.core.reader.SourceNames;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes the tables that leave out of those found on the sheets: stacked, named and typed. */
final class TablePlan {
  /** The name of the column that says which sheet a row is from. */
  static final String SHEET_NAME_COLUMN = "_sheet_name";

  private final String fileName;
  private final ExcelOptions options;
  private final List<SheetLayout> layouts;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param layouts of the sheets to read
   */
  TablePlan(String fileName, ExcelOptions options, List<SheetLayout> layouts) {
    this.fileName = fileName;
    this.options = options;
    this.layouts = layouts;
  }

  /** The tables, in the order of their first sheet. */
  List<OutputTable> tables() {
    List<OutputTable> tables = new ArrayList<>();
    for (List<Region> parts : groups()) {
      tables.add(table(parts));
    }
    if (!tables.isEmpty()) {
      List<String> columns =
          tables.stream()
              .flatMap(table -> table.columns().stream())
              .map(Column::name)
              .distinct()
              .toList();
      FixedTypes.byColumn(options.fixedTypes(), columns, fileName); // refuses others
    }
    return tables;
  }

  /** Regions with the same columns on different sheets belong together. */
  private List<List<Region>> groups() {
    Map<List<String>, List<Region>> groups = new LinkedHashMap<>();
    int alone = 0;
    for (SheetLayout layout : layouts) {
      Map<List<String>, Integer> onThisSheet = new HashMap<>();
      for (Region region : layout.regions()) {
        List<String> signature = region.signature();
        List<String> key = new ArrayList<>(signature);
        if (options.separate() || signature.stream().allMatch(String::isEmpty)) {
          key = List.of("", Integer.toString(alone++));
        } else {
          // The second table of a sheet with these columns goes with the second one of others.
          key.add(Integer.toString(onThisSheet.merge(signature, 1, Integer::sum)));
        }
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(region);
      }
    }
    return List.copyOf(groups.values());
  }

  private OutputTable table(List<Region> parts) {
    Region first = parts.get(0);
    List<String> names = new ArrayList<>(first.names());
    if (options.includeSheetName()) {
      names.add(SHEET_NAME_COLUMN);
    }
    List<String> unique = Schema.uniqueNames(names);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < first.columns().length; i++) {
      CellEvidence evidence = new CellEvidence(options.errorsAreText());
      boolean open = false;
      for (Region part : parts) {
        evidence.merge(part.evidence()[i]);
        open |= part.open();
      }
      columns.add(column(unique.get(i), evidence, open));
    }
    if (options.includeSheetName()) {
      columns.add(new Column(unique.get(unique.size() - 1), new ColumnType.Text(), false, false));
    }
    String name = name(parts);
    List<Notice> notices = new ArrayList<>();
    if (parts.size() > 1) {
      notices.add(
          new Notice(
              "sheets-stacked",
              "table "
                  + name
                  + " holds the rows of "
                  + parts.size()
                  + " sheets with the same columns: "
                  + String.join(", ", parts.stream().map(part -> part.sheet().name()).toList())
                  + "; --separate keeps them apart, --include-sheet-name tells them apart"));
    }
    for (Region part : parts) {
      if (part.headerRows() > 1) {
        notices.add(
            new Notice(
                "header-rows",
                "sheet "
                    + part.sheet().name()
                    + ": the names of table "
                    + name
                    + " join the "
                    + part.headerCells()
                    + " cells of "
                    + part.headerRows()
                    + " rows"));
      }
    }
    return new OutputTable(
        name, List.copyOf(parts), List.copyOf(columns), options.includeSheetName(), notices);
  }

  private Column column(String name, CellEvidence evidence, boolean open) {
    for (FixedType fixed : options.fixedTypes()) {
      if (fixed.column().equalsIgnoreCase(name)) {
        return new Column(name, fixed.type(), true, false);
      }
    }
    ColumnType text = new ColumnType.Text();
    if (options.allText()) {
      return new Column(name, text, false, false);
    }
    return new Column(name, evidence.type().orElse(text), false, open && evidence.type().isEmpty());
  }

  /**
   * A stacked table has the file's name, another the name of its sheet; Excel's own tables and
   * further ones on a sheet add theirs.
   */
  private String name(List<Region> parts) {
    Region first = parts.get(0);
    String base;
    if (parts.size() > 1) {
      base = SourceNames.stem(fileName);
    } else {
      boolean only =
          layouts.stream()
              .filter(layout -> layout.sheet().equals(first.sheet()))
              .allMatch(layout -> layout.regions().size() == 1);
      base =
          only || first.object().isEmpty()
              ? first.sheet().name()
              : first.sheet().name() + "_" + first.object();
    }
    String name = base;
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}
