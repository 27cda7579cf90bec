package io.pyforge.cli.command;

import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ReportJson;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.List;
import java.util.Optional;

/** {@code pyforge preview}: the first rows of a table. */
final class PreviewCommand extends InputCommand {
  PreviewCommand(Session session) {
    super(session, "preview", "Show the first rows of a table.");
    add(number(10, "How many rows.", "-n", "--rows"));
    add(text("NAME", "Which table of several; the first when not given.", "--table"));
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
        "  pyforge preview --rows 3 sales.csv");
  }

  @Override
  public Integer call() {
    int rows = number("--rows");
    if (rows < 0) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "bad-option-value",
          "option --rows cannot be '" + rows + "'",
          "use a whole number of 0 or more");
    }
    Preview preview =
        session()
            .withPassword(
                request(),
                request ->
                    session().forge().preview(request, Optional.ofNullable(text("--table")), rows));
    if (json()) {
      reports().json(ReportJson.preview(preview));
    } else {
      reports().preview(preview);
    }
    return 0;
  }
}
