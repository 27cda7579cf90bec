package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.cli.command.Session;
import io.pyforge.cli.output.Terminal;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a person is asked for the password of an encrypted input. */
class PasswordTest {
  private static final Path ENCRYPTED =
      Path.of("..", "samples", "input", "excel", "encrypted.xlsx");

  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> variables, Deque<String> answers, String... arguments) {
    HostEnvironment environment =
        new HostEnvironment(
            variables,
            Map.of(
                "user.home", folder.toString(),
                "java.io.tmpdir", System.getProperty("java.io.tmpdir")));
    Terminal terminal =
        Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true))
            .asking(() -> Optional.ofNullable(answers.poll()));
    return PyForge.run(new Session(environment, terminal), List.of(arguments));
  }

  @Test
  void passwordThatIsTypedOpensTheInput() {
    Deque<String> answers = new ArrayDeque<>(List.of("samples"));
    int status = run(Map.of(), answers, "info", ENCRYPTED.toString());
    assertThat(status).isZero();
    assertThat(out.toString()).contains("table Sales  3 rows, 5 columns");
    assertThat(err.toString())
        .startsWith("password of " + ENCRYPTED + ":")
        .doesNotContain("samples\n");
    assertThat(answers).isEmpty();
  }

  @Test
  void conversionAndPreviewAskToo() {
    String output = folder.resolve("a.parquet").toString();
    Deque<String> answers = new ArrayDeque<>(List.of("samples", "samples"));
    assertThat(run(Map.of(), answers, "convert", ENCRYPTED.toString(), output)).isZero();
    assertThat(run(Map.of(), answers, "preview", ENCRYPTED.toString())).isZero();
    assertThat(out.toString()).contains("3 rows of table Sales");
    assertThat(answers).isEmpty();
  }

  @Test
  void wrongPasswordIsAFailureAndIsNotAskedForAgain() {
    Deque<String> answers = new ArrayDeque<>(List.of("wrong", "samples"));
    assertThat(run(Map.of(), answers, "info", ENCRYPTED.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("the password given does not open it");
    assertThat(answers).containsExactly("samples");
  }

  @Test
  void nothingTypedIsTheFailureItWas() {
    assertThat(run(Map.of(), new ArrayDeque<>(), "info", ENCRYPTED.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("is encrypted, and no password was given");
  }

  @Test
  void nobodyIsAskedWhenThePasswordIsKnown() {
    Deque<String> answers = new ArrayDeque<>(List.of("unused"));
    Map<String, String> variables = Map.of("PYFORGE_PASSWORD", "samples");
    assertThat(run(variables, answers, "info", ENCRYPTED.toString())).isZero();
    assertThat(run(Map.of(), answers, "info", ENCRYPTED.toString(), "--password", "samples"))
        .isZero();
    assertThat(answers).hasSize(1);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void passwordIsNoSettingThatIsPrinted() {
    assertThat(run(Map.of("PYFORGE_PASSWORD", "samples"), new ArrayDeque<>(), "config")).isZero();
    assertThat(out.toString()).doesNotContain("samples");
  }

  @Test
  void withoutATerminalNobodyIsAsked() {
    HostEnvironment environment =
        new HostEnvironment(Map.of(), Map.of("user.home", folder.toString()));
    Terminal terminal = Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true));
    assertThat(
            PyForge.run(new Session(environment, terminal), List.of("info", ENCRYPTED.toString())))
        .isEqualTo(4);
    assertThat(err.toString()).doesNotContain("password of");
  }
}
