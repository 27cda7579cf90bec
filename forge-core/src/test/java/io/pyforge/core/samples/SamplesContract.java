package io.pyforge.core.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file in {@code samples/input/<format>} becomes what {@code samples/expected/<format>} says:
 * {@code <stem>.csv} and {@code <stem>.schema.json} if it is one table, {@code <stem>/<table>.csv}
 * and so on if it is several, by the names that the output's files get. One test class a format
 * extends this. {@code -Dforge.golden=write} writes the expected files anew, for a review of the
 * difference; where their values come from is told in {@code samples/README.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SamplesContract {
  private static final Path SAMPLES = Path.of("..", "samples");
  private static final String ROWS_SUFFIX = ".csv";
  private static final String SCHEMA_SUFFIX = ".schema.json";

  private final Path inputFolder;
  private final Path expectedFolder;
  private final int fewest;

  @TempDir private Path folder;

  /**
   * @param format the folders' name
   * @param fewest how many inputs there are at least, so that a test over none does not pass
   */
  SamplesContract(String format, int fewest) {
    inputFolder = SAMPLES.resolve("input").resolve(format);
    expectedFolder = SAMPLES.resolve("expected").resolve(format);
    this.fewest = fewest;
  }

  /** The options an input is converted with; none unless overridden. */
  Map<String, String> options(String input) {
    return Map.of();
  }

  final List<String> inputs() throws IOException {
    return names(inputFolder);
  }

  @ParameterizedTest
  @MethodSource("inputs")
  void sampleBecomesWhatIsExpected(String input) throws IOException {
    Map<String, String> actual = converted(input);
    if ("write".equals(System.getProperty("forge.golden"))) {
      for (Map.Entry<String, String> file : actual.entrySet()) {
        Path path = expectedFolder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
    }
    Map<String, String> expected = new LinkedHashMap<>();
    for (String name : names(expectedFolder)) {
      if (name.startsWith(stem(input) + ".") || name.startsWith(stem(input) + "/")) {
        expected.put(name, Files.readString(expectedFolder.resolve(name)));
      }
    }
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected.keySet());
    actual.forEach((name, text) -> assertThat(text).as(name).isEqualTo(expected.get(name)));
  }

  @Test
  void everyInputHasANameOfItsOwnUpToTheDot() throws IOException {
    assertThat(inputs()).extracting(SamplesContract::stem).doesNotHaveDuplicates();
  }

  @Test
  void everyExpectedFileHasItsInput() throws IOException {
    TreeSet<String> stems = new TreeSet<>();
    inputs().forEach(input -> stems.add(stem(input)));
    assertThat(names(expectedFolder))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(stems).contains(stem(name.replace('/', '.'))));
  }

  @Test
  void everyInputIsDescribed() throws IOException {
    String page = Files.readString(SAMPLES.resolve("README.md"));
    assertThat(inputs())
        .hasSizeGreaterThanOrEqualTo(fewest)
        .allSatisfy(input -> assertThat(page).contains("`" + input + "`"));
  }

  /** The texts that an input becomes, by the names of their expected files. */
  private Map<String, String> converted(String input) {
    Path output = folder.resolve("output.parquet");
    HostEnvironment environment =
        new HostEnvironment(
            Map.of("PYFORGE_FORCE_CORE", "true"),
            Map.of(
                "user.home", folder.toString(),
                "java.io.tmpdir", System.getProperty("java.io.tmpdir")));
    ConversionRequest request =
        ConversionRequest.of(inputFolder.resolve(input).toString()).withOutput(output.toString());
    for (Map.Entry<String, String> option : options(input).entrySet()) {
      request = request.withOption(option.getKey(), option.getValue());
    }
    Map<String, String> files = new LinkedHashMap<>();
    try (Forge forge = Forge.create(environment)) {
      ConversionResult result = forge.convert(request);
      boolean one = result.outputs().size() == 1;
      for (TableOutput table : result.outputs()) {
        String file = Path.of(table.path()).getFileName().toString();
        String name = stem(input) + (one ? "" : "/" + file.replaceFirst("\\.parquet$", ""));
        GoldenTable golden = GoldenTable.of(result, table);
        files.put(name + ROWS_SUFFIX, golden.csv());
        files.put(name + SCHEMA_SUFFIX, golden.schema());
      }
    }
    return files;
  }

  /** A file's name up to its first dot. */
  private static String stem(String name) {
    return name.substring(0, name.indexOf('.'));
  }

  /** The files below a folder, by their paths within it, with slashes. */
  private static List<String> names(Path files) throws IOException {
    List<String> names = new ArrayList<>();
    if (!Files.isDirectory(files)) {
      return names; // expected files that were never written
    }
    try (Stream<Path> list = Files.walk(files)) {
      list.filter(Files::isRegularFile)
          .map(file -> files.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.startsWith("."))
          .filter(name -> !isLeftOver(files, name))
          .sorted()
          .forEach(names::add);
    }
    return names;
  }

  /** Whether a file was left by whoever tried a sample in place. */
  private static boolean isLeftOver(Path files, String name) {
    return name.endsWith(".parquet") && !files.endsWith("parquet") || name.contains("_parquet/");
  }
}
