package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outputs into a pipe, from a process of their own. */
class StandardOutputTest {
  @TempDir private Path folder;
  private Path sales;

  @BeforeEach
  void input() throws IOException {
    sales = Files.writeString(folder.resolve("sales.csv"), "id,name\n1,Ann\n2,\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-o -", "-"})
  void dataGoesToStandardOutputAndAllElseToStandardError(String output) throws Exception {
    String[] arguments = ("convert " + sales + " " + output + " --to jsonl").split(" ");
    CommandLineRun run = PyForgeProcess.in(folder).run(arguments);
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("{\"id\":1,\"name\":\"Ann\"}\n{\"id\":2,\"name\":null}\n");
    assertThat(run.err()).contains("sales.csv -> -  2 rows, 2 columns");
  }

  @Test
  void standardInputToStandardOutput() throws Exception {
    CommandLineRun run =
        PyForgeProcess.in(folder)
            .run(sales.toFile(), "convert", "-", "-", "--to", "csv", "--output-line-end", "lf");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("id,name\n1,Ann\n2,\n");
  }

  /** The first pass ends in its last rows, and a second one starts again. */
  @Test
  void aSecondPassIsNotAppendedToTheFirst() throws Exception {
    StringBuilder text = new StringBuilder("id,value\n");
    int rows = 0;
    while (text.length() < 6_000_000) {
      text.append(++rows).append(",12345678\n");
    }
    text.append("last,word\n");
    Path late = Files.writeString(folder.resolve("late.csv"), text);
    CommandLineRun run =
        PyForgeProcess.in(folder)
            .run("convert", late.toString(), "-o", "-", "--to", "csv", "--output-line-end", "lf");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err()).contains("column value is text instead of int64");
    assertThat(run.out()).isEqualTo(text.toString());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aReaderThatStopsEarlyIsTold() throws Exception {
    Path large =
        Files.writeString(folder.resolve("large.csv"), "id,name\n" + "1,a\n".repeat(500_000));
    CommandLineRun run =
        PyForgeProcess.in(folder)
            .under("sh", "-c", "{ \"$@\"; echo status $? >&2; } | head -1", "sh")
            .run("convert", large.toString(), "-o", "-", "--to", "csv");
    assertThat(run.out()).isEqualTo("id,name\r\n");
    assertThat(run.err()).contains("stopped before its end", "status 7");
  }

  @Test
  void aFailureLeavesNothingInThePipe() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.csv"), "id,name\n1,Ann\n2,\"open\n");
    CommandLineRun run =
        PyForgeProcess.in(folder).run("convert", broken.toString(), "-o", "-", "--to", "csv");
    assertThat(run.status()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
  }
}
