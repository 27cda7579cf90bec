package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.spi.error.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/errors.md names every kind with its status, and every code the command line uses. */
class ErrorDocumentationTest {
  private static final Path PAGE = Path.of("..", "docs", "errors.md");
  private static final Pattern STATUS_ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ([A-Z_]+) \\|");
  private static final Pattern CODE_ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\| ([A-Z_]+) \\|");
  private static final Pattern THROWN = Pattern.compile("ErrorKind\\.([A-Z_]+),\\s*\"([a-z-]+)\"");

  @Test
  void everyKindIsThereWithItsStatus() throws IOException {
    Map<String, Integer> documented = new TreeMap<>();
    STATUS_ROW
        .matcher(Files.readString(PAGE))
        .results()
        .forEach(row -> documented.put(row.group(2), Integer.valueOf(row.group(1))));
    Map<String, Integer> kinds = new TreeMap<>();
    for (ErrorKind kind : ErrorKind.values()) {
      kinds.put(kind.name(), kind.exitStatus());
    }
    assertThat(documented).isEqualTo(kinds);
  }

  @Test
  void everyCodeOfTheCommandLineIsThere() throws IOException {
    TreeSet<String> documented = new TreeSet<>();
    CODE_ROW
        .matcher(Files.readString(PAGE))
        .results()
        .map(row -> row.group(2) + " " + row.group(1))
        .forEach(documented::add);
    TreeSet<String> thrown = thrown(Path.of("src", "main", "java"));
    assertThat(thrown).hasSizeGreaterThan(8);
    // Two codes are chosen by a condition, which the pattern does not see.
    thrown.add("USAGE unknown-command");
    thrown.add("USAGE unexpected-argument");
    assertThat(documented).isEqualTo(thrown);
  }

  @Test
  void everyCodeOfRunsOverManyInputsIsThere() throws IOException {
    String page = Files.readString(PAGE);
    TreeSet<String> thrown =
        thrown(Path.of("..", "forge-core", "src", "main", "java", "io", "pyforge", "core", "bulk"));
    assertThat(thrown).contains("USAGE output-is-input", "INTERRUPTED cancelled");
    assertThat(thrown)
        .allSatisfy(code -> assertThat(page).contains("| `" + code.split(" ")[1] + "` |"));
  }

  @Test
  void everyCodeOfTheDatabricksExtensionIsThereWithItsStatusAndNoOther() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("## Codes of the Databricks extension"));
    TreeSet<String> documented = new TreeSet<>();
    for (String row : section.lines().filter(line -> line.startsWith("| `")).toList()) {
      String[] cells = row.split(" \\| ");
      for (String code : cells[0].replaceAll("[|` ]", "").split(",")) {
        for (String status : cells[1].split(", ")) {
          documented.add(status.strip() + " " + code);
        }
      }
    }
    TreeSet<String> thrown = new TreeSet<>();
    for (String code : thrown(Path.of("..", "forge-databricks", "src", "main", "java"))) {
      thrown.add(ErrorKind.valueOf(code.split(" ")[0]).exitStatus() + " " + code);
    }
    assertThat(thrown).hasSizeGreaterThan(30);
    // Chosen by a condition, which the pattern does not see.
    thrown.add("8 REMOTE mount-failed");
    assertThat(documented).isEqualTo(thrown);
  }

  private TreeSet<String> thrown(Path folder) throws IOException {
    TreeSet<String> thrown = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(folder)) {
      for (Path source : sources.filter(p -> p.toString().endsWith(".java")).toList()) {
        THROWN
            .matcher(Files.readString(source))
            .results()
            .map(this::kindAndCode)
            .forEach(thrown::add);
      }
    }
    return thrown;
  }

  private String kindAndCode(MatchResult match) {
    return match.group(1) + " " + match.group(2);
  }
}
