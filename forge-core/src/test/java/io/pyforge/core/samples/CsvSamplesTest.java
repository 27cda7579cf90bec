package io.pyforge.core.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.result.ConversionResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file in {@code samples/input/csv} becomes what {@code samples/expected/csv} says. {@code
 * -Dforge.golden=write} writes the expected files anew, for a review of the difference; where their
 * values come from is told in {@code samples/README.md}.
 */
class CsvSamplesTest {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final Path INPUTS = SAMPLES.resolve("input").resolve("csv");
  private static final Path EXPECTED = SAMPLES.resolve("expected").resolve("csv");
  private static final String ROWS_SUFFIX = ".csv";
  private static final String SCHEMA_SUFFIX = ".schema.json";

  @TempDir private Path folder;

  static List<String> inputs() throws IOException {
    return names(INPUTS);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void sampleBecomesWhatIsExpected(String input) throws IOException {
    GoldenTable table = converted(input);
    Path rows = EXPECTED.resolve(stem(input) + ROWS_SUFFIX);
    Path schema = EXPECTED.resolve(stem(input) + SCHEMA_SUFFIX);
    if ("write".equals(System.getProperty("forge.golden"))) {
      Files.createDirectories(EXPECTED);
      Files.writeString(rows, table.csv());
      Files.writeString(schema, table.schema());
    }
    assertThat(table.csv()).isEqualTo(Files.readString(rows));
    assertThat(table.schema()).isEqualTo(Files.readString(schema));
  }

  @Test
  void everyExpectedFileHasItsInputAndTheOtherWayRound() throws IOException {
    List<String> inputs = names(INPUTS);
    Set<String> wanted = new TreeSet<>();
    for (String input : inputs) {
      wanted.add(stem(input) + ROWS_SUFFIX);
      wanted.add(stem(input) + SCHEMA_SUFFIX);
    }
    assertThat(wanted)
        .as("each input has a name of its own up to the dot")
        .hasSize(2 * inputs.size());
    assertThat(names(EXPECTED)).containsExactlyElementsOf(wanted);
  }

  @Test
  void everyInputIsDescribed() throws IOException {
    String page = Files.readString(SAMPLES.resolve("README.md"));
    assertThat(names(INPUTS))
        .hasSizeGreaterThan(20)
        .allSatisfy(input -> assertThat(page).contains("`" + input + "`"));
  }

  private GoldenTable converted(String input) {
    Path output = folder.resolve("output.parquet");
    HostEnvironment environment =
        new HostEnvironment(
            Map.of("PYFORGE_FORCE_CORE", "true"),
            Map.of(
                "user.home", folder.toString(),
                "java.io.tmpdir", System.getProperty("java.io.tmpdir")));
    try (Forge forge = Forge.create(environment)) {
      ConversionResult result =
          forge.convert(
              ConversionRequest.of(INPUTS.resolve(input).toString()).withOutput(output.toString()));
      return GoldenTable.of(result, output);
    }
  }

  /** A file's name up to its first dot. */
  private static String stem(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  private static List<String> names(Path files) throws IOException {
    try (Stream<Path> list = Files.list(files)) {
      return list.map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .filter(name -> !name.endsWith(".parquet")) // left by whoever tried a sample in place
          .sorted()
          .collect(Collectors.toList());
    }
  }
}
