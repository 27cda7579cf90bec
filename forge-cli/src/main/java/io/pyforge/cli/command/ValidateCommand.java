package io.pyforge.cli.command;

import io.pyforge.cli.option.InputOptions;
import io.pyforge.cli.option.PartOptions;
import io.pyforge.core.report.ReportJson;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.spi.error.ErrorKind;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pyforge validate}: whether an input can be converted. */
@CommandLine.Command(
    name = "validate",
    description = "Tell whether a file can be converted.",
    footer = {"", "Example:", "  pyforge validate --deep sales.csv"},
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {
      "0:the input is valid",
      Statuses.USAGE,
      Statuses.NOT_FOUND,
      Statuses.INVALID,
      Statuses.ACCESS,
      Statuses.REMOTE
    })
final class ValidateCommand extends Command implements PartTaker {
  @Mixin private final InputOptions input = new InputOptions();

  @Option(names = "--deep", description = "Read every row, not only what opening the file takes.")
  private boolean deep;

  ValidateCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    ValidationReport report = session().forge().validate(input.request(), deep);
    if (output().json()) {
      reports().json(ReportJson.validation(report));
    } else {
      reports().validation(report);
    }
    return report.valid() ? 0 : ErrorKind.INVALID.exitStatus();
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
