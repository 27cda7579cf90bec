package com.example.hello;

import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceHead;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The {@code hello} format: UTF-8 lines. The first is {@code hello} and the column names, with
 * blanks between; every other line is a row, with {@code |} between its values. An empty value is
 * null.
 *
 * <pre>
 * hello name city
 * Ada|London
 * Bo|
 * </pre>
 */
final class HelloReader implements FormatReader {
  private static final OptionSpec GREETING_COLUMN =
      OptionSpec.text(
          "greeting-column", null, "Name of a column to add with a greeting for each row.");
  private static final byte[] MAGIC = "hello ".getBytes(StandardCharsets.US_ASCII);
  private static final int BATCH_ROWS = 10_000;

  @Override
  public String format() {
    return "hello";
  }

  @Override
  public String description() {
    return "Hello: a header line, then values between bars";
  }

  @Override
  public List<String> suffixes() {
    return List.of("hello");
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(GREETING_COLUMN);
  }

  @Override
  public int match(SourceHead head) {
    boolean bySuffix = suffixes().contains(head.suffix());
    if (head.startsWith(MAGIC)) {
      return bySuffix ? CERTAIN : POSSIBLE; // any text may begin with a greeting
    }
    return bySuffix ? BY_SUFFIX : NO_MATCH;
  }

  @Override
  public TabularInput open(InputSource source, OptionValues options, ReadContext context)
      throws IOException {
    List<String> names = new ArrayList<>();
    try (BufferedReader lines = lines(source)) {
      String header = lines.readLine();
      if (header == null || !header.startsWith("hello ")) {
        throw new ForgeException(
            ErrorKind.INPUT,
            "hello-header-missing",
            source.name() + ": line 1 does not start with 'hello '",
            "write 'hello' and the column names into the first line");
      }
      names.addAll(Arrays.asList(header.substring(MAGIC.length).strip().split("\\s+")));
    }
    boolean greets = options.text(GREETING_COLUMN).isPresent();
    options.text(GREETING_COLUMN).ifPresent(names::add);
    List<Field> fields =
        Schema.uniqueNames(names).stream()
            .map(name -> Field.of(name, new ColumnType.Text()))
            .toList();
    return new HelloInput(source, new Schema(fields), greets, context);
  }

  private static BufferedReader lines(InputSource source) throws IOException {
    return new BufferedReader(new InputStreamReader(source.openStream(), StandardCharsets.UTF_8));
  }

  private record HelloInput(InputSource source, Schema schema, boolean greets, ReadContext context)
      implements TabularInput {
    @Override
    public List<TableInfo> tables() {
      return List.of(TableInfo.of(table(), schema));
    }

    @Override
    public Map<String, String> properties() {
      return Map.of("encoding", "UTF-8");
    }

    @Override
    public TableScan scan(Set<String> tables) throws IOException {
      BufferedReader lines = lines(source);
      lines.readLine(); // the header
      return new HelloScan(this, lines, tables.contains(table()));
    }

    @Override
    public void close() {
      // Each scan closes its own stream.
    }

    String table() {
      return source.name().replaceFirst("\\.hello$", "");
    }
  }

  private static final class HelloScan implements TableScan {
    private final HelloInput input;
    private final BufferedReader lines;
    private boolean ended;
    private boolean gaveBatch;
    private long lineNumber = 1;

    HelloScan(HelloInput input, BufferedReader lines, boolean wanted) {
      this.input = input;
      this.lines = lines;
      ended = !wanted;
    }

    @Override
    public boolean read(RecordBatch into, ScanLog log) throws IOException {
      input.context().checkCancelled();
      if (ended) {
        return false;
      }
      List<String> rows = new ArrayList<>();
      while (rows.size() < BATCH_ROWS && !ended) {
        String line = lines.readLine();
        ended = line == null;
        if (line != null) {
          rows.add(line);
        }
      }
      if (rows.isEmpty() && gaveBatch) {
        return false; // a table without rows is still given once, as an empty batch
      }
      BatchBuilder batch = new BatchBuilder(into, input.table(), input.schema());
      rows.forEach(line -> addRow(batch, line));
      gaveBatch = true;
      return true;
    }

    private void addRow(BatchBuilder batch, String line) {
      lineNumber++;
      String[] values = line.split("\\|", -1);
      int columns = input.schema().width() - (input.greets() ? 1 : 0);
      if (values.length != columns) {
        throw new ForgeException(
            ErrorKind.INPUT,
            "ragged-row",
            input.source().name()
                + ": line "
                + lineNumber
                + " has "
                + values.length
                + " values where the header has "
                + columns,
            "correct the line");
      }
      for (int i = 0; i < columns; i++) {
        if (!values[i].isEmpty()) {
          batch.setText(i, values[i]);
        }
      }
      if (input.greets()) {
        batch.setText(columns, "Hello, " + values[0]);
      }
      batch.endRow();
    }

    @Override
    public void close() throws IOException {
      lines.close();
    }
  }
}
