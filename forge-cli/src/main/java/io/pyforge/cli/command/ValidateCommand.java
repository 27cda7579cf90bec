package io.pyforge.cli.command;

import io.pyforge.core.report.ReportJson;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.spi.error.ErrorKind;
import java.util.List;

/** {@code pyforge validate}: whether an input can be converted. */
final class ValidateCommand extends InputCommand {
  ValidateCommand(Session session) {
    super(session, "validate", "Tell whether a file can be converted.");
    add(flag("Read every row, not only what opening the file takes.", "--deep"));
    endHelp(
        List.of(
            "0:the input is valid",
            Statuses.USAGE,
            Statuses.NOT_FOUND,
            Statuses.INVALID,
            Statuses.ACCESS,
            Statuses.REMOTE),
        "",
        "Example:",
        "  pyforge validate --deep sales.csv");
  }

  @Override
  public Integer call() {
    ValidationReport report = session().forge().validate(request(), isSet("--deep"));
    if (json()) {
      reports().json(ReportJson.validation(report));
    } else {
      reports().validation(report);
    }
    return report.valid() ? 0 : ErrorKind.INVALID.exitStatus();
  }
}
