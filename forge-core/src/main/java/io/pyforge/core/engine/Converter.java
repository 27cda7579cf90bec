package io.pyforge.core.engine;

import io.pyforge.core.engine.EngineSelector.Candidate;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.core.report.ValidationReport.Problem;
import io.pyforge.core.report.ValidationReport.Severity;
import io.pyforge.core.storage.Compression;
import io.pyforge.core.storage.PrivateTemp;
import io.pyforge.spi.batch.BatchCursor;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.engine.ConversionEngine;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.EngineFit;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.engine.InputFacts;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceAccess;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.FormatReader;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.writer.FormatWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Answers one request with the parts at hand: converts, plans, or looks into the input. It opens
 * what a request needs and closes it again.
 *
 * @param engines in order of registration, the local one among them
 * @param threads for reading and encoding
 * @param optionDefaults from the configuration file
 * @param facts about where this runs
 * @param logs whether decisions are logged
 */
public record Converter(
    FormatCatalog formats,
    Locations locations,
    List<ConversionEngine> engines,
    HostEnvironment host,
    PrivateTemp temp,
    int threads,
    Map<String, String> optionDefaults,
    Map<String, String> facts,
    boolean logs) {

  /** Rows of a preview come from the first batch that has any. */
  private static final int MAX_PREVIEW_ROWS = 10_000;

  private static final Pattern PLACE = Pattern.compile("\\bline \\d+\\b");

  /** Converts; see {@link io.pyforge.core.Forge#convert}. */
  public ConversionResult convert(
      ConversionRequest given, ProgressListener progress, Cancellation cancellation)
      throws IOException {
    Locations places = places(given.options());
    if (given.output().isPresent()) {
      places.of(given.output().get()).checkOutput(given.output().get(), given.force());
    }
    try (InputSource input = open(given)) {
      FormatCatalog.ReaderChoice choice = formats.reader(given.inputFormat(), input);
      FormatReader reader = choice.reader();
      FormatWriter writer =
          formats.writer(formats.outputFormat(given.outputFormat(), given.output(), reader));
      ConversionRequest request = settle(given, reader, writer.format());
      refuseOverwritingInput(request, input, writer);
      if (given.output().isEmpty() && input.access() != SourceAccess.STREAM) {
        String beside = OutputPlace.of(request, writer.suffixes().get(0), false);
        places.of(beside).checkOutput(beside, request.force());
      }
      List<Candidate> candidates =
          EngineSelector.rank(engines, request, inputFacts(input, reader.format()), host);
      if (logs) {
        DecisionLog.parts(request, choice, writer.format(), candidates);
      }
      try (ConversionRun run =
          new ConversionRun(
              request, input, writer, places, temp, threads, facts, progress, cancellation)) {
        ConversionResult result =
            FallbackRunner.run(candidates, request, run)
                .withEnvironment(environment(places, request.input(), run.place()));
        List<Notice> notices =
            new ArrayList<>(
                RequestOptions.unknown(optionDefaults, formats, engines, locations.options()));
        boolean guessed = given.outputFormat().isEmpty();
        given
            .output()
            .filter(output -> guessed && formats.isOddSuffix(output))
            .ifPresent(output -> notices.add(oddSuffix(output, writer)));
        notices.addAll(result.notices());
        return result.withNotices(notices);
      } finally {
        progress.ended();
      }
    }
  }

  private static Notice oddSuffix(String output, FormatWriter writer) {
    return new Notice(
        "output-suffix-unknown",
        output + " is " + writer.format() + ": its suffix is of no format; --to names another");
  }

  /** What {@link #convert} would do. */
  public Plan plan(ConversionRequest given) throws IOException {
    try (InputSource input = open(given)) {
      FormatCatalog.ReaderChoice choice = formats.reader(given.inputFormat(), input);
      String output = formats.outputFormat(given.outputFormat(), given.output(), choice.reader());
      FormatWriter writer = formats.writer(output);
      ConversionRequest request = settle(given, choice.reader(), output);
      refuseOverwritingInput(request, input, writer);
      List<Plan.EngineChoice> fits = new ArrayList<>();
      for (Candidate candidate :
          EngineSelector.rank(
              engines, request, inputFacts(input, choice.reader().format()), host)) {
        fits.add(
            new Plan.EngineChoice(
                candidate.engine().id(), word(candidate.fit()), candidate.fit().why()));
      }
      try (TabularInput tabular =
          choice
              .reader()
              .open(
                  input, request.options(), readContext(new Cancellation(), Optional.of(output)))) {
        List<TableInfo> tables = tabular.tables();
        boolean several = tables.size() + tabular.failedTables().size() > 1;
        boolean folder = OutputPlace.isFolder(request, several, writer);
        String place = OutputPlace.of(request, writer.suffixes().get(0), folder);
        checkTarget(request, place, folder);
        Map<String, String> decisions = new LinkedHashMap<>();
        decisions.put("input_format", choice.why());
        decisions.put(
            "output_format",
            request.outputFormat().isPresent()
                ? "named by --to"
                : request.output().isPresent()
                    ? "suffix of the output, or default"
                    : choice.reader().defaultOutput().isPresent()
                        ? "default of " + choice.reader().format()
                        : "default");
        decisions.put("output_place", request.output().isPresent() ? "given" : "beside the input");
        decisions.putAll(tabular.properties());
        return new Plan(
            request.input(), choice.reader().format(), place, output, fits, decisions, tables);
      }
    }
  }

  private static String word(EngineFit fit) {
    if (fit instanceof EngineFit.Preferred) {
      return "preferred";
    }
    return fit instanceof EngineFit.Able ? "able" : "declined";
  }

  /** Format, tables and properties. */
  public FileReport info(ConversionRequest given) throws IOException {
    try (InputSource input = open(given)) {
      FormatCatalog.ReaderChoice choice = formats.reader(given.inputFormat(), input);
      ConversionRequest request = settle(given, choice.reader(), null);
      try (TabularInput tabular =
          choice
              .reader()
              .open(input, request.options(), readContext(new Cancellation(), Optional.empty()))) {
        List<Notice> notices = new ArrayList<>();
        tabular.tables().forEach(table -> notices.addAll(table.notices()));
        tabular.failedTables().forEach(failure -> notices.add(unreadable(failure)));
        return new FileReport(
            request.input(),
            choice.reader().format(),
            input.stat().sizeBytes(),
            tabular.properties(),
            tabular.tables(),
            notices);
      }
    }
  }

  /**
   * Whether the input can be converted. Failures of the input become problems, others are thrown.
   */
  public ValidationReport validate(ConversionRequest given, boolean deep) throws IOException {
    List<Problem> problems = new ArrayList<>();
    String format = given.inputFormat().orElse("unknown");
    long rows = -1;
    try (InputSource input = open(given)) {
      FormatCatalog.ReaderChoice choice = formats.reader(given.inputFormat(), input);
      format = choice.reader().format();
      ConversionRequest request = settle(given, choice.reader(), null);
      try (TabularInput tabular =
          choice
              .reader()
              .open(input, request.options(), readContext(new Cancellation(), Optional.empty()))) {
        for (TableInfo table : tabular.tables()) {
          table.notices().forEach(notice -> problems.add(warning(notice)));
        }
        tabular.failedTables().forEach(failure -> problems.add(error(failure)));
        if (tabular.tables().isEmpty() && tabular.failedTables().isEmpty()) {
          problems.add(new Problem(Severity.ERROR, "no-tables", "", "there is no table"));
        }
        if (deep) {
          rows = readAll(tabular, problems);
        }
      }
    } catch (ForgeException e) {
      if (e.kind() != ErrorKind.INPUT && e.kind() != ErrorKind.INVALID) {
        throw e;
      }
      problems.add(new Problem(Severity.ERROR, e.code(), place(e.problem()), e.problem()));
    }
    return new ValidationReport(given.input(), format, deep, rows, problems);
  }

  private static Notice unreadable(TableFailure failure) {
    return new Notice(failure.code(), "table " + failure.table() + ": " + failure.problem());
  }

  private static Problem error(TableFailure failure) {
    String problem = "table " + failure.table() + ": " + failure.problem();
    return new Problem(Severity.ERROR, failure.code(), place(problem), problem);
  }

  private static Problem warning(Notice notice) {
    return new Problem(Severity.WARNING, notice.code(), place(notice.message()), notice.message());
  }

  /** The line that a message names, as {@code line 17}, or empty. */
  private static String place(String message) {
    Matcher matcher = PLACE.matcher(message);
    return matcher.find() ? matcher.group() : "";
  }

  private static long readAll(TabularInput input, List<Problem> problems) throws IOException {
    Set<String> names = names(input);
    List<Notice> widened = new ArrayList<>();
    RecordBatch batch = new RecordBatch();
    while (!names.isEmpty()) {
      ScanLog log = new ScanLog();
      long rows = 0;
      TableFailure failed = null;
      try (TableScan scan = input.scan(names)) {
        try {
          while (scan.read(batch, log)) {
            rows += batch.rowCount();
            for (ScanLog.Reject reject : log.rejects()) {
              problems.add(
                  new Problem(
                      Severity.ERROR, "row-rejected", "line " + reject.line(), reject.reason()));
            }
            log.clearRejects();
          }
          widened.forEach(notice -> problems.add(warning(notice)));
          log.notices().forEach(notice -> problems.add(warning(notice)));
          return rows;
        } catch (SchemaMiss miss) {
          scan.survey();
        }
      } catch (TableFailure e) {
        failed = e;
      }
      problems.removeIf(problem -> problem.code().equals("row-rejected"));
      if (failed == null) {
        widened.addAll(input.widen());
      } else {
        problems.add(error(failed));
        names.remove(failed.table());
      }
    }
    return 0;
  }

  private static Set<String> names(TabularInput input) {
    Set<String> names = new LinkedHashSet<>();
    input.tables().forEach(table -> names.add(table.name()));
    return names;
  }

  /** The first rows of a table. */
  public Preview preview(ConversionRequest given, Optional<String> table, int rows)
      throws IOException {
    try (InputSource input = open(given)) {
      FormatCatalog.ReaderChoice choice = formats.reader(given.inputFormat(), input);
      ConversionRequest request = settle(given, choice.reader(), null);
      try (TabularInput tabular =
          choice
              .reader()
              .open(input, request.options(), readContext(new Cancellation(), Optional.empty()))) {
        TableInfo wanted = table(request, tabular, table);
        Preview preview =
            preview(
                request,
                choice.reader().format(),
                tabular,
                wanted,
                Math.min(rows, MAX_PREVIEW_ROWS));
        int count = tabular.tables().size();
        return table.isPresent() || count == 1 ? preview : preview.with(firstOf(count));
      }
    }
  }

  private static Notice firstOf(int count) {
    return new Notice(
        "more-tables",
        "this is the first of "
            + count
            + " tables; --table shows another, pyforge info names them");
  }

  private static TableInfo table(
      ConversionRequest request, TabularInput input, Optional<String> name) {
    List<String> names = input.tables().stream().map(TableInfo::name).toList();
    return input.tables().stream()
        .filter(info -> name.isEmpty() || info.name().equals(name.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new ForgeException(
                    ErrorKind.USAGE,
                    "table-unknown",
                    request.input() + " has no table " + name.map(n -> "'" + n + "'").orElse(""),
                    names.isEmpty() ? "" : "its tables are " + String.join(", ", names)));
  }

  private static Preview preview(
      ConversionRequest request, String format, TabularInput input, TableInfo table, int rows)
      throws IOException {
    RecordBatch batch = new RecordBatch();
    while (true) {
      List<List<@Nullable String>> shown = new ArrayList<>();
      boolean more = false;
      TableInfo current = table;
      ScanLog log = new ScanLog();
      try (TableScan scan = input.scan(Set.of(table.name()))) {
        try {
          while (!more && scan.read(batch, log)) {
            BatchCursor cursor = new BatchCursor(batch);
            while (!more && cursor.next()) {
              more = shown.size() == rows;
              if (!more) {
                shown.add(row(cursor));
              }
            }
          }
        } catch (SchemaMiss miss) {
          scan.survey();
          input.widen();
          current = null;
        }
      }
      if (current != null) {
        List<Notice> notices = new ArrayList<>(table.notices());
        notices.addAll(more ? List.of() : log.notices());
        return new Preview(
            request.input(), format, table.name(), batchSchema(input, table), shown, more, notices);
      }
    }
  }

  private static io.pyforge.spi.batch.Schema batchSchema(TabularInput input, TableInfo table) {
    return input.tables().stream()
        .filter(info -> info.name().equals(table.name()))
        .findFirst()
        .orElse(table)
        .schema();
  }

  private static List<@Nullable String> row(BatchCursor cursor) {
    List<@Nullable String> row = new ArrayList<>();
    for (int i = 0; i < cursor.batch().schema().width(); i++) {
      row.add(cursor.text(i));
    }
    return row;
  }

  /** The suffix of an output; see {@link io.pyforge.core.Forge#outputSuffix}. */
  public String outputSuffix(String input) {
    return formats.writer(formats.defaultOutput(input)).suffixes().get(0);
  }

  /** The inputs a location stands for; see {@link io.pyforge.core.Forge#expand}. */
  public InputSearch.Result search(String location, InputSearch.Scope scope, OptionValues options)
      throws IOException {
    return new InputSearch(formats, places(options)).find(location, scope);
  }

  /** The same with another number of threads for reading and encoding. */
  public Converter withThreads(int count) {
    return new Converter(
        formats, locations, engines, host, temp, count, optionDefaults, facts, logs);
  }

  private ConversionRequest settle(
      ConversionRequest request, FormatReader reader, @Nullable String output) {
    List<OptionSpec> ofPlaces = new ArrayList<>(locations.options(request.input()));
    request.output().ifPresent(place -> ofPlaces.addAll(locations.options(place)));
    return RequestOptions.settle(
        request, optionDefaults, formats, reader, output, engines, ofPlaces);
  }

  /** The storages, with values for their options from the configuration and from a request. */
  public Locations places(OptionValues given) {
    Map<String, String> options = new TreeMap<>(optionDefaults);
    options.putAll(given.asMap());
    return locations.with(OptionValues.of(options));
  }

  /** The facts about where this runs, and what the storages of a conversion add to them. */
  private Map<String, String> environment(Locations places, String input, String output) {
    Map<String, String> all = new TreeMap<>(facts);
    all.putAll(places.of(input).facts());
    all.putAll(places.of(output).facts());
    return all;
  }

  private InputSource open(ConversionRequest request) throws IOException {
    String location = request.input();
    InputSource raw = places(request.options()).of(location).source(location);
    SourceStat stat = raw.stat();
    List<InputSource> members = Compression.members(raw, temp, request.options());
    return members.size() == 1 ? members.get(0) : new MemberSource(location, members, stat);
  }

  private static InputFacts inputFacts(InputSource input, String format) throws IOException {
    boolean local = input.access() == SourceAccess.LOCAL || input.access() == SourceAccess.STREAM;
    return new InputFacts(format, input.stat().sizeBytes(), local ? "local" : "remote");
  }

  /** Fails as the conversion would, when the output exists or cannot be written. */
  private void checkTarget(ConversionRequest request, String place, boolean folder)
      throws IOException {
    // Opening a target checks what can be checked; closing it leaves no trace.
    places(request.options()).of(place).target(place, folder, request.force()).close();
  }

  private void refuseOverwritingInput(
      ConversionRequest request, InputSource input, FormatWriter writer) throws IOException {
    Optional<Path> path = input.localPath();
    boolean stream = input.access() == SourceAccess.STREAM;
    if (stream || request.input().equals(OutputPlace.STANDARD_STREAM)) {
      return;
    }
    String output = OutputPlace.of(request, writer.suffixes().get(0), false);
    if (output.equals(OutputPlace.STANDARD_STREAM)) {
      return;
    }
    boolean same =
        path.isPresent()
            ? SameFile.is(path.get(), output)
            : locations.same(request.input(), output);
    if (output.equals(request.input()) || same) {
      throw new ForgeException(
          ErrorKind.USAGE,
          "output-is-input",
          output + " is the input itself",
          "name another output with -o");
    }
  }

  private ReadContext readContext(Cancellation cancellation, Optional<String> output) {
    return new ReadContext() {
      @Override
      public Path newTempFile(String suffix) {
        return temp.newFile(suffix);
      }

      @Override
      public void checkCancelled() {
        cancellation.check();
      }

      @Override
      public Optional<String> outputFormat() {
        return output;
      }

      @Override
      public int threads() {
        return threads;
      }
    };
  }
}
