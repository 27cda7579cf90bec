package io.pyforge.core.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.testing.Conversions;
import io.pyforge.core.testing.Conversions.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random tables, written as text in a random dialect, come back from Parquet as they were. */
class CsvRoundTripTest {
  private static final int SEEDS = 120;
  private static final String[] WORDS = {
    "a",
    "x y",
    "say \"hi\"",
    "two\nlines",
    "cr\rhere",
    "😀",
    "é",
    "a,b;c|d",
    "it's",
    "tab\there",
    "",
    "#5",
    "back\\slash",
    " blank "
  };
  private static final String[] ZEROS = {"00501", "007", "10115"};
  private static final String[] INTEGERS = {
    "0", "-1", "9007199254740993", "9223372036854775807", "-9223372036854775808", "42"
  };
  private static final String[] DOUBLES = {"-0.0", "1e5", "2.5E-7", "0.1", "-1e300", "7"};
  private static final String[] DECIMALS = {"0.5", "-12.25", "9007199254740993", "0.000001"};
  private static final String[] DATES = {"2024-02-29", "0001-01-01", "9999-12-31"};
  private static final List<String[]> KINDS =
      List.of(WORDS, ZEROS, INTEGERS, DOUBLES, DECIMALS, DATES);

  /** What the whole run must have written at least once. */
  private static final List<String> TRAITS =
      List.of("\"", "\r", "😀", "-0.0", "9007199254740993", "00501", "empty", "null");

  private static final Map<String, Integer> SEEN = new TreeMap<>();

  @TempDir Path folder;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @AfterAll
  static void theRunHeldEveryTrait() {
    assertThat(SEEN.keySet()).containsAll(TRAITS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCellComesBack(long seed) throws IOException {
    Random random = new Random(seed);
    int width = 1 + random.nextInt(5);
    List<String[]> kinds = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      kinds.add(KINDS.get(random.nextInt(KINDS.size())));
    }
    List<List<@Nullable String>> table = table(random, kinds);
    String delimiter = pick(random, ",", ";", "\t", "|");
    String quote = pick(random, "\"", "\"", "'");
    String lineEnd = pick(random, "\n", "\r\n", "\r");
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < width; i++) {
      text.append(i == 0 ? "" : delimiter).append("column ").append(i);
    }
    text.append(lineEnd);
    for (List<@Nullable String> row : table) {
      for (int i = 0; i < width; i++) {
        text.append(i == 0 ? "" : delimiter);
        text.append(written(random, row.get(i), kinds.get(i) == WORDS, quote, delimiter));
      }
      text.append(lineEnd);
    }
    if (random.nextInt(3) == 0 && width > 1) {
      text.setLength(text.length() - lineEnd.length());
    }
    Path input =
        new Conversions(folder, 2).write("t.csv", text.toString().getBytes(StandardCharsets.UTF_8));
    Outcome out =
        new Conversions(folder, 2)
            .convert(
                input, "delimiter", delimiter, "quote", quote, "escape", "none", "header", "true");
    assertThat(out.columns()).hasSize(width);
    assertThat(out.rows()).hasSameSizeAs(table);
    List<String> types = List.copyOf(out.columns().values());
    for (int r = 0; r < table.size(); r++) {
      for (int i = 0; i < width; i++) {
        check(
            table.get(r).get(i),
            out.rows().get(r).get(i),
            types.get(i),
            "row " + r + " column " + i);
      }
    }
  }

  private static List<List<@Nullable String>> table(Random random, List<String[]> kinds) {
    List<List<@Nullable String>> table = new ArrayList<>();
    int rows = 1 + random.nextInt(30);
    for (int r = 0; r < rows; r++) {
      List<@Nullable String> row = new ArrayList<>();
      for (String[] kind : kinds) {
        boolean isNull = random.nextInt(6) == 0 && kinds.size() > 1 && !row.isEmpty();
        row.add(isNull ? null : kind[random.nextInt(kind.length)]);
      }
      row.forEach(CsvRoundTripTest::note);
      table.add(row);
    }
    return table;
  }

  private static void note(@Nullable String cell) {
    for (String trait : TRAITS) {
      boolean has =
          cell == null
              ? trait.equals("null")
              : cell.isEmpty() ? trait.equals("empty") : cell.contains(trait);
      if (has) {
        SEEN.merge(trait, 1, Integer::sum);
      }
    }
  }

  private static String written(
      Random random, @Nullable String cell, boolean text, String quote, String delimiter) {
    if (cell == null) {
      return "";
    }
    boolean needed =
        cell.isEmpty()
            || cell.contains(quote)
            || cell.contains(delimiter)
            || cell.contains("\n")
            || cell.contains("\r");
    return needed || text && random.nextInt(4) == 0
        ? quote + cell.replace(quote, quote + quote) + quote
        : cell;
  }

  private static void check(
      @Nullable String expected, @Nullable String actual, String type, String place) {
    if (expected == null || actual == null || type.equals("VARCHAR") || type.equals("DATE")) {
      assertThat(actual).as(place).isEqualTo(expected);
    } else if (type.equals("DOUBLE")) {
      assertThat(actual).as(place).isEqualTo(Double.toString(Double.parseDouble(expected)));
      assertThat(new BigDecimal(actual)).as(place).isEqualByComparingTo(expected);
    } else {
      assertThat(new BigDecimal(actual)).as(place).isEqualByComparingTo(expected);
    }
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
