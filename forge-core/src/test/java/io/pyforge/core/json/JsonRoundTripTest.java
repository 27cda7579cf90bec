package io.pyforge.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.Conversions;
import io.pyforge.core.testing.Conversions.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random records, written as JSON in random ways, come back from child tables: every value exactly,
 * in its column and in the order of the text, and every row with its parent and position.
 */
class JsonRoundTripTest {
  private static final int SEEDS = 120;

  /** What the whole run must have written at least once. */
  private static final List<String> TRAITS =
      List.of(
          "lines",
          "array",
          "several values",
          "null",
          "null element",
          "empty array",
          "array of SCALARS",
          "array of OBJECTS",
          "array of ARRAYS",
          "MIXED",
          "BEYOND_INT64",
          "DATE",
          "\\u",
          "😀 ü €",
          "-0.0",
          "9007199254740993",
          "");

  private static final Set<String> SEEN = new TreeSet<>();

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @AfterAll
  static void theRunHeldEveryTrait() {
    assertThat(SEEN).containsAll(TRAITS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyValueAndEveryRowComesBack(long seed) throws IOException {
    RandomJson json = new RandomJson(seed);
    SEEN.addAll(json.traits());
    Conversions conversions = new Conversions(folder, json.lines() ? "t.jsonl" : "t.json", 2);
    Map<String, Outcome> tables = conversions.convertTables(json.text(), "child-tables", "true");
    assertThat(Objects.requireNonNull(tables.get("t")).rows()).hasSize(json.records());
    json.values().forEach((key, values) -> checkColumn(json, tables, key, values));
    json.rows().forEach((key, rows) -> checkRows(tables, key, rows));
  }

  private static void checkColumn(
      RandomJson json, Map<String, Outcome> tables, String key, List<String> expected) {
    boolean inner = key.endsWith("_2");
    String column = inner ? "value" : key;
    List<String> actual = null;
    String type = "";
    for (Map.Entry<String, Outcome> table : tables.entrySet()) {
      if (inner && !isNamed(table.getKey(), key)) {
        continue;
      }
      List<String> names = List.copyOf(table.getValue().columns().keySet());
      for (int i = 0; i < names.size(); i++) {
        if (isNamed(names.get(i), column)) {
          assertThat(actual).as("columns of %s", key).isNull();
          actual = nonNull(table.getValue(), i);
          type = Objects.requireNonNull(table.getValue().columns().get(names.get(i)));
        }
      }
    }
    assertThat(actual).as("values of %s", key).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      check(
          expected.get(i), Objects.requireNonNull(actual).get(i), type, json.kind(key) + " " + key);
    }
  }

  /** Whether a path is a key, or ends in it. */
  private static boolean isNamed(String path, String key) {
    return path.equals(key) || path.endsWith("_" + key);
  }

  private static List<String> nonNull(Outcome table, int column) {
    List<String> values = new ArrayList<>();
    for (List<@Nullable String> row : table.rows()) {
      String value = row.get(column);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  private static void check(String expected, String actual, String type, String place) {
    if (type.equals("DOUBLE")) {
      assertThat(actual).as(place).isEqualTo(Double.toString(Double.parseDouble(expected)));
      assertThat(new BigDecimal(actual)).as(place).isEqualByComparingTo(expected);
    } else if (type.equals("BIGINT") || type.startsWith("DECIMAL")) {
      assertThat(new BigDecimal(actual)).as(place).isEqualByComparingTo(expected);
    } else {
      assertThat(actual).as(place).isEqualTo(expected);
    }
  }

  private static void checkRows(
      Map<String, Outcome> tables, String key, List<RandomJson.Row> expected) {
    List<RandomJson.Row> actual = new ArrayList<>();
    for (Map.Entry<String, Outcome> table : tables.entrySet()) {
      if (isNamed(table.getKey(), key)) {
        List<String> names = List.copyOf(table.getValue().columns().keySet());
        int parent = names.indexOf("_parent_row_id");
        for (List<@Nullable String> row : table.getValue().rows()) {
          actual.add(
              new RandomJson.Row(
                  Long.parseLong(Objects.requireNonNull(row.get(parent))),
                  Long.parseLong(Objects.requireNonNull(row.get(parent + 1)))));
        }
      }
    }
    assertThat(actual).as("rows of %s", key).isEqualTo(expected);
  }
}
