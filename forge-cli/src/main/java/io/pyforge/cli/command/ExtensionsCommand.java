package io.pyforge.cli.command;

import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.core.report.ReportJson;
import java.util.List;

/** {@code pyforge extensions}: every extension found and what became of it. */
final class ExtensionsCommand extends Command {
  ExtensionsCommand(Session session) {
    super(session, "extensions", "List the extensions and whether each can be used.");
    spec().aliases("list-extensions");
    endHelp(List.of(Statuses.DONE, Statuses.USAGE), "", "Example:", "  pyforge extensions");
  }

  @Override
  public Integer call() {
    list(this);
    return 0;
  }

  /** Prints the list for any command that was asked for it. */
  static void list(Command command) {
    List<ExtensionStatus> extensions = command.session().forge().extensions();
    if (command.json()) {
      command.reports().json(ReportJson.extensions(extensions));
    } else {
      command.reports().extensions(extensions);
    }
  }
}
