package io.pyforge.core.reader.parquet;

import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/** An open Parquet file: its footer, and passes over its rows. */
final class ParquetInput implements TabularInput {
  private static final String VERSION_KEY = "pyforge.version";
  private static final String MAGIC = "PAR1";
  private static final String ENCRYPTED_MAGIC = "PARE";
  private static final int MAGIC_LENGTH = 4;

  private final ChannelInputFile file;
  private final String fileName;
  private final ParquetReadOptions readOptions;
  private final ParquetMetadata footer;
  private final SourceTypes types;
  private final ReadContext context;
  private final Set<Integer> inexactColumns = new TreeSet<>();
  private List<SourceColumn> columns;

  private ParquetInput(
      ChannelInputFile file,
      String fileName,
      ParquetReadOptions readOptions,
      ParquetMetadata footer,
      SourceTypes types,
      ReadContext context) {
    this.file = file;
    this.fileName = fileName;
    this.readOptions = readOptions;
    this.footer = footer;
    this.types = types;
    this.context = context;
    columns = mapColumns(fileName, footer.getFileMetaData().getSchema(), types, Set.of());
  }

  /**
   * Reads the footer of a source.
   *
   * @throws ForgeException INPUT if it is corrupt, encrypted, or has a column that cannot be read
   */
  static ParquetInput open(InputSource source, boolean replaceInvalidText, ReadContext context)
      throws IOException {
    String name = source.name();
    refuseOtherFormats(source);
    refuseEncryptedFooter(source);
    ChannelInputFile file = new ChannelInputFile(source);
    ParquetReadOptions readOptions =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new PageDecompressors(name))
            .usePageChecksumVerification()
            .withUseHadoopVectoredIo(false)
            .build();
    ParquetMetadata footer;
    try (ParquetFileReader reader = ParquetFileReader.open(file, readOptions)) {
      footer = reader.getFooter();
      checkChunks(name, footer, file.getLength());
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      // The library meets a damaged footer with whatever its code trips over.
      throw failure(file, name, "the footer cannot be read", e);
    }
    SourceTypes types = new SourceTypes(replaceInvalidText);
    return new ParquetInput(file, name, readOptions, footer, types, context);
  }

  /** The source's own failure if there was one, else a failure that says the file is corrupt. */
  static ForgeException failure(ChannelInputFile file, String name, String what, Throwable cause)
      throws IOException {
    IOException sourceFailure = file.failure();
    if (sourceFailure != null) {
      throw sourceFailure;
    }
    return ParquetFailures.corrupt(name, what, cause);
  }

  private static void refuseOtherFormats(InputSource source) throws IOException {
    try (InputStream in = source.openRange(0, MAGIC_LENGTH)) {
      String magic = new String(in.readNBytes(MAGIC_LENGTH), StandardCharsets.US_ASCII);
      if (!magic.equals(MAGIC) && !magic.equals(ENCRYPTED_MAGIC)) {
        throw ParquetFailures.otherFormat(source.name());
      }
    }
  }

  private static void refuseEncryptedFooter(InputSource source) throws IOException {
    ByteBuffer tail = ByteBuffer.allocate(MAGIC_LENGTH);
    try (SeekableByteChannel channel = source.openChannel()) {
      channel.position(Math.max(0, channel.size() - MAGIC_LENGTH));
      while (tail.hasRemaining() && channel.read(tail) >= 0) {
        continue;
      }
    }
    String magic = new String(tail.array(), StandardCharsets.US_ASCII);
    if (magic.equals(ENCRYPTED_MAGIC)) {
      throw ParquetFailures.encrypted(source.name(), "the footer is");
    }
  }

  /** Chunks must lie within the file: their sizes decide how much memory the library takes. */
  private static void checkChunks(String name, ParquetMetadata footer, long fileLength) {
    for (BlockMetaData group : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : group.getColumns()) {
        if (chunk.isEncrypted()) {
          throw ParquetFailures.encrypted(name, "column " + chunk.getPath().toDotString() + " is");
        }
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < 0 || size < 0 || start > fileLength - size) {
          throw ParquetFailures.corrupt(
              name,
              "column "
                  + chunk.getPath().toDotString()
                  + " lies outside the file: "
                  + size
                  + " bytes at "
                  + start
                  + " of "
                  + fileLength,
              null);
        }
      }
    }
  }

  private static List<SourceColumn> mapColumns(
      String fileName, MessageType schema, SourceTypes types, Set<Integer> inexact) {
    List<Type> fields = schema.getFields();
    List<String> names = Schema.uniqueNames(fields.stream().map(Type::getName).toList());
    List<SourceColumn> columns = new ArrayList<>(fields.size());
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      Type field = fields.get(i);
      if (!seen.add(field.getName())) {
        // parquet-hadoop finds chunks by name and would read one column for both.
        throw ParquetFailures.unsupportedColumn(fileName, field.getName(), "is there twice");
      }
      if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
        throw ParquetFailures.unsupportedColumn(
            fileName, field.getName(), "is nested (a list, map or structure)");
      }
      SourceTypes.Mapping mapping = types.map(field.asPrimitiveType(), inexact.contains(i));
      if (mapping == null) {
        throw ParquetFailures.unsupportedColumn(
            fileName, field.getName(), "has a type without a counterpart: " + field);
      }
      boolean nullable = field.isRepetition(Type.Repetition.OPTIONAL);
      columns.add(
          new SourceColumn(
              schema.getColumnDescription(new String[] {field.getName()}),
              new Field(names.get(i), mapping.type(), nullable),
              mapping.reader()));
    }
    return columns;
  }

  @Override
  public List<TableInfo> tables() {
    long rows = footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
    return List.of(new TableInfo(tableName(), schema(), OptionalLong.of(rows), List.of()));
  }

  /** The file's name without its suffix. */
  String tableName() {
    int dot = fileName.lastIndexOf('.');
    return dot > 0 ? fileName.substring(0, dot) : fileName;
  }

  Schema schema() {
    return new Schema(columns.stream().map(SourceColumn::field).toList());
  }

  @Override
  public Map<String, String> properties() {
    FileMetaData metaData = footer.getFileMetaData();
    Map<String, String> properties = new LinkedHashMap<>();
    String createdBy = metaData.getCreatedBy();
    if (createdBy != null) {
      properties.put("created_by", createdBy);
    }
    properties.put("row_groups", Integer.toString(footer.getBlocks().size()));
    Set<String> codecs = new TreeSet<>();
    for (BlockMetaData group : footer.getBlocks()) {
      group.getColumns().forEach(chunk -> codecs.add(chunk.getCodec().name()));
    }
    properties.put("codecs", String.join(", ", codecs).toLowerCase(java.util.Locale.ROOT));
    String version = metaData.getKeyValueMetaData().get(VERSION_KEY);
    if (version != null) {
      properties.put("pyforge_version", version);
    }
    return properties;
  }

  @Override
  public TableScan scan(Set<String> tables) throws IOException {
    if (!tables.contains(tableName())) {
      return new NoRows();
    }
    try {
      return new ParquetScan(
          this, ParquetFileReader.open(file, footer, readOptions, file.newStream()), context);
    } catch (RuntimeException e) {
      throw failure(file, fileName, "the row groups cannot be read", e);
    }
  }

  String fileName() {
    return fileName;
  }

  ChannelInputFile file() {
    return file;
  }

  String createdBy() {
    String createdBy = footer.getFileMetaData().getCreatedBy();
    return createdBy == null ? "" : createdBy;
  }

  MessageType fileSchema() {
    return footer.getFileMetaData().getSchema();
  }

  List<SourceColumn> columns() {
    return columns;
  }

  /** Remembers that a column has values which its type does not hold exactly. */
  void markInexact(int column) {
    inexactColumns.add(column);
  }

  @Override
  public List<Notice> widen() {
    List<SourceColumn> old = columns;
    columns = mapColumns(fileName, fileSchema(), types, inexactColumns);
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      Field before = old.get(i).field();
      Field after = columns.get(i).field();
      if (!before.equals(after)) {
        notices.add(
            new Notice(
                "type-widened",
                "column "
                    + before.name()
                    + " has nanoseconds, which "
                    + before.type().name()
                    + " does not hold; it is written as "
                    + after.type().name()));
      }
    }
    return notices;
  }

  @Override
  public void close() {
    // Every pass closes its own channel, and opening closed the one it used.
  }

  /** The pass over none of the tables. */
  private static final class NoRows implements TableScan {
    @Override
    public boolean read(io.pyforge.spi.batch.RecordBatch into, io.pyforge.spi.reader.ScanLog log) {
      return false;
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
