package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class PyForgeTest {
  @TempDir private Path folder;
  @TempDir private Path home;
  private String sales;

  static List<String> commands() {
    return List.of(
        "convert",
        "info",
        "validate",
        "preview",
        "formats",
        "extensions",
        "config",
        "completion",
        "help");
  }

  @BeforeEach
  void oneInput() throws IOException {
    sales = write("sales.csv", "id,name,price\n1,Ann,2.50\n2,,3.25\n3,Bob,\n");
  }

  @Test
  void versionNamesBuildAndJvm() {
    CommandLineRun run = run("--version");
    assertThat(run.status()).isZero();
    assertThat(run.outLines().get(0)).matches("pyforge \\d+\\.\\d+\\.\\d+\\S* \\(build .+\\)");
    assertThat(run.outLines().get(1)).startsWith("Java 17.0.1 (");
    assertThat(run("--version", "--json").out()).contains("\"java_version\":\"17.0.1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/Volumes/main/raw/in/x.parquet", "dbfs:/Volumes/main/raw/x", "volume:in/x"})
  void aVolumeWithoutThePlugInSaysWhatToInstall(String location) {
    for (CommandLineRun run :
        List.of(run("convert", sales, location), run("convert", location), run("info", location))) {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err())
          .contains("nothing here can reach " + location)
          .contains("need the Databricks plug-in")
          .contains("~/.pyforge/plugins/databricks");
    }
    assertThat(Path.of("/Volumes/main/raw")).doesNotExist();
  }

  @Test
  void aCommandOfThePlugInSaysWhatToInstallWithoutIt() {
    for (CommandLineRun run :
        List.of(run("databricks"), run("databricks", "ls", "/Volumes/main/raw/in"))) {
      assertThat(run.status()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith("error: the command databricks cannot be used here")
          .contains("needs the Databricks plug-in")
          .contains("~/.pyforge/plugins/databricks");
    }
  }

  @Test
  void flagsBeforeTheCommandCountAsThoseBehindIt() {
    assertThat(run("--json", "info", sales).out())
        .startsWith("{\"success\":true")
        .isEqualTo(run("info", sales, "--json").out());
  }

  @Test
  void severalInputsCannotShareOneRejectsFile() throws IOException {
    String other = write("other.csv", "a,b\n1\n");
    CommandLineRun run =
        run(
            "convert",
            sales,
            other,
            path("third.csv"),
            "-o",
            path("out"),
            "--on-ragged",
            "reject",
            "--rejects",
            path("all.csv"),
            "--json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("\"code\":\"rejects-in-batch\"");
  }

  @Test
  void aDryRunFailsWhereTheOutputIsThere() throws IOException {
    write("sales.parquet", "old");
    CommandLineRun run = run("convert", sales, "--dry-run");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.err()).contains("exists already");
  }

  @Test
  void bytesOfNoFormatAreNamedSo() throws IOException {
    CommandLineRun run = run("info", write("picture.png", "\u0089PNG\0\0\0\rIHDR"));
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.err()).contains("no format that can be read");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelpsWithAnExampleWithinEightyColumns(String command) {
    CommandLineRun run = run(command, "--help");
    assertThat(run.status()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.outLines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    assertThat(run.out()).containsPattern("Examples?:\n  pyforge " + command);
    assertThat(run.out()).contains("--help");
    assertThat(run("help", command).out()).isEqualTo(run.out());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAnOneLineDescription(String command) {
    CommandLine line =
        PyForge.commandLine(CommandLineRun.session(home, new StringWriter(), new StringWriter()));
    String[] description =
        line.getSubcommands().get(command).getCommandSpec().usageMessage().description();
    assertThat(description).hasSize(1);
    assertThat(description[0]).endsWith(".");
  }

  @Test
  void topLevelHelpListsEveryCommand() {
    assertThat(run("--help").out()).contains(commands());
    assertThat(run().out()).isEqualTo(run("--help").out());
    assertThat(run().status()).isZero();
  }

  @Test
  void misspeltCommandIsAUsageFailureWithASuggestion() {
    CommandLineRun run = run("convrt", "a.csv");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("error: there is no command convrt").contains("try: convert");
  }

  @Test
  void misspeltOptionIsAUsageFailureWithASuggestion() {
    CommandLineRun run = run("formats", "--inptu");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.errLines())
        .containsExactly("error: pyforge formats has no option --inptu", "  try: --input");
  }

  @Test
  void optionOfAnotherCommandIsNamedThere() {
    CommandLineRun run = run("info", sales, "--compression", "zstd");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("it belongs to pyforge convert");
  }

  @ParameterizedTest
  @CsvSource({
    "unknown-option, formats --nonsense",
    "unexpected-argument, formats extra",
    "bad-argument, convert",
    "bad-argument, preview x.csv --rows many",
    "bad-option-value, preview x.csv --rows -1",
    "bad-option-value, convert x.csv --jobs 0",
    "options-exclude, convert x.csv --force --skip-existing"
  })
  void parameterFailuresHaveACodeAndStatusTwo(String code, String line) {
    String[] arguments = (line + " --json").split(" ");
    CommandLineRun run = run(arguments);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.out()).contains("\"code\":\"" + code + "\",\"exit_code\":2");
    assertThat(run.err()).startsWith("error: ");
  }

  @Test
  void convertTellsWhatItWrote() {
    CommandLineRun run = run("convert", sales);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.out())
        .startsWith(sales + " -> " + path("sales.parquet") + "  3 rows, 3 columns, ");
    assertThat(folder.resolve("sales.parquet")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--to", "-f", "--format", "--output-format"})
  void everyNameOfTheOutputFormatWorks(String option) {
    CommandLineRun run = run("convert", sales, option, "parquet", "-o", path("x.bin"), "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"output_format\":\"parquet\"", "\"row_count\":3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-v", "--verbose"})
  void verboseIsTakenBeforeAndAfterTheCommand(String option) {
    assertThat(run(option, "formats").status()).isZero();
    assertThat(run("formats", option).status()).isZero();
  }

  @Test
  void existingOutputIsRefusedSkippedOrReplaced() throws IOException {
    String output = write("sales.parquet", "old");
    CommandLineRun refused = run("convert", sales, "--json");
    assertThat(refused.status()).isEqualTo(7);
    assertThat(refused.out()).contains("\"code\":\"output-exists\"");
    CommandLineRun skipped = run("convert", sales, "--skip-existing", "--json");
    assertThat(skipped.status()).isZero();
    assertThat(skipped.out()).contains("\"skipped\":true");
    assertThat(Path.of(output)).hasContent("old");
    assertThat(run("convert", sales, "--force").status()).isZero();
    assertThat(Files.readAllBytes(Path.of(output))).startsWith('P', 'A', 'R', '1');
  }

  @Test
  void secondFileOfAShellPatternIsKeptEvenWithForce() throws IOException {
    String second = write("second.csv", "id\n1\n");
    CommandLineRun run = run("convert", sales, second, "--force", "--json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("\"code\":\"ambiguous-output\"");
    assertThat(Path.of(second)).hasContent("id\n1\n");
  }

  @Test
  void missingInputIsStatusThree() {
    CommandLineRun run = run("convert", path("none.csv"), "--json");
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out())
        .startsWith("{\"success\":false,\"input_path\":\"" + path("none.csv") + "\",\"error\":")
        .contains("\"kind\":\"NOT_FOUND\"");
  }

  @Test
  void oneFailingInputDoesNotStopTheOthers() throws IOException {
    String more = write("more.csv", "id\n1\n");
    CommandLineRun run = run("convert", sales, path("none.csv"), more, "-o", path("out"), "--json");
    assertThat(run.status()).isEqualTo(9);
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.out())
        .containsPattern(
            "\"summary\":\\{\"total\":3,\"converted\":2,\"skipped\":0,\"failed\":1,\"row_count\":4,"
                + "\"bytes_in\":\\d+,\"bytes_out\":\\d+,\"duration_seconds\":[0-9.]+}}\n$");
    assertThat(folder.resolve("out/sales.parquet")).exists();
    assertThat(folder.resolve("out/more.parquet")).exists();
  }

  @Test
  void severalJobsGiveTheSameAnswerInTheSameOrder() throws IOException {
    String[] arguments = new String[20];
    for (int i = 0; i < 16; i++) {
      arguments[i] = write("in" + i + ".csv", "id\n" + i + "\n");
    }
    arguments[16] = "-o";
    arguments[17] = path("out");
    arguments[18] = "--jobs";
    arguments[19] = "4";
    List<String> full = new java.util.ArrayList<>(List.of("convert"));
    full.addAll(List.of(arguments));
    CommandLineRun run = run(full.toArray(String[]::new));
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.outLines())
        .hasSize(17)
        .last()
        .asString()
        .matches("16 inputs: 16 converted, 0 skipped, 0 failed; 16 rows, [0-9.]+ KB, [0-9.]+ s");
    for (int i = 0; i < 16; i++) {
      assertThat(run.outLines().get(i)).startsWith(arguments[i] + " -> ");
    }
  }

  @Test
  void inputsThatAllFailAlikeKeepTheirStatus() {
    CommandLineRun run = run("convert", path("a.csv"), path("b.csv"), path("c.csv"));
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.errLines()).filteredOn(line -> line.startsWith("error: ")).hasSize(3);
  }

  @Test
  void dryRunWritesNothing() {
    CommandLineRun run = run("convert", sales, "--dry-run", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"input_format\":\"csv\"", "\"output_format\":\"parquet\"");
    assertThat(folder.resolve("sales.parquet")).doesNotExist();
  }

  @Test
  void previewSchemaShowsColumnsAndWritesNothing() {
    CommandLineRun run = run("convert", sales, "--preview-schema");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("table sales", "id", "int64").doesNotContain("engine");
    assertThat(folder.resolve("sales.parquet")).doesNotExist();
    String json = run("convert", sales, "--preview-schema", "--json").out();
    assertThat(json).contains("\"name\":\"id\",\"type\":\"int64\"");
    assertThat(folder.resolve("sales.parquet")).doesNotExist();
  }

  @Test
  void previewSchemaLooksThoughTheOutputIsThere() {
    assertThat(run("convert", sales).status()).isZero();
    assertThat(run("convert", sales, "--preview-schema").status()).isZero();
    assertThat(folder.resolve("sales.parquet")).exists();
  }

  @Test
  void explainGoesToStandardErrorAndTheConversionHappens() {
    CommandLineRun run = run("convert", sales, "--explain", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.outLines()).hasSize(1);
    assertThat(run.err()).contains("engine local");
    assertThat(folder.resolve("sales.parquet")).exists();
  }

  @Test
  void infoShowsColumnsAsTextOrJson() {
    assertThat(run("info", sales).out()).contains("format ", "csv", "id", "int64");
    String json = run("info", sales, "--json").out();
    assertThat(json).contains("\"name\":\"id\",\"type\":\"int64\"");
    assertThat(run("info", "--format", "json", sales).out()).isEqualTo(json);
  }

  @Test
  void validateSaysValidOrFive() throws IOException {
    CommandLineRun valid = run("validate", "--deep", sales, "--json");
    assertThat(valid.status()).as(valid.err()).isZero();
    assertThat(valid.out()).contains("\"valid\":true", "\"deep\":true", "\"row_count\":3");
    String torn = write("torn.csv", "id,name\n1,\"never closed\n");
    CommandLineRun invalid = run("validate", "--deep", torn, "--json");
    assertThat(invalid.status()).isEqualTo(5);
    assertThat(invalid.out())
        .contains("\"success\":true,\"valid\":false", "\"severity\":\"error\"");
  }

  @Test
  void previewShowsRowsWithNulls() {
    CommandLineRun run = run("preview", "--rows", "2", sales, "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"rows\":[[\"1\",\"Ann\",\"2.50\"],", "\"more\":true");
    assertThat(run("preview", sales).out()).contains("<null>");
  }

  @Test
  void formatsAreFilteredByDirection() {
    assertThat(run("formats").outLines())
        .anyMatch(line -> line.matches("csv +yes +yes +csv tsv .*"))
        .anyMatch(line -> line.matches("xlsx +\\S+ +yes +xlsx.*"))
        .anyMatch(line -> line.matches("jsonl +\\S+ +yes +jsonl ndjson .*"))
        .last()
        .isEqualTo("Every format that is read converts to every format that is written.");
    assertThat(run("formats", "--output").outLines().stream().skip(1))
        .allSatisfy(line -> assertThat(line).containsPattern("^\\S+ +(yes|-) +yes "));
  }

  @Test
  void extensionsAreListedTheSameWayByCommandAndOption() {
    CommandLineRun run = run("extensions");
    assertThat(run.outLines()).allSatisfy(line -> assertThat(line).contains(": "));
    assertThat(run("--list-extensions").out()).isEqualTo(run.out());
  }

  @Test
  void configNamesEveryOrigin() {
    CommandLineRun run = run("config", "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"name\":\"temp-dir\"", "\"origin\":\"default\"");
    assertThat(run("config").outLines().get(0)).startsWith("NAME");
  }

  @Test
  void completionKnowsCommandsAndOptionsOfFormats() {
    String script = run("completion", "bash").out();
    assertThat(script).startsWith("#!/usr/bin/env bash").contains("convert", "--compression");
    assertThat(run("completion", "zsh").out()).contains("bashcompinit");
  }

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(home, arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }
}
