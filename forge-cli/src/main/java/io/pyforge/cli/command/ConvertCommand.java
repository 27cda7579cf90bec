package io.pyforge.cli.command;

import io.pyforge.cli.option.PartOptions;
import io.pyforge.cli.output.Failures;
import io.pyforge.cli.output.ProgressDisplay;
import io.pyforge.core.Forge;
import io.pyforge.core.bulk.Arrangement;
import io.pyforge.core.bulk.BulkRequest;
import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.ReportJson;
import io.pyforge.core.report.ResultJson;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.option.OptionValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
    add(flag("Convert the files in the folders below a folder or pattern too.", "--recursive"));
    add(
        number(
            1,
            "How many of several inputs are converted at a time. They share the threads that"
                + " PYFORGE_PARALLEL_WORKERS allows.",
            "--jobs"));
    add(flag("Start no more of several inputs once one failed.", "--fail-fast"));
    add(
        flag(
            "Convert the others of several inputs when one failed, which is the default.",
            "--keep-going"));
    add(
        flag(
            "Leave out inputs that an earlier run converted, if neither they nor their outputs"
                + " changed; replace the outputs of those that did.",
            "--resume"));
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
        "  pyforge convert 'data/*.csv' -o converted --compression zstd",
        "  pyforge convert data -o converted --recursive --jobs 4 --resume");
  }

  @Override
  public Integer call() {
    checkOptions();
    Forge forge = session().forge();
    OptionValues options = parts.applyTo(ConversionRequest.of("")).options();
    Arguments arguments =
        Arguments.of(
            new Arguments.Choices(
                positionals(),
                Optional.ofNullable(text("--output")),
                Optional.ofNullable(text("--from"))),
            new Arguments.Lookup(
                location -> forge.exists(location, options),
                location -> forge.standsForMany(location, options),
                suffix -> formatOf(forge, suffix)));
    return arguments.several() ? convertAll(forge, arguments) : convert(forge, arguments);
  }

  private int convert(Forge forge, Arguments arguments) {
    if (isSet("--resume")) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "resume-needs-several",
          "--resume is for several inputs: of one alone it is not noted that it was converted",
          "leave it out, or name a folder or pattern");
    }
    ConversionRequest request = each().withInput(arguments.inputs().get(0));
    if (arguments.output().isPresent()) {
      request = request.withOutput(arguments.output().get());
    }
    if (plansOnly()) {
      Plan plan = plan(forge, request);
      if (json()) {
        reports().json(ReportJson.plan(plan));
      } else {
        show(plan);
      }
      return 0;
    }
    if (request.output().filter(LocalPlaces::isStandardOutput).isPresent()) {
      session().terminal().leaveOutToData();
    }
    session().conversionStarts();
    ConversionOutcome outcome = outcome(forge, request);
    new OutcomeLines(session().terminal(), json(), verbose()).print(outcome);
    if (json()) {
      reports().json(ResultJson.write(outcome));
    }
    return status(new BulkResult(List.of(outcome), List.of(), Duration.ZERO));
  }

  private ConversionOutcome outcome(Forge forge, ConversionRequest request) {
    try (ProgressDisplay display =
        ProgressDisplay.on(session().terminal(), !isSet("--no-progress"))) {
      return new ConversionOutcome.Converted(
          session()
              .withPassword(
                  request,
                  asked -> {
                    explain(forge, asked);
                    return forge.convert(asked, display, session().cancellation());
                  }));
    } catch (ForgeException e) {
      if (isSet("--skip-existing") && e.code().equals("output-exists")) {
        return new ConversionOutcome.Skipped(
            request.input(), place(forge, request), ConversionOutcome.Reason.OUTPUT_EXISTS);
      }
      return new ConversionOutcome.Failed(request.input(), e, Failures.attempts(e));
    } catch (RuntimeException e) {
      return new ConversionOutcome.Failed(
          request.input(), Failures.asForgeException(e), Failures.attempts(e));
    }
  }

  /** Where the output of a request goes if it is one file. */
  private static String place(Forge forge, ConversionRequest request) {
    return request
        .output()
        .orElseGet(
            () ->
                forge
                    .arrange(
                        BulkRequest.of(request.input())
                            .withEach(each -> request.withOptions(OptionValues.none())))
                    .jobs()
                    .get(0)
                    .place());
  }

  private int convertAll(Forge forge, Arguments arguments) {
    BulkRequest request =
        BulkRequest.of(arguments.inputs())
            .withEach(open -> each())
            .withJobs(number("--jobs"))
            .withRecursive(isSet("--recursive"))
            .withFailFast(isSet("--fail-fast"))
            .withResume(isSet("--resume"))
            .withSkipExisting(isSet("--skip-existing"));
    if (arguments.output().isPresent()) {
      request = request.withOutput(arguments.output().get());
    }
    if (plansOnly()) {
      return planAll(forge, request);
    }
    session().conversionStarts();
    try (BatchDisplay display =
        new BatchDisplay(
            session(),
            asked -> explain(forge, asked),
            new OutcomeLines(session().terminal(), json(), verbose()),
            request.jobs(),
            !isSet("--no-progress"))) {
      BulkResult result = forge.convertAll(request, display, session().cancellation());
      if (json()) {
        reports().json(ResultJson.batch(result));
      } else {
        reports().summary(result);
      }
      return status(result);
    }
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

  private static int status(BulkResult result) {
    return result.failure().map(ErrorKind::exitStatus).orElse(0);
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
    refuseBoth("--force", "--skip-existing");
    refuseBoth("--fail-fast", "--keep-going");
    refuseBoth("--resume", "--dry-run");
    refuseBoth("--resume", "--preview-schema");
  }

  private void refuseBoth(String one, String other) {
    if (isSet(one) && isSet(other)) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "options-exclude",
          one + " and " + other + " exclude each other",
          "pass one of them");
    }
  }

  private boolean plansOnly() {
    return isSet("--dry-run") || isSet("--preview-schema");
  }

  private int planAll(Forge forge, BulkRequest request) {
    Arrangement arrangement = forge.arrange(request);
    arrangement.notices().forEach(notice -> session().terminal().warning(notice.message()));
    List<Plan> plans = new ArrayList<>();
    for (Arrangement.Job job : arrangement.jobs()) {
      if (job.failure().isPresent()) {
        throw job.failure().get();
      }
      plans.add(plan(forge, request.conversion(job)));
    }
    if (json()) {
      reports().json(ReportJson.plans(plans));
    } else {
      plans.forEach(this::show);
    }
    return 0;
  }

  private Plan plan(Forge forge, ConversionRequest request) {
    // A schema may be looked at although the output is there.
    boolean schema = isSet("--preview-schema");
    return session().withPassword(schema ? request.withForce(true) : request, forge::plan);
  }

  private void show(Plan plan) {
    if (isSet("--preview-schema")) {
      reports().schema(plan);
    } else {
      reports().plan(plan);
    }
  }

  private void explain(Forge forge, ConversionRequest request) {
    if (isSet("--explain")) {
      reports().explanation(forge.plan(request));
    }
  }

  /** What holds for every input. */
  private ConversionRequest each() {
    ConversionRequest request = ConversionRequest.of("").withForce(isSet("--force"));
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
