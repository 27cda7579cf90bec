package io.pyforge.checks.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Spark in local mode opens each Parquet file of a folder and finds the columns, types and values
 * that the JSON file beside it names.
 */
class SparkReadTest {
  private static final String EXPECTED = ".expected.json";

  /** One for each codec, so that a folder half filled cannot pass. */
  private static final int FILES = 5;

  private static SparkSession spark;

  @BeforeAll
  static void startSpark() {
    spark =
        SparkSession.builder()
            .master("local[1]")
            .appName("spark-read")
            .config("spark.ui.enabled", false)
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.sql.session.timeZone", "UTC")
            // Values as java.time types: the older ones know calendars and zones of their own.
            .config("spark.sql.datetime.java8API.enabled", true)
            // Spark 3 refuses dates before 1582 of files that Spark did not write, unless told that
            // they follow today's calendar, as the format demands; from 4 on it is the default.
            .config("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED")
            .getOrCreate();
  }

  @AfterAll
  static void stopSpark() {
    spark.stop();
  }

  @Test
  void sparkIsTheVersionThatWasAskedFor() {
    assertThat(spark.version()).isEqualTo(System.getProperty("spark.read.version"));
  }

  @Test
  void everyCodecHasItsFile() throws IOException {
    assertThat(files()).hasSize(FILES);
  }

  @ParameterizedTest(name = "{0}, vectorized reader {1}")
  @MethodSource("filesAndReaders")
  void everyValueIsWhatWasWritten(Path file, boolean vectorized) throws IOException {
    spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorized);
    ExpectedTable expected = ExpectedTable.of(Path.of(stem(file) + EXPECTED));
    Dataset<Row> table = spark.read().parquet(file.toString());

    List<String> columns = new ArrayList<>();
    List<String> types = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      columns.add(field.name());
      types.add(field.dataType().simpleString());
    }
    assertThat(columns).isEqualTo(expected.columns());
    assertThat(types).isEqualTo(expected.sparkTypes());
    List<List<String>> rows = new ArrayList<>();
    for (Row row : table.collectAsList()) {
      rows.add(SparkText.of(row));
    }
    assertThat(rows).isNotEmpty().isEqualTo(expected.rows());
  }

  /** What statistics and page indexes make Spark skip must not hold what it asks for. */
  @ParameterizedTest(name = "{0}, vectorized reader {1}")
  @MethodSource("filesAndReaders")
  void filterFindsTheRowsThatHoldTheValue(Path file, boolean vectorized) throws IOException {
    spark.conf().set("spark.sql.parquet.enableVectorizedReader", vectorized);
    ExpectedTable expected = ExpectedTable.of(Path.of(stem(file) + EXPECTED));
    Dataset<Row> table = spark.read().parquet(file.toString());
    for (int i = 0; i < expected.columns().size(); i++) {
      String type = expected.sparkTypes().get(i);
      if (!type.equals("bigint") && !type.equals("string") && !type.startsWith("decimal")) {
        continue;
      }
      int column = i;
      for (String value : expected.values(column)) {
        long rows = expected.rows().stream().filter(row -> value.equals(row.get(column))).count();
        Dataset<Row> found =
            table.filter(
                table
                    .col("`" + expected.columns().get(column) + "`")
                    .equalTo(type.equals("string") ? value : new java.math.BigDecimal(value)));
        assertThat(found.count())
            .as("%s = %s", expected.columns().get(column), value)
            .isEqualTo(rows);
      }
    }
  }

  static Stream<Arguments> filesAndReaders() throws IOException {
    return files().stream()
        .flatMap(file -> Stream.of(Arguments.of(file, true), Arguments.of(file, false)));
  }

  private static List<Path> files() throws IOException {
    Path folder = Path.of(System.getProperty("spark.read.folder")).normalize();
    assertThat(folder).as("made by SparkReadFilesTest of forge-core").isDirectory();
    try (Stream<Path> found = Files.list(folder)) {
      return found.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static String stem(Path file) {
    return file.toString().replaceFirst("\\.parquet$", "");
  }
}
