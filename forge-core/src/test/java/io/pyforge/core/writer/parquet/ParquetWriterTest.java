package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.testkit.MemoryTarget;
import io.pyforge.spi.testkit.TestTables;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParquetWriterTest {
  @TempDir Path folder;

  @Test
  void everyColumnTypeHasAParquetType() {
    Set<Class<?>> mapped = new HashSet<>();
    for (ParquetColumn column : ParquetTypes.columns(TestTables.everyTypeSchema(), false)) {
      assertThat(column.element().getType()).isEqualTo(column.physical().type());
      mapped.add(column.field().type().getClass());
    }
    assertThat(mapped)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ColumnType.class.getPermittedSubclasses()).collect(Collectors.toSet()));
  }

  @Test
  void tableWithoutColumnsIsAnInputFailure() throws IOException {
    try (TabularOutput output =
        new ParquetWriter().open(MemoryTarget.ofFile(), OptionValues.none(), WrittenFile.CONTEXT)) {
      assertThatThrownBy(() -> output.sink("empty", Schema.of()))
          .isInstanceOfSatisfying(
              ForgeException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.INPUT);
                assertThat(e.problem())
                    .isEqualTo("test.csv: table empty has no columns, and Parquet needs one");
              });
    }
  }

  @ParameterizedTest
  @CsvSource({
    "compression, brotli",
    "time-type, nanos",
    "row-group-rows, 0",
    "row-group-rows, many",
  })
  void optionValuesThatMakeNoSenseAreUsageFailures(String option, String value) {
    assertUsageFailure(Map.of(option, value), "--" + option);
  }

  @ParameterizedTest
  @CsvSource({"zstd, 23", "zstd, 0", "gzip, 10", "gzip, -1", "snappy, 3", "none, 1", "lz4_raw, 9"})
  void compressionLevelMustFitItsCodec(String codec, String level) {
    assertUsageFailure(
        Map.of("compression", codec, "compression-level", level), "--compression-level");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "gzip"})
  void higherLevelMakesASmallerFileWithTheSameRows(String codec) throws IOException {
    Schema schema = Schema.of(Field.of("line", new ColumnType.Text()));
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, TestTables.TABLE, schema);
    for (int i = 0; i < 20_000; i++) {
      builder.setText(
          0, "order " + i + " of customer " + i * 7919 % 1009 + " left at " + i * 31 % 86_400);
      builder.endRow();
    }
    byte[] fast = bytes(Map.of("compression", codec, "compression-level", "1"), batch);
    byte[] small = bytes(Map.of("compression", codec, "compression-level", "9"), batch);
    assertThat(small.length).isLessThan(fast.length);
    Path file = Files.write(folder.resolve("small.parquet"), small);
    assertThat(ParquetReadback.viaDuckDb(file)).isEqualTo(TestTables.rows(batch));
  }

  @Test
  void batchOfAnotherSchemaIsRefused() throws IOException {
    BatchEncoder encoder = encoder(Schema.of(Field.of("a", new ColumnType.Int32())));
    RecordBatch other = TestTables.empty(Schema.of(Field.of("b", new ColumnType.Int32())));
    assertThatThrownBy(() -> encoder.encode(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nullInARequiredColumnIsRefused() throws IOException {
    Schema schema = Schema.of(new Field("a", new ColumnType.Int32(), false));
    RecordBatch batch = TestTables.empty(schema);
    batch.vector(0).appendNull();
    BatchEncoder encoder = encoder(schema);
    assertThatThrownBy(() -> encoder.encode(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column a is not nullable and has 1 nulls");
  }

  @Test
  void columnsOfDifferentLengthAreRefused() throws IOException {
    Schema schema =
        Schema.of(Field.of("a", new ColumnType.Int32()), Field.of("b", new ColumnType.Int32()));
    RecordBatch batch = TestTables.empty(schema);
    batch.vector(0).appendNull();
    BatchEncoder encoder = encoder(schema);
    assertThatThrownBy(() -> encoder.encode(batch))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column b has 0 rows of 1");
  }

  @Test
  void tablesOfAFolderAreFilesOfTheirOwn() throws IOException {
    MemoryTarget target = MemoryTarget.ofFolder();
    Schema schema = Schema.of(Field.of("a", new ColumnType.Int32()));
    List<String> tables =
        List.of("Orders", "ORDERS", "a/b:c", "nul", ".hidden", "", "x".repeat(300));
    try (TabularOutput output =
        new ParquetWriter().open(target, OptionValues.none(), WrittenFile.CONTEXT)) {
      for (String table : tables) {
        output.sink(table, schema);
      }
      assertThat(output.fileOf("Orders")).isEqualTo("Orders.parquet");
      output.finish();
    }
    target.publish();
    assertThat(target.published())
        .containsExactly(
            "Orders.parquet",
            "ORDERS_2.parquet",
            "a_b_c.parquet",
            "table_nul.parquet",
            "table_.hidden.parquet",
            "table.parquet",
            "x".repeat(80) + ".parquet");
    Path file = Files.write(folder.resolve("orders.parquet"), target.bytes("ORDERS_2.parquet"));
    assertThat(ParquetReadback.duckDbColumns(file)).containsExactly(Map.entry("a", "INTEGER"));
  }

  @Test
  void closingClosesEverySinkThoughOneFails() throws IOException {
    FullDisk target = new FullDisk();
    TabularOutput output =
        new ParquetWriter().open(target, OptionValues.none(), WrittenFile.CONTEXT);
    Schema schema = Schema.of(Field.of("a", new ColumnType.Int32()));
    output.sink("one", schema);
    output.sink("two", schema);
    assertThatThrownBy(output::close)
        .isInstanceOf(IOException.class)
        .hasMessage("no space left")
        .satisfies(e -> assertThat(e.getSuppressed()).as("failure of the second").isNotEmpty());
    assertThat(target.closed).isEqualTo(2);
  }

  @Test
  void fullDiskWhileTheFooterIsWrittenIsAnIoException() throws IOException {
    FullDisk target = new FullDisk();
    TabularOutput output =
        new ParquetWriter().open(target, OptionValues.none(), WrittenFile.CONTEXT);
    output.sink("wide", TestTables.everyTypeSchema());
    Schema many =
        new Schema(
            java.util.stream.IntStream.range(0, 2000)
                .mapToObj(i -> Field.of("c" + i, new ColumnType.Int32()))
                .toList());
    output.sink("many", many);
    assertThatThrownBy(output::finish)
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("no space left");
  }

  private void assertUsageFailure(Map<String, String> options, String mentioned) {
    assertThatThrownBy(
            () ->
                new ParquetWriter()
                    .open(MemoryTarget.ofFile(), OptionValues.of(options), WrittenFile.CONTEXT))
        .isInstanceOfSatisfying(
            ForgeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ErrorKind.USAGE);
              assertThat(e.problem()).contains(mentioned);
            });
  }

  private static BatchEncoder encoder(Schema schema) throws IOException {
    TableSink sink =
        new ParquetWriter()
            .open(MemoryTarget.ofFile(), OptionValues.none(), WrittenFile.CONTEXT)
            .sink(TestTables.TABLE, schema);
    return sink.newEncoder();
  }

  private static byte[] bytes(Map<String, String> options, RecordBatch batch) throws IOException {
    return WrittenFile.bytes(options, batch.schema(), List.of(batch));
  }
}
