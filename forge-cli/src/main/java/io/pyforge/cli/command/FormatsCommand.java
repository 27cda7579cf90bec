package io.pyforge.cli.command;

import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.ReportJson;
import java.util.List;

/** {@code pyforge formats}: what can be read and written. */
final class FormatsCommand extends Command {
  FormatsCommand(Session session) {
    super(session, "formats", "List the formats that can be read and written.");
    add(flag("Only formats that can be read.", "--input"));
    add(flag("Only formats that can be written.", "--output"));
    endHelp(List.of(Statuses.DONE, Statuses.USAGE), "", "Example:", "  pyforge formats --output");
  }

  @Override
  public Integer call() {
    List<FormatEntry> formats =
        session().forge().formats().stream()
            .filter(format -> !isSet("--input") || format.readable())
            .filter(format -> !isSet("--output") || format.writable())
            .toList();
    if (json()) {
      reports().json(ReportJson.formats(formats));
    } else {
      reports().formats(formats);
      if (!isSet("--input") && !isSet("--output")) {
        reports().everyPair();
      }
    }
    return 0;
  }
}
