package io.pyforge.databricks.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pyforge.cli.output.Terminal;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void commandThatWorksReturns() throws IOException {
    run("convert", file("t.csv", "id,name\n1,a\n"), folder.resolve("t.json").toString());
    assertThat(Files.readString(folder.resolve("t.json"))).contains("\"name\":\"a\"");
    assertThat(out.toString()).contains("1 row");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void failureLeavesAsAnExceptionWithProblemAndRemedy() throws IOException {
    String input = file("t.csv", "id\n1\n");
    file("t.parquet", "something else");
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> run("convert", input))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(ErrorKind.OUTPUT);
              assertThat(failure.problem()).contains("t.parquet").contains("exists");
              assertThat(failure.remedy()).contains("--force");
              assertThat(err.toString()).contains("error: " + failure.problem());
            });
    assertThat(Files.readString(folder.resolve("t.parquet"))).isEqualTo("something else");
  }

  @Test
  void everyFailureOfABatchIsInTheException() throws IOException {
    String good = file("good.csv", "id\n1\n");
    String empty = file("empty.json", "{\"a\": ");
    String gone = folder.resolve("gone.csv").toString();
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> run("convert", good, empty, gone, "-o", folder.resolve("out").toString()))
        .satisfies(
            failure -> {
              assertThat(failure.kind()).isEqualTo(ErrorKind.PARTIAL);
              assertThat(failure.problem())
                  .startsWith("pyforge convert ended with status 9 after 2 failures")
                  .contains("empty.json")
                  .contains("gone.csv");
            });
    assertThat(folder.resolve("out/good.parquet")).isRegularFile();
  }

  @Test
  void wrongWordsAreRefused() {
    assertThatExceptionOfType(ForgeException.class)
        .isThrownBy(() -> run("convert", "x.csv", "--no-such-option"))
        .satisfies(failure -> assertThat(failure.kind()).isEqualTo(ErrorKind.USAGE))
        .withMessageContaining("--no-such-option");
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private void run(String... words) {
    Main.run(
        new HostEnvironment(
            Map.of("PYFORGE_FORCE_CORE", "true"),
            Map.of(
                "user.home",
                folder.toString(),
                "java.io.tmpdir",
                System.getProperty("java.io.tmpdir"))),
        Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true)),
        List.of(words));
  }
}
