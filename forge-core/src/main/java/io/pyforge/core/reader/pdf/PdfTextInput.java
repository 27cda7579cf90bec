package io.pyforge.core.reader.pdf;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.reader.PieceScan;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text of a document as one table: of nothing but its lines for a text file, else of page, line
 * and text. A piece is some pages in a row.
 */
final class PdfTextInput implements TabularInput {
  /** Pages of a piece: enough to give two threads work, few enough to be little memory. */
  private static final int PIECE_PAGES = 16;

  private final DocumentPool pool;
  private final PageList pages;
  private final int[] numbers;
  private final String table;
  private final PdfOptions options;
  private final Map<String, String> facts;
  private final List<Notice> notices;
  private final ReadContext context;
  private final List<Column> columns;
  private final Schema schema;

  PdfTextInput(
      DocumentPool pool,
      PageList pages,
      int[] numbers,
      String table,
      PdfOptions options,
      Map<String, String> facts,
      List<Notice> notices,
      ReadContext context) {
    this.pool = pool;
    this.pages = pages;
    this.numbers = numbers;
    this.table = table;
    this.options = options;
    this.facts = facts;
    this.notices = notices;
    this.context = context;
    columns = columns(pool.name(), options);
    schema = new Schema(columns.stream().map(c -> Field.of(c.name(), c.type())).toList());
  }

  private static List<Column> columns(String input, PdfOptions options) {
    ColumnType text = new ColumnType.Text();
    ColumnType number = options.allText() ? text : new ColumnType.Int64();
    List<Column> columns = new ArrayList<>();
    if (!options.lines()) {
      columns.add(new Column("page", number, false, false));
      columns.add(new Column("line", number, false, false));
    }
    columns.add(new Column("text", text, false, false));
    Map<String, FixedTypes.FixedType> fixed =
        FixedTypes.byColumn(
            options.fixedTypes(), columns.stream().map(Column::name).toList(), input);
    columns.replaceAll(
        column ->
            fixed.containsKey(column.name())
                ? new Column(column.name(), fixed.get(column.name()).type(), true, false)
                : column);
    return List.copyOf(columns);
  }

  @Override
  public List<TableInfo> tables() {
    return List.of(new TableInfo(table, schema, OptionalLong.empty(), notices));
  }

  @Override
  public Map<String, String> properties() {
    return facts;
  }

  @Override
  public TableScan scan(Set<String> wanted) throws IOException {
    return new PieceScan(pieces(wanted).orElseThrow());
  }

  @Override
  public Optional<PieceSource> pieces(Set<String> wanted) {
    return Optional.of(wanted.contains(table) ? new Pieces() : PieceScan.none());
  }

  @Override
  public void close() throws IOException {
    pool.close();
  }

  private final class Pieces implements PieceSource {
    private int next;

    @Override
    public @Nullable Piece next(RecordBatch batch) {
      context.checkCancelled();
      if (next >= numbers.length) {
        return null;
      }
      int from = next;
      next = Math.min(numbers.length, from + PIECE_PAGES);
      return new Pages(from, next, batch);
    }

    @Override
    public void close() {
      // Documents belong to the input.
    }
  }

  private final class Pages implements PieceSource.Piece {
    private final int from;
    private final int to;
    private final RecordBatch batch;

    Pages(int from, int to, RecordBatch batch) {
      this.from = from;
      this.to = to;
      this.batch = batch;
    }

    @Override
    public RecordBatch read(ScanLog log) throws IOException {
      batch.begin(table, schema);
      CellWriter writer = new CellWriter(pool.name(), table, columns, batch);
      PdfDocument document = pool.take();
      for (int i = from; i < to; i++) {
        context.checkCancelled();
        PageContent page = document.page(pages, numbers[i], options.area());
        List<String> lines = ReadingOrder.lines(page);
        PageNotices.count(page, numbers[i], lines.isEmpty(), log);
        write(numbers[i], lines, writer);
      }
      pool.give(document);
      return batch;
    }

    private void write(int page, List<String> lines, CellWriter writer) {
      if (options.lines()) {
        if (options.metadata()) {
          writer.set(0, "--- page " + page + " ---", "");
        }
        for (String line : lines) {
          writer.set(0, line, "");
        }
        if (options.metadata()) {
          writer.set(0, "--- end of page " + page + " ---", "");
        }
        return;
      }
      int number = 0;
      for (String line : lines) {
        String place = "page " + page + ", line " + ++number;
        writer.set(0, Integer.toString(page), place);
        writer.set(1, Integer.toString(number), place);
        writer.set(2, line, place);
      }
    }

    @Override
    public void survey() {
      throw new IllegalStateException("lines always fit");
    }
  }
}
