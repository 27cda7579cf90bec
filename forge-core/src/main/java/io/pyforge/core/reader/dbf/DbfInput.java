package io.pyforge.core.reader.dbf;

import io.pyforge.core.reader.PieceScan;
import io.pyforge.core.reader.SourceNames;
import io.pyforge.core.text.BlockSource;
import io.pyforge.core.text.TextFailures;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An open table: its header, its columns, and passes over its records. Columns have the types their
 * fields declare; opening looks at the first records, and a later value that does not fit makes the
 * column wider for the next pass.
 */
final class DbfInput implements TabularInput {
  /** Bytes of records that opening looks at. */
  static final int SAMPLE_BYTES = 256 * 1024;

  /** What dBASE calls the deletion mark nowhere, because it is no field. */
  private static final String DELETED_COLUMN = "_deleted";

  /** Pieces are as large as suits the input. */
  static final int BY_SIZE = 0;

  private final InputSource source;
  private final DbfHeader header;
  private final DbfOptions options;
  private final ReadContext context;
  private final TableEncoding encoding;
  private final int blockBytes;
  private final List<Notice> notices = new ArrayList<>();
  private final Optional<String> memoName;
  private List<DbfColumn> columns;
  private Schema schema;

  private DbfInput(
      InputSource source, DbfHeader header, DbfOptions options, ReadContext context, int blockBytes)
      throws IOException {
    this.source = source;
    this.header = header;
    this.options = options;
    this.context = context;
    this.blockBytes =
        blockBytes == BY_SIZE ? BlockSource.blockBytes(source.stat().sizeBytes()) : blockBytes;
    encoding = TableEncoding.of(source, header, options, notices);
    columns = makeColumns();
    schema = schemaOf(columns);
    memoName = memoColumns() == 0 ? Optional.empty() : MemoFile.nameOf(source, header.version());
    if (header.recordLength() > header.fieldBytes() + 1) {
      notices.add(
          new Notice(
              "record-length",
              "records are "
                  + header.recordLength()
                  + " bytes long, and the fields use "
                  + (header.fieldBytes() + 1)
                  + " of them"));
    }
  }

  /**
   * Opens a table.
   *
   * @param blockBytes of a piece, or {@link #BY_SIZE}
   * @throws io.pyforge.spi.error.ForgeException INPUT if it is no table
   */
  static DbfInput open(InputSource source, DbfOptions options, ReadContext context, int blockBytes)
      throws IOException {
    DbfHeader header;
    try (InputStream in = source.openStream()) {
      header = HeaderParser.read(source.name(), in);
    }
    DbfInput input = new DbfInput(source, header, options, context, blockBytes);
    input.lookAtFirstRecords();
    return input;
  }

  private void lookAtFirstRecords() throws IOException {
    RecordBatch batch = new RecordBatch();
    try (PieceSource pieces = new DbfPieces(this, source.openStream(), null, SAMPLE_BYTES)) {
      PieceSource.Piece first = pieces.next(batch);
      if (first != null) {
        first.survey();
        notices.addAll(widen());
      }
    }
  }

  private List<DbfColumn> makeColumns() {
    List<String> names = new ArrayList<>();
    header.fields().forEach(field -> names.add(encoding.decoded(field.rawName())));
    boolean deleted = options.includeDeleted() || header.fields().isEmpty();
    if (deleted) {
      names.add(DELETED_COLUMN);
    }
    List<String> unique = Schema.uniqueNames(names);
    List<DbfColumn> made = new ArrayList<>();
    int memos = 0;
    for (int i = 0; i < header.fields().size(); i++) {
      DbfField field = header.fields().get(i);
      FieldKind kind = FieldKind.of(field, header.version());
      int memo = kind.isMemo() ? memos++ : -1;
      made.add(column(unique.get(i), field, kind, memo));
    }
    if (deleted) {
      DbfField mark = new DbfField(new byte[0], ' ', 0, 1, 0, DbfField.NONE, DbfField.NONE);
      made.add(column(unique.get(unique.size() - 1), mark, FieldKind.DELETED, -1));
    }
    return made;
  }

  private static DbfColumn column(String name, DbfField field, FieldKind kind, int memo) {
    ColumnType type = kind.declaredType(field);
    return new DbfColumn(name, field, kind, type, type, memo, new FieldEvidence());
  }

  private static Schema schemaOf(List<DbfColumn> columns) {
    return new Schema(columns.stream().map(DbfColumn::schemaField).toList());
  }

  @Override
  public List<TableInfo> tables() {
    return List.of(new TableInfo(table(), schema, OptionalLong.empty(), notices));
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("version", header.version().name());
    header.lastUpdate().ifPresent(date -> properties.put("last_update", date.toString()));
    properties.put("records", Long.toString(header.recordCount()));
    properties.put("record_bytes", Integer.toString(header.recordLength()));
    properties.put("header_bytes", Integer.toString(header.length()));
    properties.put("encoding", encoding.page().name());
    properties.put("encoding_from", encoding.origin());
    if (memoColumns() > 0) {
      properties.put("memo_file", memoName.orElse("missing"));
    }
    properties.put(
        "fields",
        columns.stream()
            .filter(column -> column.kind() != FieldKind.DELETED)
            .map(column -> column.name() + " " + column.field().declaration())
            .collect(Collectors.joining(", ")));
    return properties;
  }

  @Override
  public TableScan scan(Set<String> tables) throws IOException {
    return new PieceScan(tables.contains(table()) ? newPieces() : PieceScan.none());
  }

  @Override
  public Optional<PieceSource> pieces(Set<String> tables) throws IOException {
    return Optional.of(tables.contains(table()) ? newPieces() : PieceScan.none());
  }

  private PieceSource newPieces() throws IOException {
    @Nullable MemoFile memos =
        memoColumns() == 0 ? null : MemoFile.open(source, header.version()).orElse(null);
    try {
      return new DbfPieces(this, source.openStream(), memos, blockBytes);
    } catch (IOException | RuntimeException e) {
      if (memos != null) {
        memos.close();
      }
      throw e;
    }
  }

  @Override
  public List<Notice> widen() {
    List<Notice> widened = new ArrayList<>();
    encoding.widen().ifPresent(widened::add);
    List<DbfColumn> wider = new ArrayList<>();
    for (DbfColumn column : columns) {
      ColumnType type =
          column.type() instanceof ColumnType.Text
              ? column.type()
              : column.evidence().widened(column.declared());
      if (!type.equals(column.type())) {
        widened.add(
            new Notice(
                "type-widened",
                "column "
                    + column.name()
                    + " is "
                    + type.name()
                    + " instead of "
                    + column.type().name()
                    + ", which its field "
                    + column.field().declaration()
                    + " would be: not all of its values are"));
      }
      wider.add(column.withType(type));
    }
    columns = List.copyOf(wider);
    schema = schemaOf(columns);
    return widened;
  }

  /** The source's name, for messages. */
  String name() {
    return source.name();
  }

  String table() {
    return SourceNames.stem(source.name());
  }

  DbfHeader header() {
    return header;
  }

  DbfOptions options() {
    return options;
  }

  ReadContext context() {
    return context;
  }

  List<DbfColumn> columns() {
    return columns;
  }

  Schema schema() {
    return schema;
  }

  /** What the file of memos should be called. */
  String memoFileNames() {
    String stem = SourceNames.stem(name());
    return stem + (header.version().foxProMemos() ? ".fpt" : ".dbt");
  }

  /** How many columns have their values in the file of memos. */
  int memoColumns() {
    return (int) columns.stream().filter(column -> column.kind().isMemo()).count();
  }

  TextDecoder newDecoder() {
    return new TextDecoder(encoding.page(), options.replaceInvalidText());
  }

  /**
   * Whether nothing says what the text is in, so that bytes that are no UTF-8 change its reading.
   */
  boolean assumesUtf8() {
    return encoding.assumesUtf8();
  }

  /** Takes in that some text is no UTF-8. Thread-safe. */
  void learnNotUtf8(byte[] b, int from, int to) {
    encoding.learnNotUtf8(b, from, to);
  }

  /** What to do about text that is none in the table's code page: try another, or fail. */
  SchemaMiss undecodable(ColumnReader reader, int row) {
    if (encoding.assumesUtf8()) {
      return reader.miss(row);
    }
    throw TextFailures.invalid(name(), reader.place(row), encoding.page().name());
  }

  @Override
  public void close() {
    // Every pass closes what it opened.
  }
}
