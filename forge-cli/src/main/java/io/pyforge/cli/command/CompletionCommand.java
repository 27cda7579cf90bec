package io.pyforge.cli.command;

import io.pyforge.core.report.ReportJson;
import java.util.Map;
import java.util.TreeMap;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code pyforge completion}: a script that completes commands and options. */
@CommandLine.Command(
    name = "completion",
    description = "Print a script by which the shell completes commands and options.",
    footer = {
      "",
      "Example:",
      "  pyforge completion bash > ~/.local/share/bash-completion/completions/pyforge"
    },
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {Statuses.DONE, Statuses.USAGE})
final class CompletionCommand extends Command {
  /** Shells that the script is for. */
  enum Shell {
    bash,
    zsh
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "bash|zsh",
      description = "Which shell. Default: ${DEFAULT-VALUE}.")
  private Shell shell = Shell.bash;

  private final CommandSpec root;

  CompletionCommand(Session session, CommandSpec root) {
    super(session);
    this.root = root;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("pyforge", root.commandLine());
    if (output().json()) {
      Map<String, String> facts = new TreeMap<>();
      facts.put("shell", shell.name());
      facts.put("script", script);
      reports().json(ReportJson.facts(facts));
      return 0;
    }
    if (shell == Shell.zsh) {
      session().terminal().out().println("autoload -U +X compinit && compinit");
      session().terminal().out().println("autoload -U +X bashcompinit && bashcompinit");
    }
    session().terminal().out().print(script);
    session().terminal().out().flush();
    return 0;
  }
}
