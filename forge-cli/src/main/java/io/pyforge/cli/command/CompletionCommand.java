package io.pyforge.cli.command;

import io.pyforge.core.report.ReportJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code pyforge completion}: a script that completes commands and options. */
final class CompletionCommand extends Command {
  /** Shells that the script is for. */
  enum Shell {
    bash,
    zsh
  }

  private final PositionalParamSpec shell =
      PositionalParamSpec.builder()
          .index("0")
          .arity("0..1")
          .type(Shell.class)
          .paramLabel("bash|zsh")
          .defaultValue("bash")
          .description("Which shell. Default: bash.")
          .build();

  private final CommandSpec root;

  CompletionCommand(Session session, CommandSpec root) {
    super(
        session, "completion", "Print a script by which the shell completes commands and options.");
    add(shell);
    endHelp(
        List.of(Statuses.DONE, Statuses.USAGE),
        "",
        "Example:",
        "  pyforge completion bash > ~/.local/share/bash-completion/completions/pyforge");
    this.root = root;
  }

  @Override
  public Integer call() {
    Shell wanted = shell.getValue();
    String script = AutoComplete.bash("pyforge", root.commandLine());
    if (json()) {
      Map<String, String> facts = new TreeMap<>();
      facts.put("shell", String.valueOf(wanted));
      facts.put("script", script);
      reports().json(ReportJson.facts(facts));
      return 0;
    }
    if (wanted == Shell.zsh) {
      session().terminal().out().println("autoload -U +X compinit && compinit");
      session().terminal().out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    session().terminal().out().print(script);
    session().terminal().out().flush();
    return 0;
  }
}
