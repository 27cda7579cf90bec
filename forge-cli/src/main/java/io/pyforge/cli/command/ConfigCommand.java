package io.pyforge.cli.command;

import io.pyforge.core.Forge;
import io.pyforge.core.config.Setting;
import io.pyforge.core.report.ReportJson;
import java.util.List;

/** {@code pyforge config}: the settings in force. */
final class ConfigCommand extends Command {
  ConfigCommand(Session session) {
    super(session, "config", "Show the settings in force and where each comes from.");
    endHelp(List.of(Statuses.DONE, Statuses.USAGE), "", "Example:", "  pyforge config");
  }

  @Override
  public Integer call() {
    Forge forge = session().forge();
    List<Setting> settings = forge.settings();
    if (json()) {
      reports().json(ReportJson.settings(settings, forge.environment()));
    } else {
      reports().settings(settings);
    }
    return 0;
  }
}
