package io.pyforge.cli.command;

import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.core.report.ReportJson;
import java.util.List;
import picocli.CommandLine;

/** {@code pyforge extensions}: every extension found and what became of it. */
@CommandLine.Command(
    name = "extensions",
    aliases = "list-extensions",
    description = "List the extensions and whether each can be used.",
    footer = {"", "Example:", "  pyforge extensions"},
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {Statuses.DONE, Statuses.USAGE})
final class ExtensionsCommand extends Command {
  ExtensionsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    list(this);
    return 0;
  }

  /** Prints the list for any command that was asked for it. */
  static void list(Command command) {
    List<ExtensionStatus> extensions = command.session().forge().extensions();
    if (command.output().json()) {
      command.reports().json(ReportJson.extensions(extensions));
    } else {
      command.reports().extensions(extensions);
    }
  }
}
