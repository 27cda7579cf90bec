package io.pyforge.cli.command;

import io.pyforge.cli.option.InputOptions;
import io.pyforge.cli.option.PartOptions;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ReportJson;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pyforge preview}: the first rows of a table. */
@CommandLine.Command(
    name = "preview",
    description = "Show the first rows of a table.",
    footer = {"", "Example:", "  pyforge preview --rows 3 sales.csv"},
    exitCodeListHeading = Statuses.HEADING,
    exitCodeList = {
      Statuses.DONE,
      Statuses.USAGE,
      Statuses.NOT_FOUND,
      Statuses.INPUT,
      Statuses.ACCESS,
      Statuses.REMOTE
    })
final class PreviewCommand extends Command implements PartTaker {
  @Mixin private final InputOptions input = new InputOptions();

  @Option(
      names = {"-n", "--rows"},
      paramLabel = "N",
      description = "How many rows. Default: ${DEFAULT-VALUE}.")
  private int rows = 10;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "Which table of several; the first when not given.")
  private @Nullable String table;

  PreviewCommand(Session session) {
    super(session);
  }

  @Override
  public Integer call() {
    if (rows < 0) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "bad-option-value",
          "option --rows cannot be '" + rows + "'",
          "use a whole number of 0 or more");
    }
    Preview preview = session().forge().preview(input.request(), Optional.ofNullable(table), rows);
    if (output().json()) {
      reports().json(ReportJson.preview(preview));
    } else {
      reports().preview(preview);
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
