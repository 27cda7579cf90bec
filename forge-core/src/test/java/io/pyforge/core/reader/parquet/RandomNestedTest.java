package io.pyforge.core.reader.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pyforge.core.testing.ParquetLeaves;
import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.core.testing.ReaderRun;
import io.pyforge.core.testing.ReaderRun.AfterMiss;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TableRows;
import io.pyforge.spi.testkit.TestReadContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of a nested file is lost or made up, whatever its schema. */
class RandomNestedTest {
  private static final int SEEDS = 120;
  private static final int ROWS = 30;

  @TempDir static Path folder;
  private static final Set<String> TRAITS = new HashSet<>();
  private static int comparedColumns;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @BeforeAll
  static void noteTraits() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      String schema = ParquetLeaves.schema(write(seed)).toString();
      for (String trait :
          List.of("(LIST)", "(MAP)", "group array", "group bag", "  repeated int")) {
        if (schema.contains(trait)) {
          TRAITS.add(trait);
        }
      }
    }
  }

  @Test
  void filesHaveEverySpelling() {
    assertThat(TRAITS)
        .containsExactlyInAnyOrder("(LIST)", "(MAP)", "group array", "group bag", "  repeated int");
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void childTablesHaveTheValuesThatParquetJavaFinds(long seed) throws IOException {
    Path file = write(seed);
    Map<String, Integer> expected = new TreeMap<>();
    ParquetLeaves.values(file).forEach(value -> expected.merge(value, 1, Integer::sum));
    assertThat(valuesWithoutKeys(file)).isEqualTo(expected);
  }

  /** All cells of all child tables, keys left out, with how often they are there. */
  private static Map<String, Integer> valuesWithoutKeys(Path file) throws IOException {
    Map<String, Integer> cells = new TreeMap<>();
    try (TabularInput input =
        new ParquetReader()
            .open(
                new MemorySource("t.parquet", Files.readAllBytes(file)),
                OptionValues.of(Map.of("child-tables", "true")),
                new TestReadContext(folder))) {
      Map<String, List<List<@Nullable String>>> rows = TableRows.byScan(input);
      for (TableInfo table : input.tables()) {
        for (List<@Nullable String> row : rows.get(table.name())) {
          for (int i = 0; i < row.size(); i++) {
            String value = row.get(i);
            if (value != null && !table.schema().field(i).name().startsWith("_")) {
              cells.merge(value, 1, Integer::sum);
            }
          }
        }
      }
    }
    return cells;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void rowsOfExpandedListsHaveEveryValueToo(long seed) throws IOException {
    Path file = write(seed);
    Set<String> cells = new HashSet<>();
    for (List<@Nullable String> row : read(file, Map.of()).rows()) {
      cells.addAll(row);
    }
    assertThat(cells).containsAll(ParquetLeaves.values(file));
    cells.remove(null);
    assertThat(new HashSet<>(ParquetLeaves.values(file))).containsAll(cells);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void jsonIsTheJsonThatDuckDbMakes(long seed) throws IOException {
    Path file = write(seed);
    ReaderRun run = read(file, Map.of("array-handling", "json_string"));
    List<String> names = new ArrayList<>();
    run.columns().forEach(column -> names.add(column.substring(0, column.indexOf(' '))));
    List<String> arrays = new ArrayList<>();
    ParquetReadback.duckDbColumns(file)
        .forEach(
            (name, type) -> {
              boolean array = type.endsWith("[]") || type.startsWith("MAP(");
              if (array && !type.contains("MAP(INTEGER")) { // ours are arrays, DuckDB's objects
                arrays.add(name);
              }
            });
    comparedColumns += arrays.size();
    for (String name : arrays) {
      int column = names.indexOf(name);
      List<List<@Nullable String>> expected =
          ParquetReadback.query(
              "SELECT to_json(" + name + ") FROM '" + file.toString().replace("'", "''") + "'");
      for (int i = 0; i < expected.size(); i++) {
        assertThat(canonical(run.rows().get(i).get(column)))
            .as("row %s of %s", i + 1, name)
            .isEqualTo(canonical(expected.get(i).get(0)));
      }
    }
  }

  @AfterAll
  static void manyColumnsWereCompared() {
    assertThat(comparedColumns).isGreaterThan(100);
  }

  /** JSON with numbers by value. */
  private static String canonical(@Nullable String json) throws IOException {
    if (json == null) {
      return "null"; // DuckDB makes no difference
    }
    StringBuilder text = new StringBuilder();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        text.append(
            token.isNumeric()
                ? new BigDecimal(parser.getText()).stripTrailingZeros().toPlainString()
                : token.isScalarValue() ? '"' + parser.getText() + '"' : parser.getText());
        text.append(' ');
      }
    }
    return text.toString();
  }

  private static Path write(long seed) throws IOException {
    Path file = folder.resolve(seed + ".parquet");
    if (!Files.exists(file)) {
      Files.write(file, RandomNestedFile.of(folder, seed, ROWS));
    }
    return file;
  }

  private static ReaderRun read(Path file, Map<String, String> options) throws IOException {
    return ReaderRun.of(
        new ParquetReader(),
        new MemorySource("t.parquet", Files.readAllBytes(file)),
        OptionValues.of(options),
        AfterMiss.SURVEY);
  }
}
