package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of {@code convert} that are about many inputs. */
class ManyInputsTest {
  private static final String SMALL = "id,name\n1,a\n2,b\n3,c\n";
  private static final String TORN = "a,b\n1,\"never closed\n";

  @TempDir private Path folder;
  @TempDir private Path home;

  @Test
  void aFolderIsConvertedToItsDepthsWhenAskedFor() throws IOException {
    write("in/a.csv", SMALL);
    write("in/deep/er/b.csv", SMALL);
    assertThat(run("convert", path("in"), "-o", path("flat")).status()).isZero();
    assertThat(path("flat/deep/er/b.parquet"))
        .satisfies(p -> assertThat(Path.of(p)).doesNotExist());
    CommandLineRun deep = run("convert", path("in"), "-o", path("out"), "--recursive");
    assertThat(deep.status()).as(deep.err()).isZero();
    assertThat(deep.outLines())
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        path("in/deep/er/b.csv")
                            + " -> "
                            + path("out/deep/er/b.parquet")
                            + "  3 rows"))
        .last()
        .asString()
        .startsWith("2 inputs: 2 converted, 0 skipped, 0 failed; 6 rows, ");
  }

  @Test
  void outputsOfOneNameAreNamedLongerAndTold() throws IOException {
    write("in/a.csv", SMALL);
    write("in/a.json", "{\"k\":1}\n");
    CommandLineRun run = run("convert", path("in"), "-o", path("out"), "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.errLines())
        .containsExactly(
            "warning: named longer, because outputs would have the same names: "
                + path("in/a.csv")
                + " -> a_csv.parquet, "
                + path("in/a.json")
                + " -> a_json.parquet");
    assertThat(run.out())
        .contains("\"output_path\":\"" + path("out/a_csv.parquet") + "\"")
        .contains("\"output_path\":\"" + path("out/a_json.parquet") + "\"")
        .contains("],\"warnings\":[{\"code\":\"outputs-renamed\"");
  }

  @Test
  void aDryRunShowsTheLongerNames() throws IOException {
    write("in/a.csv", SMALL);
    write("in/a.json", "{\"k\":1}\n");
    CommandLineRun run = run("convert", path("in"), "-o", path("out"), "--dry-run");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("-> " + path("out/a_csv.parquet"));
    assertThat(run.err()).contains("warning: named longer");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4"})
  void failFastReportsWhatWasNotStarted(String jobs) throws IOException {
    write("in/0.csv", TORN);
    for (int i = 1; i < 30; i++) {
      write("in/" + i + ".csv", SMALL);
    }
    CommandLineRun run =
        run("convert", path("in"), "-o", path("out"), "--fail-fast", "--jobs", jobs, "--json");
    assertThat(run.status()).isIn(4, 9); // nothing else done, or something
    assertThat(run.out())
        .contains("\"code\":\"unclosed-quote\"")
        .contains("{\"success\":false,\"skipped\":true,\"reason\":\"not-started\"")
        .contains("\"failed\":1,");
    assertThat(run.err()).doesNotContain("stopped");
  }

  @Test
  void failFastShowsPeopleWhatWasNotStarted() throws IOException {
    write("in/0.csv", TORN);
    write("in/1.csv", SMALL);
    CommandLineRun run = run("convert", path("in"), "-o", path("out"), "--fail-fast");
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.out())
        .contains(
            path("in/1.csv")
                + " -> "
                + path("out/1.parquet")
                + "  skipped, not started after a failure\n")
        .contains("2 inputs: 0 converted, 1 skipped, 1 failed; ");
    assertThat(folder.resolve("out/1.parquet")).doesNotExist();
  }

  @Test
  void keepGoingIsWhatHappensAnyway() throws IOException {
    write("in/0.csv", TORN);
    write("in/1.csv", SMALL);
    CommandLineRun run = run("convert", path("in"), "-o", path("out"), "--keep-going");
    assertThat(run.status()).isEqualTo(9);
    assertThat(run.out()).contains("2 inputs: 1 converted, 0 skipped, 1 failed; 3 rows, ");
  }

  @Test
  void severalFailuresEndInATable() throws IOException {
    write("in/0.csv", TORN);
    write("in/1.csv", SMALL);
    CommandLineRun run =
        run("convert", path("in/0.csv"), path("in/1.csv"), path("none.csv"), "-o", path("out"));
    assertThat(run.status()).isEqualTo(9);
    List<String> lines = run.outLines();
    assertThat(lines.subList(lines.size() - 5, lines.size() - 1))
        .satisfies(
            table -> {
              assertThat(table.get(0)).matches("FAILED +CODE +PROBLEM");
              assertThat(table.get(1))
                  .startsWith(path("in/0.csv") + "  unclosed-quote  ")
                  .contains("line 2");
              assertThat(table.get(2))
                  .matches(".*none\\.csv +input-missing +.*there is no such file");
              assertThat(table.get(3)).isEmpty();
            });
  }

  @Test
  void aLongTableOfFailuresIsCutShort() {
    List<String> arguments = new ArrayList<>(List.of("convert", "-o", path("out")));
    for (int i = 0; i < 60; i++) {
      arguments.add(path("none" + i + ".csv"));
    }
    CommandLineRun run = run(arguments.toArray(String[]::new));
    assertThat(run.status()).isEqualTo(3);
    assertThat(run.outLines()).hasSize(1 + 1 + 50 + 1 + 1 + 1).contains("and 10 more, told above");
    assertThat(run.errLines()).filteredOn(line -> line.startsWith("error: ")).hasSize(60);
  }

  @Test
  void oneFailureNeedsNoTable() throws IOException {
    write("in/0.csv", TORN);
    write("in/1.csv", SMALL);
    assertThat(run("convert", path("in"), "-o", path("out")).out()).doesNotContain("PROBLEM");
  }

  @Test
  void resumeConvertsWhatChangedAndNothingElse() throws IOException {
    write("in/a.csv", SMALL);
    write("in/b.csv", SMALL);
    assertThat(run("convert", path("in"), "-o", path("out")).status()).isZero();
    write("in/b.csv", SMALL + "4,d\n");
    CommandLineRun run = run("convert", path("in"), "-o", path("out"), "--resume");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.outLines().get(0))
        .isEqualTo(
            path("in/a.csv")
                + " -> "
                + path("out/a.parquet")
                + "  skipped, unchanged since it was converted");
    assertThat(run.outLines().get(1)).startsWith(path("in/b.csv")).contains("4 rows");
    CommandLineRun json = run("convert", path("in"), "-o", path("out"), "--resume", "--json");
    assertThat(json.out())
        .contains(
            "{\"success\":true,\"skipped\":true,\"reason\":\"unchanged\",\"input_path\":\""
                + path("in/a.csv"))
        .contains("\"total\":2,\"converted\":0,\"skipped\":2,\"failed\":0,\"row_count\":0,");
  }

  @Test
  void resumeLeavesOthersOutputsAlone() throws IOException {
    write("in/a.csv", SMALL);
    write("out/a.parquet", "somebody's");
    CommandLineRun run = run("convert", path("in"), "-o", path("out"), "--resume", "--json");
    assertThat(run.status()).isEqualTo(7);
    assertThat(run.out()).contains("\"code\":\"output-exists\"");
    assertThat(folder.resolve("out/a.parquet")).hasContent("somebody's");
  }

  @Test
  void aKilledRunIsResumed() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      rows.add(i + ",text");
    }
    for (int i = 0; i < 300; i++) {
      write("in/f" + i + ".csv", "id,name\n" + String.join("\n", rows) + "\n");
    }
    PyForgeProcess program = PyForgeProcess.in(home);
    Process process =
        program.start("convert", path("in"), "-o", path("out"), "--jobs", "2", "--no-progress");
    Path out = folder.resolve("out");
    while (process.isAlive() && !(Files.isDirectory(out) && count(out) > 40)) {
      Thread.onSpinWait();
    }
    process.destroyForcibly().waitFor();
    int done = count(out);
    CommandLineRun rest =
        program.run("convert", path("in"), "-o", path("out"), "--jobs", "2", "--resume");
    assertThat(rest.status()).as(rest.err()).isZero();
    assertThat(rest.outLines()).last().asString().contains("300 inputs: ").contains(", 0 failed");
    assertThat(done).isBetween(41, 299);
    assertThat(count(out)).isEqualTo(300);
    CommandLineRun again =
        program.run("convert", path("in"), "-o", path("out"), "--jobs", "2", "--resume");
    assertThat(again.outLines())
        .last()
        .asString()
        .startsWith("300 inputs: 0 converted, 300 skipped, 0 failed;");
  }

  private static int count(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder, "*.parquet")) {
      int count = 0;
      for (Path file : files) {
        count += file.getFileName().toString().startsWith(".") ? 0 : 1;
      }
      return count;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "options-exclude, --fail-fast --keep-going",
    "options-exclude, --resume --dry-run",
    "options-exclude, --resume --preview-schema",
    "options-exclude, --force --skip-existing",
    "bad-option-value, --jobs 0"
  })
  void optionsThatCannotBeAreRefused(String code, String options) throws IOException {
    write("in/a.csv", SMALL);
    List<String> arguments = new ArrayList<>(List.of("convert", path("in"), "--json"));
    arguments.addAll(List.of(options.split(" ")));
    CommandLineRun run = run(arguments.toArray(String[]::new));
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("\"code\":\"" + code + "\"");
    assertThat(folder.resolve("in/a.parquet")).doesNotExist();
  }

  @Test
  void resumeOfOneInputIsRefused() throws IOException {
    String input = write("a.csv", SMALL);
    CommandLineRun run = run("convert", input, "--resume", "--json");
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("\"code\":\"resume-needs-several\"");
    assertThat(folder.resolve("a.parquet")).doesNotExist();
  }

  @Test
  void oneInputLeavesNothingInTheCache() throws IOException {
    assertThat(run("convert", write("a.csv", SMALL)).status()).isZero();
    assertThat(home.resolve(".cache")).doesNotExist();
  }

  private CommandLineRun run(String... arguments) {
    return CommandLineRun.of(home, arguments);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content).toString();
  }
}
