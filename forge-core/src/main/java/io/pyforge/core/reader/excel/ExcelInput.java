package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** An open workbook: the tables on the sheets to be read, and passes over their rows. */
final class ExcelInput implements TabularInput {
  private final String name;
  private final Workbook workbook;
  private final ExcelOptions options;
  private final SheetChoice choice;
  private final ReadContext context;
  private final List<SheetLayout> layouts = new ArrayList<>();
  private List<OutputTable> tables = List.of();

  /**
   * Looks at the sheets.
   *
   * @param name of the file
   * @param sampleCells how many cells of a sheet, unless all are asked for
   */
  ExcelInput(
      String name, Workbook workbook, ExcelOptions options, long sampleCells, ReadContext context)
      throws IOException {
    this.name = name;
    this.workbook = workbook;
    this.options = options;
    this.context = context;
    choice = SheetChoice.of(name, workbook, options);
    for (Sheet sheet : choice.sheets()) {
      layouts.add(look(sheet, options.strictTypes() ? Long.MAX_VALUE : sampleCells));
    }
    tables = new TablePlan(name, options, layouts).tables();
  }

  private SheetLayout look(Sheet sheet, long maxCells) throws IOException {
    LayoutBuilder builder =
        new LayoutBuilder(sheet, strings(), choice.objects(sheet), choice.choices());
    SheetRow row = new SheetRow();
    try (SelectedRows rows = open(sheet)) {
      int looked = 0;
      boolean complete = true;
      while (rows.next(row)) {
        builder.add(row);
        if (++looked % 4096 == 0) {
          context.checkCancelled();
        }
        if (builder.cells() > maxCells) {
          complete = false;
          break;
        }
      }
      return builder.finish(rows, complete);
    }
  }

  /** Looks at every row of the sheets that were only sampled. */
  void surveyAll() throws IOException {
    for (int i = 0; i < layouts.size(); i++) {
      if (!layouts.get(i).complete()) {
        layouts.set(i, look(layouts.get(i).sheet(), Long.MAX_VALUE));
      }
    }
  }

  /** A new pass over the rows of a sheet that are to be read. */
  SelectedRows open(Sheet sheet) throws IOException {
    return new SelectedRows(workbook.open(sheet), choice.selection(sheet), strings());
  }

  String name() {
    return name;
  }

  ExcelOptions options() {
    return options;
  }

  ReadContext context() {
    return context;
  }

  SharedStrings strings() {
    return workbook.strings();
  }

  /** What is known of every sheet that is read. */
  List<SheetLayout> layouts() {
    return layouts;
  }

  /** Sheets of the workbook. */
  int sheetCount() {
    return workbook.sheets().size();
  }

  /** Whether blank rows may come between tables. */
  boolean findsTables() {
    return !choice.choices().single() && choice.choices().headerRow() == 0;
  }

  /** What is known of a sheet that is read. */
  SheetLayout layout(Sheet sheet) {
    for (SheetLayout layout : layouts) {
      if (layout.sheet().equals(sheet)) {
        return layout;
      }
    }
    throw new IllegalStateException("sheet is not read: " + sheet.name());
  }

  @Override
  public List<TableInfo> tables() {
    List<TableInfo> infos = new ArrayList<>();
    for (OutputTable table : tables) {
      List<Notice> notices = new ArrayList<>();
      if (infos.isEmpty()) {
        notices.addAll(choice.notices());
        layouts.forEach(layout -> notices.addAll(SheetNotices.of(layout)));
      }
      notices.addAll(table.notices());
      infos.add(new TableInfo(table.name(), table.schema(), table.rowCount(), notices));
    }
    return infos;
  }

  @Override
  public Map<String, String> properties() {
    return WorkbookProperties.of(workbook, layouts);
  }

  @Override
  public TableScan scan(Set<String> wanted) {
    return new ExcelScan(
        this, tables.stream().filter(table -> wanted.contains(table.name())).toList());
  }

  @Override
  public List<Notice> widen() {
    List<OutputTable> before = tables;
    tables = new TablePlan(name, options, layouts).tables();
    List<Notice> notices = new ArrayList<>();
    for (OutputTable table : tables) {
      before.stream()
          .filter(old -> old.name().equals(table.name()))
          .forEach(old -> notices.addAll(changes(old, table)));
      if (before.stream().noneMatch(old -> old.name().equals(table.name()))) {
        notices.add(
            new Notice("table-added", "table " + table.name() + " begins below the first rows"));
      }
    }
    return notices;
  }

  private static List<Notice> changes(OutputTable old, OutputTable table) {
    List<Notice> notices = new ArrayList<>();
    Map<String, Column> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    old.columns().forEach(column -> byName.put(column.name(), column));
    for (Column column : table.columns()) {
      Column before = byName.get(column.name());
      if (before == null) {
        notices.add(
            new Notice(
                "column-added",
                "column " + column.name() + " was added; the first rows have no cell in it"));
        continue;
      }
      if (!before.type().equals(column.type())) {
        notices.add(
            new Notice(
                "type-widened",
                "column "
                    + column.name()
                    + " is "
                    + column.type().name()
                    + (before.unseen()
                        ? "; the first rows hold no value for it"
                        : " instead of " + before.type().name() + " as the first rows suggested")));
      }
    }
    return notices;
  }

  @Override
  public void close() throws IOException {
    workbook.close();
  }
}
