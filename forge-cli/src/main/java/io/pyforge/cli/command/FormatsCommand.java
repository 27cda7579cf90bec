package io.pyforge.cli.command;

import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.ReportJson;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code pyforge formats}: what can be read and written. */
@CommandLine.Command(
    name = "formats",
    description = "List the formats that can be read and written.",
    footer = {"", "Example:", "  pyforge formats --output"},
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {Statuses.DONE, Statuses.USAGE})
final class FormatsCommand extends Command {
  @Option(names = "--input", description = "Only formats that can be read.")
  private boolean input;

  @Option(names = "--output", description = "Only formats that can be written.")
  private boolean output;

  FormatsCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    List<FormatEntry> formats =
        session().forge().formats().stream()
            .filter(format -> !input || format.readable())
            .filter(format -> !output || format.writable())
            .toList();
    if (output().json()) {
      reports().json(ReportJson.formats(formats));
    } else {
      reports().formats(formats);
    }
    return 0;
  }
}
