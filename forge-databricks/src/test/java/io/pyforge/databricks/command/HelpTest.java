package io.pyforge.databricks.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "env",
        "auth test",
        "auth setup",
        "ls",
        "cp",
        "mkdir",
        "rm",
        "volumes list",
        "volumes show",
        "volumes create"
      })
  void everyCommandHasHelpWithAnExampleOfItself(String command) throws IOException {
    String[] arguments = (command + " --help").split(" ");
    CommandDesk.Run run = CommandDesk.in(home).run(arguments);
    assertThat(run.status()).isZero();
    assertThat(run.lines())
        .anyMatch(line -> line.startsWith("Usage: databricks " + command + " [OPTIONS]"))
        .anyMatch(line -> line.startsWith("Example"))
        .anyMatch(line -> line.startsWith("  pyforge databricks " + command))
        .allMatch(line -> line.length() <= 80);
    // Only commands that ask a workspace take what says how to sign in.
    boolean asks = !command.equals("env") && !command.equals("auth setup");
    assertThat(run.out().contains("--workspace-url")).isEqualTo(asks);
    assertThat(run.out().indexOf("--workspace-url")).isLessThan(run.out().indexOf("--json"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "auth", "volumes"})
  void groupOfCommandsShowsItsHelp(String group) throws IOException {
    CommandDesk.Run run =
        group.isEmpty() ? CommandDesk.in(home).run() : CommandDesk.in(home).run(group);
    String[] asked = (group + " --help").strip().split(" ");
    assertThat(CommandDesk.in(home).run(asked)).isEqualTo(run);
    assertThat(run.status()).isZero();
    assertThat(run.out())
        .contains("Commands:")
        .contains("Example")
        .contains("  pyforge databricks ");
  }

  @Test
  void ownOptionsComeFirst() throws IOException {
    String help = CommandDesk.in(home).run("cp", "--help").out();
    assertThat(help.indexOf("--recursive")).isLessThan(help.indexOf("--workspace-url"));
  }
}
