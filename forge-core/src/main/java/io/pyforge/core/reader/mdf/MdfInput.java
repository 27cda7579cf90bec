package io.pyforge.core.reader.mdf;

import io.pyforge.core.reader.PieceScan;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TableFailure;
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
import java.util.concurrent.ConcurrentHashMap;

/**
 * An open data file. Opening it reads the catalog, and looks at the first rows of tables with times
 * that may be finer than microseconds.
 */
final class MdfInput implements TabularInput {
  /** Pages of a table that opening looks at. */
  private static final int SAMPLE_PAGES = 16;

  private final PageFile file;
  private final MdfOptions options;
  private final ReadContext context;
  private final Map<String, String> properties;
  private final List<MdfTable> tables;
  private final List<TableFailure> failedTables;
  private final List<Notice> notices;
  private Map<String, RowCount> counts = new ConcurrentHashMap<>();

  /**
   * @param notices about the file as a whole
   */
  MdfInput(
      PageFile file,
      MdfOptions options,
      ReadContext context,
      Map<String, String> properties,
      List<MdfTable> tables,
      List<TableFailure> failedTables,
      List<Notice> notices) {
    this.file = file;
    this.options = options;
    this.context = context;
    this.properties = properties;
    this.tables = List.copyOf(tables);
    this.failedTables = List.copyOf(failedTables);
    this.notices = List.copyOf(notices);
  }

  PageFile file() {
    return file;
  }

  String name() {
    return file.name();
  }

  MdfOptions options() {
    return options;
  }

  ReadContext context() {
    return context;
  }

  /**
   * Looks at the first rows of each table that has columns whose types may turn out too narrow, so
   * that few conversions have to start twice. What cannot be read is left to the pass.
   */
  void sample() throws IOException {
    RecordBatch batch = new RecordBatch();
    for (MdfTable table : tables) {
      if (!table.mayBeInexact()) {
        continue;
      }
      try (PieceSource pieces = sampled(table)) {
        PieceSource.Piece first = pieces.next(batch);
        if (first != null) {
          first.survey();
        }
      } catch (TableFailure e) {
        // As said: the pass meets it again.
      }
      table.widen();
    }
  }

  private PieceSource sampled(MdfTable table) {
    return new MdfPieces(this, List.of(table), new ConcurrentHashMap<>(), SAMPLE_PAGES);
  }

  @Override
  public List<TableInfo> tables() {
    List<TableInfo> infos = new ArrayList<>();
    for (MdfTable table : tables) {
      List<Notice> told = new ArrayList<>(infos.isEmpty() ? notices : List.of());
      told.addAll(table.notices());
      Optional.ofNullable(counts.get(table.name()))
          .flatMap(count -> count.difference(table))
          .ifPresent(told::add);
      infos.add(
          new TableInfo(table.name(), table.schema(), OptionalLong.of(table.rowCount()), told));
    }
    return infos;
  }

  @Override
  public List<TableFailure> failedTables() {
    return failedTables;
  }

  @Override
  public Map<String, String> properties() {
    return properties;
  }

  @Override
  public TableScan scan(Set<String> wanted) {
    return new PieceScan(open(wanted));
  }

  @Override
  public Optional<PieceSource> pieces(Set<String> wanted) {
    return Optional.of(open(wanted));
  }

  private PieceSource open(Set<String> wanted) {
    counts = new ConcurrentHashMap<>();
    return new MdfPieces(
        this,
        tables.stream().filter(table -> wanted.contains(table.name())).toList(),
        counts,
        TablePages.MAX_PAGES);
  }

  @Override
  public List<Notice> widen() {
    return tables.stream().flatMap(table -> table.widen().stream()).toList();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
