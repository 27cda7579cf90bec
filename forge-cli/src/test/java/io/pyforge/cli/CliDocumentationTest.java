package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.config.Setting;
import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ReportJson;
import io.pyforge.core.report.ResultJson;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.CommonOptions;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/cli.md is what the program says of itself; {@code -Dforge.docs=write} writes it anew. */
class CliDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "cli.md");

  private static final Schema SALES =
      Schema.of(
          new Field("id", new ColumnType.Int64(), true),
          new Field("price", new ColumnType.Decimal(10, 2), true));

  @TempDir private Path home;

  @Test
  void pageSaysWhatTheProgramSays() throws IOException {
    String page = page();
    if ("write".equals(System.getProperty("forge.docs"))) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("docs/cli.md; write it anew with -Dforge.docs=write")
        .isEqualTo(page);
  }

  @Test
  void everyCommandHasAnExampleOfItsJson() {
    assertThat(examples().keySet())
        .containsExactlyElementsOf(
            PyForgeTest.commands().stream().filter(name -> !name.equals("help")).toList());
  }

  private String page() {
    CommandLine line =
        PyForge.commandLine(CommandLineRun.session(home, new StringWriter(), new StringWriter()));
    StringBuilder page =
        new StringBuilder(
            """
            # Command line

            This page is made from the program's own help; change it there.
            The result of a command goes to standard output, everything else to standard error.
            With `--json` the result is one JSON document on one line; here it is broken for reading.
            Exit statuses and error codes: [errors.md](errors.md).

            ## pyforge

            """);
    page.append(block("text", line.getUsageMessage(Ansi.OFF)));
    Map<String, List<String>> examples = examples();
    for (String name : PyForgeTest.commands()) {
      page.append("\n## pyforge ").append(name).append("\n\n");
      page.append(block("text", line.getSubcommands().get(name).getUsageMessage(Ansi.OFF)));
      for (String example : examples.getOrDefault(name, List.of())) {
        page.append('\n').append(block("json", broken(example)));
      }
    }
    addDatabricks(page);
    return page.toString();
  }

  /** The command of the extension in the distribution, and all below it but what is convert. */
  private void addDatabricks(StringBuilder page) {
    String text = help("databricks", "--help");
    page.append("\n## pyforge databricks\n\n").append(block("text", text));
    page.append(
        "\n`convert` and `batch-convert` take what [pyforge convert](#pyforge-convert) takes.\n");
    for (String name :
        List.of(
            "env",
            "auth test",
            "auth setup",
            "ls",
            "cp",
            "mkdir",
            "rm",
            "volumes list",
            "volumes show",
            "volumes create")) {
      List<String> arguments = new ArrayList<>(List.of("databricks"));
      arguments.addAll(List.of(name.split(" ")));
      arguments.add("--help");
      page.append("\n### pyforge databricks ").append(name).append("\n\n");
      page.append(block("text", help(arguments.toArray(String[]::new))));
    }
  }

  private String help(String... arguments) {
    CommandLineRun run = CommandLineRun.with(home, Map.of(), arguments);
    assertThat(run.status()).as(run.err()).isZero();
    return run.out();
  }

  private static String block(String language, String text) {
    return "```" + language + "\n" + text.stripTrailing() + "\n```\n";
  }

  /** One line per member of the outermost object. */
  private static String broken(String json) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (c == '"' && json.charAt(i - 1) != '\\') {
        quoted = !quoted;
      }
      if (!quoted && (c == '{' || c == '[')) {
        depth++;
      } else if (!quoted && (c == '}' || c == ']')) {
        depth--;
      }
      if (c == '}' && depth == 0) {
        text.append('\n');
      }
      text.append(c);
      boolean opens = c == '{' && depth == 1 && i == 0;
      boolean separates = c == ',' && depth == 1 && !quoted;
      if (opens || separates) {
        text.append("\n  ");
      }
    }
    return text.toString();
  }

  private static Map<String, List<String>> examples() {
    ConversionResult result =
        new ConversionResult(
            "sales.csv",
            "sales.parquet",
            "parquet",
            "local",
            2184,
            1622,
            Duration.ofMillis(120),
            List.of(new TableOutput("sales", "sales.parquet", 91, SALES)),
            List.of(),
            List.of(new Notice("type-widened", "column price became decimal(10,2) at row 17")),
            List.of(new Attempt("local", Attempt.OK, Optional.empty(), Duration.ofMillis(120))),
            Map.of("platform", "local"));
    ForgeException failure =
        new ForgeException(
            ErrorKind.OUTPUT, "output-exists", "sales.parquet is there already", "pass --force");
    Plan plan =
        new Plan(
            "sales.csv",
            "csv",
            "sales.parquet",
            "parquet",
            List.of(new Plan.EngineChoice("local", "able", "always there")),
            Map.of("output place", "beside the input"),
            List.of());
    Map<String, List<String>> examples = new LinkedHashMap<>();
    examples.put(
        "convert",
        List.of(
            ResultJson.write(result),
            ResultJson.failure(Optional.of("sales.csv"), failure, List.of()),
            ResultJson.batch(
                new BulkResult(
                    List.of(
                        new ConversionOutcome.Skipped(
                            "a.csv", "a.parquet", ConversionOutcome.Reason.OUTPUT_EXISTS),
                        new ConversionOutcome.Failed("sales.csv", failure, List.of())),
                    List.of(),
                    Duration.ofMillis(250))),
            ReportJson.plan(plan)));
    examples.put(
        "info",
        List.of(
            ReportJson.info(
                new FileReport(
                    "sales.csv",
                    "csv",
                    2184,
                    Map.of("delimiter", ","),
                    List.of(new TableInfo("sales", SALES, OptionalLong.empty(), List.of())),
                    List.of()))));
    examples.put(
        "validate",
        List.of(
            ReportJson.validation(
                new ValidationReport(
                    "sales.csv",
                    "csv",
                    true,
                    91,
                    List.of(
                        new ValidationReport.Problem(
                            ValidationReport.Severity.ERROR,
                            "ragged-row",
                            "line 17",
                            "the row has 3 fields, the header has 2"))))));
    examples.put(
        "preview",
        List.of(
            ReportJson.preview(
                new Preview(
                    "sales.csv",
                    "csv",
                    "sales",
                    SALES,
                    List.of(List.of("1", "2.50"), Arrays.asList("2", null)),
                    true,
                    List.of()))));
    examples.put(
        "formats",
        List.of(
            ReportJson.formats(
                List.of(
                    new FormatEntry(
                        "parquet",
                        true,
                        true,
                        List.of("parquet"),
                        "Apache Parquet",
                        "core",
                        List.of(),
                        List.of(CommonOptions.COMPRESSION))))));
    examples.put(
        "extensions",
        List.of(
            ReportJson.extensions(
                List.of(
                    new ExtensionStatus(
                        "core",
                        ExtensionStatus.State.AVAILABLE,
                        "built-in formats",
                        "1.0",
                        "",
                        "built in")))));
    examples.put(
        "config",
        List.of(
            ReportJson.settings(
                List.of(
                    new Setting(
                        "temp-dir",
                        "PYFORGE_TEMP_DIR",
                        "/tmp",
                        "default",
                        "Folder for temporary files.")),
                Map.of("platform", "local"))));
    Map<String, String> completion = new LinkedHashMap<>();
    completion.put("script", "#!/usr/bin/env bash ...");
    completion.put("shell", "bash");
    examples.put("completion", List.of(ReportJson.facts(completion)));
    return examples;
  }
}
