package io.pyforge.cli.command;

import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.ReportJson;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** {@code pyforge info}: format, size, tables and columns of an input. */
final class InfoCommand extends InputCommand {
  /** How the answer is printed. */
  enum Form {
    table,
    json
  }

  InfoCommand(Session session) {
    super(session, "info", "Show the format, tables and columns of a file.");
    add(
        OptionSpec.builder("-f", "--format")
            .type(Form.class)
            .arity("1")
            .paramLabel("table|json")
            .defaultValue("table")
            .description("How to print it; json is the same as --json. Default: table.")
            .build());
    endHelp(
        List.of(
            Statuses.DONE,
            Statuses.USAGE,
            Statuses.NOT_FOUND,
            Statuses.INPUT,
            Statuses.ACCESS,
            Statuses.REMOTE),
        "",
        "Example:",
        "  pyforge info sales.csv");
  }

  @Override
  public Integer call() {
    FileReport report = session().withPassword(request(), session().forge()::info);
    if (json() || Form.json.name().equals(text("--format"))) {
      reports().json(ReportJson.info(report));
    } else {
      reports().info(report);
    }
    return 0;
  }
}
