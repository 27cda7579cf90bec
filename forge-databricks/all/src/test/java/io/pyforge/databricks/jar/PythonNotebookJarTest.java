package io.pyforge.databricks.jar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Python notebook in {@code samples/notebooks} runs the distribution, where there is Python.
 */
class PythonNotebookJarTest {
  private static final Path NOTEBOOK =
      Path.of("..", "..", "samples", "notebooks", "convert-with-the-command.py");
  private static final Path SALES = Path.of("..", "..", "samples", "input", "csv", "sales.csv");

  @TempDir Path folder;

  @Test
  void notebookConvertsAndReadsTheDocuments() throws Exception {
    assumeTrue(finished(List.of("python3", "--version")) == 0, "there is no Python");
    Path input = Files.createDirectories(folder.resolve("in"));
    Path output = Files.createDirectories(folder.resolve("out"));
    Files.copy(SALES, input.resolve("sales.csv"));
    Files.writeString(input.resolve("broken.json"), "{\"a\": ");
    Path command = ClassPaths.distributionFolder().resolve("bin/pyforge").toAbsolutePath();
    String source =
        Files.readString(NOTEBOOK)
            .replace("/Volumes/main/tools/pyforge/bin/pyforge", command.toString())
            .replace("/Volumes/main/raw/in", input.toString())
            .replace("/Volumes/main/silver/out", output.toString());
    assertThat(source).doesNotContain("/Volumes/main");
    Path notebook = Files.writeString(folder.resolve("notebook.py"), source);

    assertThat(finished(List.of("python3", notebook.toString())))
        .as(Files.readString(folder.resolve(".printed")))
        .isZero();
    assertThat(Files.readString(folder.resolve(".printed")).lines())
        .anyMatch(line -> line.startsWith("12 rows in "))
        .anyMatch(
            line ->
                line.startsWith(
                    "{'total': 2, 'converted': 1, 'skipped': 0, 'failed': 1, 'row_count': 12,"))
        .anyMatch(line -> line.contains("broken.json"))
        .anyMatch(line -> line.startsWith("3 ") && line.contains("no-such-file.csv"));
    assertThat(output.resolve("sales.parquet")).isRegularFile();
  }

  private int finished(List<String> command) throws InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(".printed").toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PYFORGE_"));
    builder.environment().put("HOME", folder.toString());
    try {
      Process process = builder.start();
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return -1;
      }
      return process.exitValue();
    } catch (IOException e) {
      return -1; // there is no such program
    }
  }
}
