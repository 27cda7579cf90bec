package io.pyforge.databricks.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command that {@code docs/migration.md} gives for an old one is run. */
class MigrationPageJarTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern COMMAND = Pattern.compile("`pyforge ([^`]+)`");

  /** The page's names, and what stands for them. */
  private static final Map<String, String> INPUTS =
      Map.of(
          "sales.csv", "csv/sales.csv",
          "data/sales.csv", "csv/sales.csv",
          "data/booleans.csv", "csv/booleans.csv",
          "book.xlsx", "excel/months.xlsx",
          "report.pdf", "pdf/stock.pdf",
          "shop.mdb", "access/shop.mdb",
          "shop.mdf", "mdf/shop.mdf",
          "feed.xml", "xml/orders.xml",
          "feed.xml.gz", "xml/orders-gzipped.xml.gz");

  @TempDir Path folder;

  @Test
  void newCommandsWork() throws Exception {
    for (Map.Entry<String, String> input : INPUTS.entrySet()) {
      Path copy = folder.resolve(input.getKey());
      Files.createDirectories(copy.getParent());
      Files.copy(ROOT.resolve("samples/input").resolve(input.getValue()), copy);
    }
    List<String> commands = newCommands();
    assertThat(commands).hasSizeGreaterThan(40).contains("databricks env", "convert sales.csv");
    JarProcess.Ended ended =
        new JarProcess(folder, List.of(ClassPaths.jar(), ClassPaths.programs()))
            .run(CommandsProgram.class.getName(), commands.toArray(String[]::new));
    assertThat(ended.status()).as(ended.err()).isZero();
    List<String> results = ended.out().lines().toList();
    assertThat(results).hasSameSizeAs(commands);
    assertThat(results)
        .filteredOn(result -> !result.startsWith("0 "))
        .as("what needs a workspace says that there is no way to sign in")
        .allMatch(result -> result.matches("6 (databricks (?!env).*|convert /Volumes/.*)"));
    assertThat(results).filteredOn(result -> result.startsWith("0 ")).hasSizeGreaterThan(30);
  }

  /** Those of the second column of the tables, and what the third gives beside them. */
  private static List<String> newCommands() throws IOException {
    List<String> commands = new ArrayList<>();
    for (String line : Files.readAllLines(ROOT.resolve("docs/migration.md"))) {
      String[] cells = line.replace("\\|", "/").split("\\|");
      for (int i = 2; i < cells.length; i++) {
        Matcher command = COMMAND.matcher(cells[i]);
        while (command.find()) {
          commands.add(command.group(1));
        }
      }
    }
    return commands;
  }
}
