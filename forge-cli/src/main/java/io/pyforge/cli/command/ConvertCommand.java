package io.pyforge.cli.command;

import io.pyforge.cli.option.PartOptions;
import io.pyforge.core.Forge;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.ReportJson;
import io.pyforge.core.report.ResultJson;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code pyforge convert}: the conversion of one input or of many. */
final class ConvertCommand extends Command implements PartTaker {
  private final PositionalParamSpec inputs =
      PositionalParamSpec.builder()
          .index("0..*")
          .arity("1..*")
          .required(true)
          .type(List.class)
          .auxiliaryTypes(String.class)
          .paramLabel("INPUT")
          .description(
              "A file, a folder, a pattern or another location; - is standard input. The second of"
                  + " two is the output.")
          .build();
  private final PartOptions parts = new PartOptions();

  ConvertCommand(Session session) {
    super(session, "convert", "Convert files that hold tables.");
    add(inputs);
    add(
        text(
            "OUTPUT",
            "The output; a folder when there are several inputs; - is standard output.",
            "-o",
            "--output"));
    add(text("FORMAT", "Format of the input; detected when not given.", "--from"));
    add(
        text(
            "FORMAT",
            "Format of the output; decided by its suffix when not given, else Parquet.",
            "--to",
            "-f",
            "--format",
            "--output-format"));
    add(flag("Replace an output that is there.", "--force"));
    add(flag("Leave an output that is there as it is.", "--skip-existing"));
    add(flag("Show what would be done and write nothing.", "--dry-run"));
    add(
        flag(
            "Show the tables and columns that would be written, and write nothing.",
            "--preview-schema"));
    add(flag("Show how format, place and engine were decided, on standard error.", "--explain"));
    add(text("ENGINE", "Use this engine and no other; chosen when not given.", "--engine"));
    add(number(1, "How many of several inputs are converted at a time.", "--jobs"));
    add(flag("Show no progress bar.", "--no-progress"));
    spec()
        .usageMessage()
        .customSynopsis(
            "pyforge convert [OPTIONS] INPUT [OUTPUT]",
            "       pyforge convert [OPTIONS] INPUT... -o FOLDER");
    endHelp(
        Statuses.ALL,
        "",
        "Two arguments are INPUT and OUTPUT. Three or more, a pattern or a folder are",
        "inputs. Without an output each goes beside its input.",
        "",
        "Examples:",
        "  pyforge convert sales.csv sales.parquet",
        "  pyforge convert 'data/*.csv' -o converted --compression zstd");
  }

  @Override
  public Integer call() {
    checkOptions();
    String to = text("--to");
    Forge forge = session().forge();
    Optional<String> suffix =
        Optional.ofNullable(to)
            .map(format -> suffixOf(forge, format))
            .or(() -> Optional.ofNullable(text("--output")).flatMap(o -> knownSuffix(forge, o)));
    Arrangement arrangement =
        Arrangement.of(
            new Arrangement.Choices(
                positionals(),
                Optional.ofNullable(text("--output")),
                Optional.ofNullable(text("--from")),
                suffix),
            new Arrangement.Lookup(
                forge::expand, text -> formatOf(forge, text), forge::outputSuffix));
    if (!arrangement.leftOut().isEmpty()) {
      session()
          .terminal()
          .warning(
              "left out, because outputs have the same names: "
                  + String.join(", ", arrangement.leftOut()));
    }
    if (arrangement.batch() && parts.isSet("rejects")) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "rejects-in-batch",
          "several inputs cannot share one --rejects file",
          "leave it out: each output gets its own rejects file beside it");
    }
    if (isSet("--dry-run") || isSet("--preview-schema")) {
      return plan(forge, arrangement);
    }
    boolean toStandardOutput =
        arrangement.jobs().stream()
            .anyMatch(job -> job.output().filter(Places::isStandardOutput).isPresent());
    if (toStandardOutput) {
      session().terminal().leaveOutToData();
    }
    session().conversionStarts();
    List<ConversionOutcome> outcomes =
        new BatchRunner(
                session(),
                request -> explain(forge, request),
                new BatchRunner.Choices(
                    number("--jobs"),
                    input -> suffix.orElseGet(() -> forge.outputSuffix(input)),
                    isSet("--skip-existing"),
                    !isSet("--no-progress"),
                    json(),
                    verbose()))
            .run(arrangement.jobs(), this::request);
    if (!arrangement.batch()) {
      return single(outcomes.get(0));
    }
    if (json()) {
      reports().json(ResultJson.batch(outcomes));
    } else {
      reports().summary(outcomes);
    }
    return status(outcomes);
  }

  @Override
  public Optional<String> failingInput() {
    return positionals().stream().findFirst();
  }

  @Override
  public PartOptions parts() {
    return parts;
  }

  @Override
  public boolean writing() {
    return true;
  }

  private List<String> positionals() {
    @Nullable List<String> given = inputs.getValue();
    return given == null ? List.of() : given;
  }

  /** The status of a batch: that of all failures when they are alike and nothing was done. */
  static int status(List<ConversionOutcome> outcomes) {
    List<Integer> failures =
        outcomes.stream()
            .filter(ConversionOutcome::failed)
            .map(ConvertCommand::failureStatus)
            .toList();
    if (failures.isEmpty()) {
      return 0;
    }
    if (failures.contains(ErrorKind.INTERRUPTED.exitStatus())) {
      return ErrorKind.INTERRUPTED.exitStatus();
    }
    boolean alike = failures.size() == outcomes.size() && failures.stream().distinct().count() == 1;
    return alike ? failures.get(0) : ErrorKind.PARTIAL.exitStatus();
  }

  private static int failureStatus(ConversionOutcome outcome) {
    return outcome instanceof ConversionOutcome.Failed failed
        ? failed.failure().kind().exitStatus()
        : ErrorKind.PARTIAL.exitStatus();
  }

  private void checkOptions() {
    int jobs = number("--jobs");
    if (jobs < 1) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "bad-option-value",
          "option --jobs cannot be '" + jobs + "'",
          "use a whole number of 1 or more");
    }
    if (isSet("--force") && isSet("--skip-existing")) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "options-exclude",
          "--force and --skip-existing exclude each other",
          "pass one of them");
    }
  }

  private int single(ConversionOutcome outcome) {
    if (json()) {
      reports().json(ResultJson.write(outcome));
    }
    return outcome.failed() ? failureStatus(outcome) : 0;
  }

  private int plan(Forge forge, Arrangement arrangement) {
    List<Plan> plans = new ArrayList<>();
    for (Arrangement.Job job : arrangement.jobs()) {
      if (job.failure().isPresent()) {
        throw job.failure().get();
      }
      // A schema may be looked at although the output is there.
      ConversionRequest request = request(job);
      boolean schema = isSet("--preview-schema");
      plans.add(session().withPassword(schema ? request.withForce(true) : request, forge::plan));
    }
    if (json()) {
      reports().json(arrangement.batch() ? ReportJson.plans(plans) : ReportJson.plan(plans.get(0)));
    } else if (isSet("--preview-schema")) {
      plans.forEach(reports()::schema);
    } else {
      plans.forEach(reports()::plan);
    }
    return 0;
  }

  private void explain(Forge forge, ConversionRequest request) {
    if (isSet("--explain")) {
      reports().explanation(forge.plan(request));
    }
  }

  private ConversionRequest request(Arrangement.Job job) {
    ConversionRequest request = ConversionRequest.of(job.input()).withForce(isSet("--force"));
    if (job.output().isPresent()) {
      request = request.withOutput(job.output().get());
    }
    String from = text("--from");
    if (from != null) {
      request = request.withInputFormat(from);
    }
    String to = text("--to");
    if (to != null) {
      request = request.withOutputFormat(to);
    }
    String engine = text("--engine");
    if (engine != null) {
      request = request.withEngine(engine);
    }
    return parts.applyTo(request);
  }

  /** The suffix that files of a format get; an unknown format is left to the facade to refuse. */
  private static String suffixOf(Forge forge, String format) {
    String name = format.toLowerCase(Locale.ROOT);
    if (name.equals("parquet")) {
      return name; // without asking every extension
    }
    return forge.formats().stream()
        .filter(entry -> entry.writable() && entry.format().equals(name))
        .flatMap(entry -> entry.suffixes().stream())
        .findFirst()
        .map(ConvertCommand::withoutDot)
        .orElse(name);
  }

  /** The suffix of an output's name, if it is one of a format that can be written. */
  private static Optional<String> knownSuffix(Forge forge, String output) {
    String name = output.toLowerCase(Locale.ROOT);
    return forge.formats().stream()
        .filter(FormatEntry::writable)
        .flatMap(entry -> entry.suffixes().stream())
        .map(ConvertCommand::withoutDot)
        .filter(suffix -> name.endsWith("." + suffix))
        .findFirst();
  }

  private static String formatOf(Forge forge, String suffix) {
    return forge.formats().stream()
        .filter(entry -> entry.suffixes().stream().anyMatch(s -> withoutDot(s).equals(suffix)))
        .map(FormatEntry::format)
        .findFirst()
        .orElse(suffix);
  }

  private static String withoutDot(String suffix) {
    return suffix.startsWith(".") ? suffix.substring(1) : suffix;
  }
}
