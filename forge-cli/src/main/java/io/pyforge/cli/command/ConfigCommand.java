package io.pyforge.cli.command;

import io.pyforge.core.Forge;
import io.pyforge.core.config.Setting;
import io.pyforge.core.report.ReportJson;
import java.util.List;
import picocli.CommandLine;

/** {@code pyforge config}: the settings in force. */
@CommandLine.Command(
    name = "config",
    description = "Show the settings in force and where each comes from.",
    footer = {"", "Example:", "  pyforge config"},
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {Statuses.DONE, Statuses.USAGE})
final class ConfigCommand extends Command {
  ConfigCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    Forge forge = session().forge();
    List<Setting> settings = forge.settings();
    if (output().json()) {
      reports().json(ReportJson.settings(settings, forge.environment()));
    } else {
      reports().settings(settings);
    }
    return 0;
  }
}
