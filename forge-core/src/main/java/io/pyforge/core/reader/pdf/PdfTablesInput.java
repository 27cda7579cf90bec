package io.pyforge.core.reader.pdf;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tables of a document, all of whose values were seen when it was opened. */
final class PdfTablesInput implements TabularInput {
  static final String PAGE_COLUMN = "_page";

  private static final int BATCH_ROWS = 16_384;

  /** A table as it is given. */
  private record Given(
      String name, CollectedTable table, List<Column> columns, List<CellStyle> styles) {
    Schema schema() {
      return new Schema(columns.stream().map(c -> Field.of(c.name(), c.type())).toList());
    }
  }

  private final DocumentPool pool;
  private final TableCollector collector;
  private final PdfOptions options;
  private final Map<String, String> facts;
  private final List<Notice> documentNotices;
  private final ReadContext context;
  private final List<Given> tables = new ArrayList<>();

  PdfTablesInput(
      DocumentPool pool,
      TableCollector collector,
      PdfOptions options,
      Map<String, String> facts,
      List<Notice> documentNotices,
      ReadContext context) {
    this.pool = pool;
    this.collector = collector;
    this.options = options;
    this.facts = facts;
    this.documentNotices = documentNotices;
    this.context = context;
    for (int i = 0; i < collector.tables().size(); i++) {
      tables.add(given(collector.name(i), collector.tables().get(i)));
    }
    List<String> names =
        tables.stream().flatMap(t -> t.columns.stream()).map(Column::name).distinct().toList();
    FixedTypes.byColumn(options.fixedTypes(), names, pool.name()); // refuses others
  }

  private Given given(String name, CollectedTable table) {
    List<Column> inferred = new ArrayList<>(table.inferred(options.allText()));
    List<CellStyle> styles = new ArrayList<>(table.styles());
    if (options.allText()) {
      styles.replaceAll(style -> CellStyle.PLAIN);
    }
    if (options.metadata()) {
      ColumnType type = options.allText() ? new ColumnType.Text() : new ColumnType.Int64();
      List<String> unique = new ArrayList<>(inferred.stream().map(Column::name).toList());
      unique.add(PAGE_COLUMN);
      String page = Schema.uniqueNames(unique).get(unique.size() - 1);
      inferred.add(new Column(page, type, false, false));
      styles.add(CellStyle.PLAIN);
    }
    for (int i = 0; i < inferred.size(); i++) {
      Column column = inferred.get(i);
      for (FixedType fixed : options.fixedTypes()) {
        if (fixed.column().equalsIgnoreCase(column.name())) {
          inferred.set(i, new Column(column.name(), fixed.type(), true, false));
          if (fixed.type() instanceof ColumnType.Text) {
            styles.set(i, CellStyle.PLAIN);
          }
        }
      }
    }
    return new Given(name, table, List.copyOf(inferred), List.copyOf(styles));
  }

  @Override
  public List<TableInfo> tables() {
    List<TableInfo> infos = new ArrayList<>();
    for (Given given : tables) {
      List<Notice> notices = new ArrayList<>();
      if (infos.isEmpty()) {
        notices.addAll(documentNotices);
        notices.addAll(collector.notices());
      }
      notices.addAll(notices(given));
      infos.add(
          new TableInfo(
              given.name, given.schema(), OptionalLong.of(given.table.rowCount()), notices));
    }
    return infos;
  }

  private static List<Notice> notices(Given given) {
    List<Notice> notices = new ArrayList<>();
    CollectedTable table = given.table;
    if (table.lastPage() > table.firstPage()) {
      notices.add(
          new Notice(
              "table-joined",
              "table "
                  + given.name
                  + " goes on from page "
                  + table.firstPage()
                  + " to page "
                  + table.lastPage()));
    }
    for (int i = 0; i < table.columns(); i++) {
      Column column = given.columns.get(i);
      CellStyle style = given.styles.get(i);
      if (style == CellStyle.DAY_FIRST || style == CellStyle.MONTH_FIRST) {
        notices.add(
            new Notice(
                "date-order",
                "table "
                    + given.name
                    + ", column "
                    + column.name()
                    + ": dates are read as "
                    + (style == CellStyle.DAY_FIRST ? "day, month, year" : "month, day, year")
                    + ", the only order that all of them allow"));
      } else if (style == CellStyle.NUMBER && table.dashes(i) > 0) {
        notices.add(
            new Notice(
                "dashes-are-null",
                "table "
                    + given.name
                    + ", column "
                    + column.name()
                    + ": "
                    + table.dashes(i)
                    + (table.dashes(i) == 1
                        ? " dash among its numbers is"
                        : " dashes among its numbers are")
                    + " taken for no value; --types string keeps"
                    + " them"));
      }
    }
    return notices;
  }

  @Override
  public Map<String, String> properties() {
    return facts;
  }

  @Override
  public TableScan scan(Set<String> wanted) {
    return new Scan(tables.stream().filter(given -> wanted.contains(given.name)).toList());
  }

  @Override
  public void close() throws IOException {
    collector.close();
    pool.close();
  }

  private final class Scan implements TableScan {
    private final List<Given> wanted;
    private int index;
    private CellSpool.@Nullable Rows rows;
    private long done;

    Scan(List<Given> wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean read(RecordBatch into, ScanLog log) throws IOException {
      while (index < wanted.size()) {
        context.checkCancelled();
        Given given = wanted.get(index);
        CellSpool.Rows open = rows;
        if (open == null) {
          open = collector.spool().rows(given.table.position());
          rows = open;
          done = 0;
        } else if (done == given.table.rowCount()) {
          open.close();
          rows = null;
          index++;
          continue;
        }
        fill(given, open, into);
        return true;
      }
      return false;
    }

    private void fill(Given given, CellSpool.Rows from, RecordBatch into) throws IOException {
      into.begin(given.name, given.schema());
      CellWriter writer = new CellWriter(pool.name(), given.name, given.columns, into);
      @Nullable String[] cells = new @Nullable String[given.table.columns()];
      for (int row = 0; row < BATCH_ROWS && done < given.table.rowCount(); row++) {
        int page = from.next(cells);
        done++;
        String place = String.format(Locale.ROOT, "row %d (page %d)", done, page);
        for (int i = 0; i < cells.length; i++) {
          String text = cells[i];
          String machine = text == null ? null : given.styles.get(i).machine(text);
          if (machine == null || machine.isEmpty()) {
            writer.setNull(i);
          } else {
            writer.set(i, machine, place);
          }
        }
        if (given.columns.size() > cells.length) {
          writer.set(cells.length, Integer.toString(page), place);
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (rows != null) {
        rows.close();
      }
    }
  }
}
