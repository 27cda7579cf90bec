package io.pyforge.core.reader.parquet;

import io.pyforge.core.nested.NestedInput;
import io.pyforge.core.nested.NestedOptions;
import io.pyforge.core.nested.PathNames;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An open Parquet file: its footer, and passes over its rows. Without lists and maps, rows are read
 * column by column; with them, record by record, and become tables as those of all nested formats.
 *
 * <p>Opening looks at the first values of columns in nanoseconds, which are text if microseconds do
 * not hold them; if such a value comes later, the pass misses and starts again.
 */
final class ParquetInput implements TabularInput {
  /** Values of a column in nanoseconds that are looked at before the first pass. */
  static final int SAMPLE_VALUES = 64 * 1024;

  private static final String OWN_VALUE = "value";

  private final ParquetFile file;
  private final ParquetOptions options;
  private final ReadContext context;
  private final SchemaPlace top;
  private final int places;
  private final SourceTypes types;
  private final Set<Integer> inexactColumns = new TreeSet<>();
  private List<SourceColumn> columns;
  private @Nullable NestedInput nested;

  private ParquetInput(ParquetFile file, ParquetOptions options, ReadContext context)
      throws IOException {
    this.file = file;
    this.options = options;
    this.context = context;
    top = SchemaPlaces.of(file.name(), file.schema());
    places = count(top);
    types = new SourceTypes(options.replaceInvalidText());
    columns = SourceColumns.of(file, top, types, inexactColumns);
    inexactColumns.addAll(new NanosSurvey(file, columns, context).first(SAMPLE_VALUES));
    map();
  }

  /**
   * Opens a source.
   *
   * @throws io.pyforge.spi.error.ForgeException INPUT if it is corrupt or encrypted, or has a
   *     column that cannot be read
   */
  static ParquetInput open(InputSource source, ParquetOptions options, ReadContext context)
      throws IOException {
    return new ParquetInput(ParquetFile.open(source), options, context);
  }

  private static int count(SchemaPlace place) {
    return 1 + place.parts().stream().mapToInt(ParquetInput::count).sum();
  }

  private void map() {
    columns = SourceColumns.of(file, top, types, inexactColumns);
    nested = top.anyArray() ? nested() : null;
  }

  private NestedInput nested() {
    NestedColumns nestedColumns = new NestedColumns(file.name(), top, columns, places);
    NestedOptions arrays = new NestedOptions(options.arrays(), false, List.of(), false);
    return new NestedInput(
        new NestedInput.Setup(
            file.name(),
            file.stem(),
            arrays,
            PathNames.joined(OWN_VALUE),
            Map.of(),
            List.of(),
            new NestedRecords(file, top, nestedColumns, options.maxRowBytes()),
            Optional.empty(),
            false,
            0),
        nestedColumns.shape(),
        context);
  }

  @Override
  public List<TableInfo> tables() {
    return nested != null
        ? nested.tables()
        : List.of(
            new TableInfo(file.stem(), schema(), OptionalLong.of(file.recordCount()), List.of()));
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = file.properties();
    if (nested != null) {
      properties.put("records", Long.toString(file.recordCount()));
    }
    return properties;
  }

  @Override
  public TableScan scan(Set<String> tables) throws IOException {
    if (nested != null) {
      return new NestedPass(this, nested.scan(tables));
    }
    return tables.contains(file.stem())
        ? new ParquetScan(this, file.newReader(), context)
        : new NoRows();
  }

  ParquetFile file() {
    return file;
  }

  /** Bytes that one row may need. */
  long maxRowBytes() {
    return options.maxRowBytes();
  }

  /** The columns of the file, and what they become in this pass. */
  List<SourceColumn> columns() {
    return columns;
  }

  /** The schema of a file without lists and maps. */
  Schema schema() {
    return new Schema(columns.stream().map(SourceColumn::field).toList());
  }

  /** Looks for nanoseconds in all rows; {@link #widen} takes what is found. */
  void survey() throws IOException {
    inexactColumns.addAll(new NanosSurvey(file, columns, context).all());
  }

  @Override
  public List<Notice> widen() {
    List<SourceColumn> before = columns;
    map();
    return SourceColumns.changes(before, columns);
  }

  @Override
  public void close() {
    // Every pass closes its own channel, and opening closed the one it used.
  }

  /** A pass over nested records, with a survey of nanoseconds only. */
  private record NestedPass(ParquetInput input, TableScan records) implements TableScan {
    @Override
    public boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss {
      return records.read(into, log);
    }

    @Override
    public void survey() throws IOException {
      input.survey();
    }

    @Override
    public void close() throws IOException {
      records.close();
    }
  }

  /** The pass over none of the tables. */
  private static final class NoRows implements TableScan {
    @Override
    public boolean read(RecordBatch into, ScanLog log) {
      return false;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
