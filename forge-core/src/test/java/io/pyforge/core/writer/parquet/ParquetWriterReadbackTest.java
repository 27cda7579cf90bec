package io.pyforge.core.writer.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.BatchBuilder;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.testkit.TestTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file is read by DuckDB and by parquet-java, which verifies checksums, value by value. */
class ParquetWriterReadbackTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"snappy", "zstd", "gzip", "lz4_raw", "none"})
  void everyTypeReadsBackWithEveryCodec(String codec) throws IOException {
    RecordBatch batch = TestTables.everyType();
    Path file = WrittenFile.file(folder, Map.of("compression", codec), batch);
    assertReadsBack(file, TestTables.rows(batch));
  }

  @Test
  void timesOfDayReadBackAsTimesWhenAskedFor() throws IOException {
    RecordBatch batch = TestTables.everyType();
    Path file = WrittenFile.file(folder, Map.of("time-type", "time"), batch);
    assertReadsBack(file, TestTables.rows(batch));
    assertThat(ParquetReadback.duckDbColumns(file)).containsEntry("c12_time", "TIME");
  }

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void randomTablesReadBack(long seed) throws IOException {
    Random random = new Random(seed);
    Schema schema = TestTables.randomSchema(random);
    RecordBatch first = TestTables.random(random, schema, random.nextInt(400));
    RecordBatch second = TestTables.random(random, schema, random.nextInt(400));
    Map<String, String> options =
        Map.of(
            "row-group-rows",
            Integer.toString(1 + random.nextInt(500)),
            "time-type",
            random.nextBoolean() ? "text" : "time");
    Path file = WrittenFile.file(folder, options, first, second);

    List<List<String>> expected = new ArrayList<>(TestTables.rows(first));
    expected.addAll(TestTables.rows(second));
    assertReadsBack(file, expected);
  }

  @Test
  void columnTypesAreTheOnesDuckDbCallsThem() throws IOException {
    Path file = WrittenFile.file(folder, Map.of(), TestTables.everyType());
    assertThat(ParquetReadback.duckDbColumns(file).values())
        .containsExactly(
            "BOOLEAN",
            "INTEGER",
            "BIGINT",
            "FLOAT",
            "DOUBLE",
            "DECIMAL(9,2)",
            "DECIMAL(18,4)",
            "DECIMAL(19,0)",
            "DECIMAL(38,10)",
            "VARCHAR",
            "BLOB",
            "DATE",
            "VARCHAR",
            "TIMESTAMP",
            "TIMESTAMP WITH TIME ZONE");
  }

  @Test
  void tableWithoutRowsIsAValidFileWithoutRowGroups() throws IOException {
    Schema schema = TestTables.everyTypeSchema();
    Path file = folder.resolve("empty.parquet");
    Files.write(file, WrittenFile.bytes(Map.of(), schema, List.of(TestTables.empty(schema))));
    assertReadsBack(file, List.of());
    assertThat(ParquetReadback.duckDbColumns(file)).hasSize(schema.width());
    assertThat(ParquetReadback.footer(file).getBlocks()).isEmpty();
  }

  @Test
  void oneRowOfTwoThousandColumnsReadsBack() throws IOException {
    List<Field> fields = new ArrayList<>();
    List<ColumnType> types = TestTables.types();
    for (int i = 0; i < 2000; i++) {
      fields.add(Field.of("column " + i, types.get(i % types.size())));
    }
    RecordBatch batch = TestTables.random(new Random(7), new Schema(fields), 1);
    Path file = WrittenFile.file(folder, Map.of(), batch, batch);
    List<List<String>> expected = new ArrayList<>(TestTables.rows(batch));
    expected.addAll(TestTables.rows(batch));
    assertReadsBack(file, expected);
  }

  @Test
  void valuesOfAMegabyteReadBackFromPagesOfTheirOwn() throws IOException {
    RecordBatch batch = new RecordBatch();
    Schema schema = Schema.of(Field.of("text", new ColumnType.Text()));
    BatchBuilder builder = new BatchBuilder(batch, TestTables.TABLE, schema);
    for (int i = 0; i < 6; i++) {
      if (i % 3 != 2) {
        builder.setText(0, Integer.toString(i).repeat(1024 * 1024));
      }
      builder.endRow();
    }
    Path file = WrittenFile.file(folder, Map.of(), batch);
    assertReadsBack(file, TestTables.rows(batch));
    assertThat(pageRows(file, 0)).containsExactly(1, 2, 1, 2);
  }

  @Test
  void manyRowsBecomeManyPagesOfDictionaryAndPlainColumns() throws IOException {
    Schema schema =
        Schema.of(
            Field.of("distinct", new ColumnType.Int64()),
            Field.of("repeating", new ColumnType.Text()),
            new Field("required", new ColumnType.Float64(), false));
    RecordBatch batch = new RecordBatch();
    BatchBuilder builder = new BatchBuilder(batch, TestTables.TABLE, schema);
    for (int i = 0; i < 50_001; i++) {
      builder.setLong(0, i * 0x9E3779B97F4A7C15L);
      if (i % 5 != 0) {
        builder.setText(1, "value " + i % 1000);
      }
      builder.setDouble(2, i / 4);
      builder.endRow();
    }
    Path file = WrittenFile.file(folder, Map.of(), batch);
    assertReadsBack(file, TestTables.rows(batch));
    for (int column = 0; column < schema.width(); column++) {
      assertThat(pageRows(file, column)).containsExactly(20_000, 20_000, 10_001);
    }
  }

  @Test
  void eachBatchIsARowGroup() throws IOException {
    Schema schema = Schema.of(Field.of("n", new ColumnType.Int32()));
    List<RecordBatch> batches = new ArrayList<>();
    List<List<String>> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      RecordBatch batch = TestTables.random(new Random(i), schema, 1 + i % 3);
      batches.add(batch);
      expected.addAll(TestTables.rows(batch));
    }
    Path file =
        Files.write(folder.resolve("many.parquet"), WrittenFile.bytes(Map.of(), schema, batches));
    assertReadsBack(file, expected);
    List<BlockMetaData> groups = ParquetReadback.footer(file).getBlocks();
    assertThat(groups).hasSize(300);
    assertThat(groups.get(299).getOrdinal()).isEqualTo(299);
  }

  @Test
  void columnNamesMayHoldAnyCharacter() throws IOException {
    List<String> names =
        List.of("a.b", "with space", "say \"hi\"", "日本", "😀", "it's", "a,b;c=(d)");
    Schema schema =
        new Schema(names.stream().map(name -> Field.of(name, new ColumnType.Int64())).toList());
    RecordBatch batch = TestTables.random(new Random(5), schema, 20);
    Path file = WrittenFile.file(folder, Map.of(), batch);
    assertReadsBack(file, TestTables.rows(batch));
    assertThat(ParquetReadback.duckDbColumns(file).keySet()).containsExactlyElementsOf(names);
  }

  @Test
  void rowGroupRowsSplitsALargeBatch() throws IOException {
    RecordBatch batch = TestTables.random(new Random(3), TestTables.everyTypeSchema(), 100);
    Path file = WrittenFile.file(folder, Map.of("row-group-rows", "30"), batch);
    assertReadsBack(file, TestTables.rows(batch));
    assertThat(ParquetReadback.footer(file).getBlocks())
        .extracting(BlockMetaData::getRowCount)
        .containsExactly(30L, 30L, 30L, 10L);
  }

  private static void assertReadsBack(Path file, List<List<String>> expected) {
    assertThat(ParquetReadback.viaParquetJava(file)).isEqualTo(expected);
    assertThat(ParquetReadback.viaDuckDb(file)).isEqualTo(expected);
  }

  private static List<Integer> pageRows(Path file, int column) throws IOException {
    return PageFacts.of(file, 0, column).stream().map(PageFacts::rows).toList();
  }
}
