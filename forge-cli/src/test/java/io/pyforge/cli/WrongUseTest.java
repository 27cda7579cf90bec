package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.pyforge.cli.command.Session;
import io.pyforge.cli.output.Terminal;
import io.pyforge.cli.testing.BenchmarkData;
import io.pyforge.cli.testing.PluginJar;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes of users and of the machine: the status, the code, and a remedy that helps. */
class WrongUseTest {
  @TempDir private Path folder;
  private final Map<String, String> variables = new TreeMap<>();
  private String sales;

  @BeforeEach
  void inputAndSettings() throws IOException {
    sales = write("sales.csv", "id,name,price\n1,Ann,2.50\n2,Bob,\n");
    variables.put("HOME", folder.resolve("home").toString());
    variables.put("PYFORGE_FORCE_CORE", "true");
  }

  @Test
  void missingInput() {
    run("convert", path("none.csv"))
        .fails(3, "input-missing", "none.csv: there is no such file", "check the spelling");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void unreadableInput() throws IOException {
    Files.setPosixFilePermissions(Path.of(sales), PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(Path.of(sales)), "the superuser may read everything");
    run("convert", sales).fails(6, "input-unreadable", "sales.csv", "read permission");
  }

  @Test
  void folderWithNothingToConvert() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    run("convert", empty.toString(), "-o", path("out")).fails(3, "", "empty", "");
  }

  @Test
  void existingOutput() throws IOException {
    String output = write("sales.parquet", "old");
    run("convert", sales).fails(7, "output-exists", "sales.parquet: exists already", "--force");
    assertThat(Path.of(output)).hasContent("old");
  }

  @Test
  void outputIsTheInputHoweverItIsNamed() throws IOException {
    List<String> names = new ArrayList<>(List.of(sales, path("x/../sales.csv")));
    Files.createDirectory(folder.resolve("x"));
    names.add(Files.createSymbolicLink(folder.resolve("symbolic"), Path.of(sales)).toString());
    names.add(Files.createLink(folder.resolve("hard"), Path.of(sales)).toString());
    for (String name : names) {
      run("convert", sales, "-o", name, "--force")
          .fails(2, "output-is-input", "is the input", "another output");
    }
    assertThat(Path.of(sales)).content().startsWith("id,name,price\n");
  }

  @Test
  void outputBesideTheInputThatWouldBeTheInput() {
    for (String option : List.of("--force", "--skip-existing", "--dry-run")) {
      run("convert", sales, "--to", "csv", option)
          .fails(2, "output-is-input", "sales.csv is the input itself", "-o");
    }
    assertThat(Path.of(sales)).content().startsWith("id,name,price\n");
  }

  @Test
  void outputNamedLikeAFormatThatCannotBeWritten() {
    String page = path("page.pdf");
    run("convert", sales, page)
        .fails(2, "format-unknown", "by its name it is pdf, which cannot be written", "parquet");
    assertThat(Path.of(page)).doesNotExist();
    assertThat(run("convert", sales, page, "--to", "parquet").status).isZero();
  }

  @Test
  void compressionThatNoWriterDoes() {
    for (String name : List.of("out.parquet.gz", "out.csv.bz2", "out.csv.zip")) {
      run("convert", sales, path(name)).fails(2, "format-unknown", "which cannot be written", "");
      assertThat(folder.resolve(name)).doesNotExist();
    }
  }

  @Test
  void severalInputsIntoStandardOutput() throws IOException {
    String more = write("more.csv", "id\n3\n");
    run("convert", sales, more, "-o", "-").fails(2, "output-not-folder", "one stream", "-o");
  }

  @Test
  void optionsOfOneWriterAreNoOptionsOfAnother() {
    run("convert", sales, path("out.csv"), "--compression", "gzip")
        .fails(2, "option-not-taken", "converting csv to csv", "writing parquet");
    run("convert", sales, path("out.parquet"), "--output-delimiter", ";")
        .fails(2, "option-not-taken", "converting csv to parquet", "writing csv");
  }

  @Test
  void folderThatIsThereIsNotMadeAFile() throws IOException {
    Files.createDirectory(folder.resolve("made"));
    run("convert", sales, "-o", path("made"))
        .fails(7, "output-is-folder", "is a folder, and the output is one file", "put a slash");
    assertThat(folder.resolve("made")).isEmptyDirectory();
  }

  @Test
  void twoFilesOfOneFormatAreNotInputAndOutput() throws IOException {
    String more = write("more.csv", "id\n3\n");
    run("convert", sales, more, "--force").fails(2, "ambiguous-output", "more.csv is there", "-o ");
    assertThat(Path.of(more)).hasContent("id\n3\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          --compresion zstd          | unknown-option        | --compresion          | --compression
          --to csvx                  | format-unknown        | 'csvx' is no format   | parquet
          --from csvx                | format-unknown        | 'csvx' is no format   | csv
          --from parquet             | not-parquet | sales.csv | --from names another
          --from parquet --delimiter ;|                      | --delimiter           | csv
          --compression lzma         | bad-option-value      | --compression cannot be 'lzma' | zstd
          --delimiter abc            | bad-option-value      | --delimiter cannot be 'abc' | one ASCII character
          --row-group-rows -1        | bad-option-value      | --row-group-rows cannot be '-1' | whole number
          --row-group-rows many      | bad-option-value      | --row-group-rows cannot be 'many' | whole number
          --jobs none                |                       | none                  |
          --schema id                | bad-option-value      | --schema              | name:type
          --schema id:int65          | bad-option-value      | --schema              | int64
          --schema nope.txt          | bad-option-value      | 'nope.txt'            | readable file
          --schema nope:int64        | schema-column-unknown | 'nope'                | id, name, price
          --schema name:int64        |                       | name                  |
          --engine spark             | engine-unknown        | 'spark'               | local
          """)
  void wrongOption(String options, String code, String problem, String remedy) {
    List<String> arguments = new ArrayList<>(List.of("convert", sales));
    arguments.addAll(List.of(options.split(" ")));
    Outcome outcome = run(arguments.toArray(String[]::new));
    outcome.fails(outcome.status, code == null ? "" : code, problem, remedy == null ? "" : remedy);
    assertThat(outcome.status).as(outcome.err).isIn(2, 4, 5);
    assertThat(folder.resolve("sales.parquet")).doesNotExist();
  }

  @Test
  void brokenConfigurationFile() throws IOException {
    variables.put("PYFORGE_CONFIG", write("config.yaml", "temp-dir: [\n"));
    run("convert", sales).fails(2, "bad-config-file", "config.yaml, line ", "PYFORGE_CONFIG");
    write("config.yaml", "tmp-dir: /tmp\n");
    run("convert", sales)
        .fails(
            2, "unknown-setting", "config.yaml, line 1: there is no setting 'tmp-dir'", "temp-dir");
    write("config.yaml", "parallel-workers: none\n");
    run("convert", sales)
        .fails(2, "bad-setting", "parallel-workers cannot be 'none'", "whole number");
    variables.put("PYFORGE_CONFIG", path("absent.yaml"));
    run("convert", sales).fails(2, "bad-config-file", "absent.yaml", "check that it exists");
  }

  @Test
  void misspeltExtensionIsTold() {
    variables.remove("PYFORGE_FORCE_CORE");
    variables.put("PYFORGE_DISABLE_EXTENSIONS", "databrick");
    run("convert", sales).warns("extension-unknown", "'databrick', which is no extension");
  }

  @Test
  void brokenPluginIsListedAndLeftOut() throws IOException {
    variables.remove("PYFORGE_FORCE_CORE");
    variables.put("PYFORGE_PLUGIN_PATH", path("plugins"));
    Files.createDirectories(folder.resolve("plugins/torn"));
    write("plugins/torn/torn.jar", "PK, and no more");
    assertThat(run("extensions").out)
        .contains("\"id\":\"torn\",\"state\":\"failed\"")
        .contains("torn.jar is no readable jar");
    run("convert", sales).warns("extension-failed", "extension torn");
    run("convert", sales, "--force", "--engine", "torn")
        .fails(2, "engine-unknown", "'torn'", "local");
  }

  @Test
  void pluginThatThrowsEverywhereStopsNothing() throws IOException {
    variables.remove("PYFORGE_FORCE_CORE");
    variables.put("PYFORGE_PLUGIN_PATH", path("plugins"));
    String thrown = " { throw new IllegalStateException(\"broken on purpose\"); }\n";
    String members =
        String.join(
            thrown,
            "public String description()",
            "public String version()",
            "public List<FormatReader> readers()",
            "public List<FormatWriter> writers()",
            "public List<Storage> storages()",
            "public List<ConversionEngine> engines()",
            "public List<CommandContribution> commands()",
            "public ConversionRequest beforeConversion(ConversionRequest request)",
            "public void afterConversion(ConversionResult result)",
            "public void onFailure(ConversionRequest request, ForgeException failure)",
            "public void close()",
            "");
    PluginJar.make(folder.resolve("plugins"), "thrower", members, Map.of());
    PluginJar.make(
        folder.resolve("plugins"),
        "starter",
        "public void start(ForgeContext c)" + thrown,
        Map.of());
    Outcome done = run("convert", sales);
    done.warns("extension-failed", "thrower");
    assertThat(done.out).contains("starter", "\"row_count\":2");
    run("convert", path("none.csv")).fails(3, "input-missing", "none.csv", "check the spelling");
    assertThat(run("extensions").status).isZero();
    assertThat(run("info", sales).status).isZero();
  }

  @Test
  void missingTemporaryFolder() throws Exception {
    // Large enough that piped input does not stay in memory.
    Path large = BenchmarkData.file(folder, BenchmarkData.Kind.TAXI, 200_000);
    PyForgeProcess program =
        PyForgeProcess.in(folder).with("PYFORGE_TEMP_DIR", path("no-such-folder"));
    CommandLineRun run = runPiped(program, large);
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).contains("\"code\":\"temp-dir-missing\"").contains("no-such-folder");
    assertThat(run.err()).contains("try: create it, or set PYFORGE_TEMP_DIR");
    assertThat(folder.resolve("out.parquet")).doesNotExist();
  }

  /** What the system refuses while a conversion is under way. */
  @Nested
  @EnabledOnOs(OS.LINUX)
  class Limits {
    private static final String OLD = "what was there before";
    private Path input;

    @BeforeEach
    void inputOfSomeMegabytes() throws IOException {
      input = BenchmarkData.file(folder, BenchmarkData.Kind.TAXI, 200_000);
    }

    @Test
    void fileSizeLimitWhileWriting() throws Exception {
      // In blocks of 512 or 1024 bytes, by the shell; the output has some 10 MB.
      PyForgeProcess program =
          PyForgeProcess.in(folder).under("sh", "-c", "ulimit -f 3000; exec \"$@\"", "sh");
      Path output = Path.of(write("out.parquet", OLD));
      CommandLineRun run =
          program.run("convert", input.toString(), output.toString(), "--force", "--json");
      assertFailedWriting(run, "file-too-large", "raise the file size limit", output);
    }

    @Test
    void fullDiskWhileWriting() throws Exception {
      Path disk = smallDisk("3m");
      try {
        Path output = Files.writeString(disk.resolve("out.parquet"), OLD);
        CommandLineRun run =
            PyForgeProcess.in(folder)
                .run("convert", input.toString(), output.toString(), "--force", "--json");
        assertFailedWriting(run, "no-space", "free some space", output);
      } finally {
        unmount(disk);
      }
    }

    @Test
    void fullTemporaryFolderWhileKeepingPipedInput() throws Exception {
      Path disk = smallDisk("3m");
      try {
        Path output = Path.of(write("out.parquet", OLD));
        CommandLineRun run =
            runPiped(PyForgeProcess.in(folder).with("PYFORGE_TEMP_DIR", disk.toString()), input);
        assertFailedWriting(run, "no-space", "set PYFORGE_TEMP_DIR", output);
        assertThat(disk).isEmptyDirectory();
      } finally {
        unmount(disk);
      }
    }

    private void assertFailedWriting(CommandLineRun run, String code, String remedy, Path output)
        throws IOException {
      assertThat(run.status()).as(run.err()).isEqualTo(7);
      assertThat(run.out()).contains("\"kind\":\"OUTPUT\",\"code\":\"" + code + "\"");
      assertThat(run.err()).contains("try: ").contains(remedy);
      assertThat(output).hasContent(OLD);
      assertThat(PyForgeProcess.staged(output)).isEmpty();
    }

    private Path smallDisk(String size) throws Exception {
      Path disk = Files.createDirectory(folder.resolve("disk"));
      Process mount =
          new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "none", disk.toString())
              .redirectErrorStream(true)
              .start();
      String answer = new String(mount.getInputStream().readAllBytes());
      assumeTrue(mount.waitFor() == 0, () -> "a small disk cannot be mounted here: " + answer);
      return disk;
    }

    private void unmount(Path disk) throws Exception {
      assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor()).isZero();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void conversionNeedsNoNetwork() throws Exception {
    Process probe = new ProcessBuilder("unshare", "-rn", "true").redirectErrorStream(true).start();
    String answer = new String(probe.getInputStream().readAllBytes());
    assumeTrue(
        probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0,
        () -> "a process without network cannot be made here: " + answer);
    Path log = folder.resolve("interfaces");
    // The list of interfaces proves that there was no network but the loopback, which is down.
    CommandLineRun run =
        PyForgeProcess.in(folder)
            .with("PYFORGE_FORCE_CORE", "")
            .under(
                "unshare", "-rn", "sh", "-c", "cat /proc/net/dev >" + log + "; exec \"$@\"", "sh")
            .run("convert", sales, "--json");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"row_count\":2");
    assertThat(Files.readAllLines(log).stream().filter(line -> line.contains(":")))
        .singleElement()
        .asString()
        .contains("lo:");
  }

  private CommandLineRun runPiped(PyForgeProcess program, Path input) throws Exception {
    return program.run(
        input.toFile(),
        "convert",
        "-",
        "-o",
        path("out.parquet"),
        "--from",
        "csv",
        "--force",
        "--json");
  }

  /** In this process, with {@code --json}. */
  private Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    HostEnvironment environment =
        new HostEnvironment(
            variables,
            Map.of(
                "user.home", folder.resolve("home").toString(),
                "java.version", "17.0.1",
                "java.io.tmpdir", folder.toString()));
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--json");
    int status =
        PyForge.run(
            new Session(
                environment, Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true))),
            all);
    return new Outcome(status, out.toString(), err.toString());
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private String write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private record Outcome(int status, String out, String err) {
    /** An empty code or remedy is not looked at, beyond that there is one. */
    void fails(int expected, String code, String problem, String remedy) {
      assertThat(status).as(out + err).isEqualTo(expected);
      assertThat(field("code"))
          .as(out)
          .isNotEmpty()
          .satisfies(
              c -> {
                if (!code.isEmpty()) {
                  assertThat(c).isEqualTo(code);
                }
              });
      assertThat(field("exit_code")).isEqualTo(Integer.toString(expected));
      assertThat(field("problem")).contains(problem).doesNotContain("Exception", "null");
      assertThat(field("remedy")).isNotEmpty().contains(remedy);
      assertThat(err).contains("error: ", "try: ");
    }

    void warns(String code, String message) {
      assertThat(status).as(out + err).isZero();
      assertThat(out).contains("\"success\":true", "\"code\":\"" + code + "\"").contains(message);
    }

    /** The first field of that name. */
    private String field(String name) {
      try (JsonParser json = new JsonFactory().createParser(out)) {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
          if (token == JsonToken.FIELD_NAME && json.currentName().equals(name)) {
            json.nextToken();
            return json.getText();
          }
        }
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + out, e);
      }
      return "";
    }
  }
}
