package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;
import io.pyforge.core.writer.TableFile;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import io.pyforge.spi.writer.WriteContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** One Parquet file being written: magic, blocks as they are appended, then indexes and footer. */
final class ParquetTableFile implements TableFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String VERSION_KEY = "pyforge.version";

  private final Schema schema;
  private final List<ParquetColumn> columns;
  private final ParquetOptions options;
  private final WriteContext context;
  private final FileFooter footer;
  private final PositionedOutput out;
  private final Queue<ParquetBatchEncoder> encoders = new ConcurrentLinkedQueue<>();
  private boolean closed;

  private ParquetTableFile(
      Schema schema, ParquetOptions options, WriteContext context, OutputStream target)
      throws IOException {
    this.schema = schema;
    this.options = options;
    this.context = context;
    columns = ParquetTypes.columns(schema, options.timeAsText());
    footer = new FileFooter(columns, options.compression().codec());
    out = new PositionedOutput(target);
    out.write(MAGIC);
  }

  /**
   * Starts a file.
   *
   * @throws ForgeException INPUT for a table without columns, which the format cannot hold
   */
  static ParquetTableFile start(
      String table,
      Schema schema,
      ParquetOptions options,
      WriteContext context,
      OutputStream target)
      throws IOException {
    if (schema.width() == 0) {
      throw new ForgeException(
          ErrorKind.INPUT,
          "no-columns",
          context.sourceName() + ": table " + table + " has no columns, and Parquet needs one",
          "leave this table out, or check that the input is not empty");
    }
    return new ParquetTableFile(schema, options, context, target);
  }

  @Override
  public BatchEncoder newEncoder() {
    ParquetBatchEncoder encoder =
        new ParquetBatchEncoder(
            schema, columns, options.maxRowGroupRows(), options.compression().newCodec());
    encoders.add(encoder);
    return encoder;
  }

  @Override
  public void append(EncodedBlock block) throws IOException {
    ParquetBlock parquet = (ParquetBlock) block;
    long base = out.position();
    out.write(parquet.pages().array(), 0, parquet.pages().length());
    for (EncodedRowGroup group : parquet.rowGroups()) {
      footer.add(group, base);
    }
  }

  @Override
  public List<Notice> finish() throws IOException {
    String version = context.metadata().getOrDefault(VERSION_KEY, "unknown");
    long footerBytes = footer.write(out, "pyforge version " + version, context.metadata());
    byte[] tail = new byte[Integer.BYTES];
    LittleEndian.putInt(tail, 0, Math.toIntExact(footerBytes));
    out.write(tail);
    out.write(MAGIC);
    close();
    return timesAsText();
  }

  private List<Notice> timesAsText() {
    List<String> times =
        schema.fields().stream()
            .filter(field -> options.timeAsText() && field.type() instanceof ColumnType.Time)
            .map(Field::name)
            .toList();
    return times.isEmpty()
        ? List.of()
        : List.of(
            new Notice(
                "times-as-text",
                "times of day are written as text, which every engine reads: "
                    + (times.size() == 1 ? "column " : "columns ")
                    + String.join(", ", times)
                    + "; --time-type time keeps their type"));
  }

  /** Closes the file as it is, and frees what the encoders hold. */
  @Override
  public void close() throws IOException {
    for (ParquetBatchEncoder encoder : encoders) {
      encoder.close();
    }
    encoders.clear();
    if (!closed) {
      closed = true;
      out.close();
    }
  }
}
