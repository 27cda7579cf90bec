package io.pyforge.cli.command;

import io.pyforge.cli.option.InputOptions;
import io.pyforge.cli.option.PartOptions;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.ReportJson;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pyforge info}: format, size, tables and columns of an input. */
@CommandLine.Command(
    name = "info",
    description = "Show the format, tables and columns of a file.",
    footer = {"", "Example:", "  pyforge info sales.csv"},
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {
      Statuses.DONE,
      Statuses.USAGE,
      Statuses.NOT_FOUND,
      Statuses.INPUT,
      Statuses.ACCESS,
      Statuses.REMOTE
    })
final class InfoCommand extends Command implements PartTaker {
  /** How the answer is printed. */
  enum Form {
    table,
    json
  }

  @Mixin private final InputOptions input = new InputOptions();

  @Option(
      names = {"-f", "--format"},
      paramLabel = "table|json",
      description = "How to print it; json is the same as --json. Default: ${DEFAULT-VALUE}.")
  private Form format = Form.table;

  InfoCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    FileReport report = session().forge().info(input.request());
    if (output().json() || format == Form.json) {
      reports().json(ReportJson.info(report));
    } else {
      reports().info(report);
    }
    return 0;
  }

  @Override
  public Optional<String> failingInput() {
    return Optional.of(input.input());
  }

  @Override
  public PartOptions parts() {
    return input.parts();
  }

  @Override
  public boolean writing() {
    return false;
  }
}
