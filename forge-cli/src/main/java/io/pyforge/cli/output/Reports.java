package io.pyforge.cli.output;

import io.pyforge.core.config.Setting;
import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.core.report.BulkResult;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.FormatEntry;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.core.report.ValidationReport.Severity;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.FailedTable;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Answers as people read them. The counterpart for programs is {@code io.pyforge.core.report}. */
public final class Reports {
  /** More would only push the sums off the screen; each was told when it happened. */
  private static final int TABLED_FAILURES = 50;

  /** As many notices of one code; the others are counted. */
  private static final int MOST_ALIKE = 10;

  private final Terminal terminal;

  /** Prints to {@code terminal}. */
  public Reports(Terminal terminal) {
    this.terminal = terminal;
  }

  /** One document for programs. */
  public void json(String document) {
    terminal.out().println(document);
    terminal.out().flush();
  }

  /** {@code sales.csv -> sales.parquet 1,234 rows, 5 columns, 120 KB, 0.2 s}, then its notices. */
  public void converted(ConversionResult result) {
    List<TableOutput> tables = result.outputs();
    List<String> facts = new ArrayList<>();
    if (tables.size() != 1) {
      facts.add(Quantities.count(tables.size(), "table"));
    }
    facts.add(Quantities.count(result.rowCount(), "row"));
    if (tables.size() == 1) {
      facts.add(Quantities.count(tables.get(0).schema().width(), "column"));
    }
    facts.add(Quantities.size(result.bytesOut()));
    facts.add(Quantities.seconds(result.duration()));
    if (!result.engine().equals("local")) {
      facts.add("engine " + result.engine());
    }
    print(result.inputPath() + " -> " + result.outputPath() + "  " + String.join(", ", facts));
    if (tables.size() > 1) {
      TextTable list = new TextTable("  ");
      for (TableOutput table : tables) {
        list.add(
            Terminal.clean(table.table()),
            Quantities.count(table.rowCount(), "row")
                + ", "
                + Quantities.count(table.schema().width(), "column"));
      }
      print(list);
    }
    terminal.out().flush();
    notices(result.notices());
    for (FailedTable table : result.failedTables()) {
      terminal.error("table " + table.table() + ": " + table.problem(), "");
    }
  }

  /** An input whose output was left as it is. */
  public void skipped(ConversionOutcome.Skipped skipped) {
    print(
        skipped.inputPath()
            + " -> "
            + skipped.outputPath()
            + "  skipped, "
            + skipped.reason().text());
    terminal.out().flush();
  }

  /** The end of a batch: its failures when there are several, and one line of sums. */
  public void summary(BulkResult batch) {
    List<ConversionOutcome> failures = batch.failures();
    if (failures.size() > 1) {
      terminal.out().println();
      int more = failures.size() - TABLED_FAILURES;
      print(failureTable(more > 0 ? failures.subList(0, TABLED_FAILURES) : failures));
      if (more > 0) {
        print("and " + String.format(Locale.ROOT, "%,d more, told above", more));
      }
      terminal.out().println();
    }
    print(
        String.format(
            Locale.ROOT,
            "%s: %,d converted, %,d skipped, %,d failed; %s, %s, %s",
            Quantities.count(batch.outcomes().size(), "input"),
            batch.converted(),
            batch.skipped(),
            failures.size(),
            Quantities.count(batch.rowCount(), "row"),
            Quantities.size(batch.bytesOut()),
            Quantities.seconds(batch.duration())));
    terminal.out().flush();
  }

  private static TextTable failureTable(List<ConversionOutcome> failures) {
    TextTable table = new TextTable("");
    table.add("FAILED", "CODE", "PROBLEM");
    for (ConversionOutcome outcome : failures) {
      if (outcome instanceof ConversionOutcome.Failed failed) {
        table.add(
            Terminal.clean(failed.inputPath()),
            failed.failure().code(),
            Terminal.clean(failed.failure().problem()));
      } else if (outcome instanceof ConversionOutcome.Converted converted) {
        for (FailedTable failed : converted.result().failedTables()) {
          table.add(
              Terminal.clean(converted.result().inputPath() + ", table " + failed.table()),
              failed.code(),
              Terminal.clean(failed.problem()));
        }
      }
    }
    return table;
  }

  /** What a conversion would do. */
  public void plan(Plan plan) {
    print(plan.inputPath() + " -> " + plan.outputPath());
    for (String line : planLines(plan)) {
      terminal.out().println(line);
    }
  }

  /** The tables and columns that a conversion would write. */
  public void schema(Plan plan) {
    print(plan.inputPath());
    plan.tables().forEach(this::columns);
    terminal.out().flush();
    Set<Notice> notices = new LinkedHashSet<>();
    plan.tables().forEach(table -> notices.addAll(table.notices()));
    notices(notices);
  }

  /** The reasons for what a conversion is about to do, beside its result. */
  public void explanation(Plan plan) {
    for (String line : planLines(plan)) {
      terminal.err().println(line);
    }
    terminal.err().flush();
  }

  /** What a file is. */
  public void info(FileReport report) {
    print(report.path());
    TextTable facts = new TextTable("  ");
    facts.add("format", report.format());
    facts.add("size", Quantities.size(report.sizeBytes()));
    for (Map.Entry<String, String> property : report.properties().entrySet()) {
      facts.add(Terminal.clean(property.getKey()), Terminal.clean(property.getValue()));
    }
    print(facts);
    report.tables().forEach(this::columns);
    terminal.out().flush();
    Set<Notice> notices = new LinkedHashSet<>(report.notices());
    report.tables().forEach(table -> notices.addAll(table.notices()));
    notices(notices);
  }

  private void columns(TableInfo table) {
    terminal.out().println();
    print("table " + table.name() + "  " + size(table));
    TextTable columns = new TextTable("  ");
    for (Field field : table.schema().fields()) {
      columns.add(
          Terminal.clean(field.name()), field.type().name(), field.nullable() ? "" : "not null");
    }
    print(columns);
  }

  /** What validation found. */
  public void validation(ValidationReport report) {
    long errors = report.problems().stream().filter(p -> p.severity() == Severity.ERROR).count();
    String state = report.valid() ? "valid " : "not valid ";
    List<String> facts = new ArrayList<>();
    facts.add(report.path() + ": " + state + report.format());
    if (report.rowCount() >= 0) {
      facts.add(Quantities.count(report.rowCount(), "row") + " read");
    } else if (report.valid()) {
      facts.add("as far as its beginning and structure tell; --deep reads every row");
    }
    if (!report.problems().isEmpty()) {
      facts.add(Quantities.count(errors, "error"));
      facts.add(Quantities.count(report.problems().size() - errors, "warning"));
    }
    print(String.join(", ", facts));
    TextTable problems = new TextTable("  ");
    for (ValidationReport.Problem problem : report.problems()) {
      problems.add(
          problem.severity().name().toLowerCase(Locale.ROOT),
          Terminal.clean(problem.where().isEmpty() ? "-" : problem.where()),
          Terminal.clean(problem.message()) + " (" + problem.code() + ")");
    }
    print(problems);
  }

  /** The first rows. */
  public void preview(Preview preview) {
    List<@Nullable String> names = new ArrayList<>();
    List<@Nullable String> types = new ArrayList<>();
    for (Field field : preview.schema().fields()) {
      names.add(field.name());
      types.add(field.type().name());
    }
    TextTable table = new TextTable("");
    table.addData(names);
    table.addData(types);
    preview.rows().forEach(table::addData);
    List<String> lines = table.lines();
    for (int i = 0; i < lines.size(); i++) {
      terminal.out().println(lines.get(i));
      if (i == 1) {
        int width = lines.stream().mapToInt(String::length).max().orElse(0);
        terminal.out().println("-".repeat(width));
      }
    }
    String rows = Quantities.count(preview.rows().size(), "row");
    print((preview.more() ? "first " + rows : rows) + " of table " + preview.table());
    terminal.out().flush();
    notices(preview.notices());
  }

  /** Which formats are read and written. */
  public void formats(List<FormatEntry> formats) {
    TextTable table = new TextTable("");
    table.add("FORMAT", "READ", "WRITE", "SUFFIXES", "EXTENSION", "DESCRIPTION");
    for (FormatEntry format : formats) {
      table.add(
          format.format(),
          format.readable() ? "yes" : "-",
          format.writable() ? "yes" : "-",
          format.suffixes().isEmpty() ? "-" : String.join(" ", format.suffixes()),
          format.extension(),
          format.description());
    }
    print(table);
  }

  /** What the list of all formats means. */
  public void everyPair() {
    print("Every format that is read converts to every format that is written.");
  }

  /** One line per extension. */
  public void extensions(List<ExtensionStatus> extensions) {
    for (ExtensionStatus extension : extensions) {
      print(extension.line());
    }
  }

  /** Settings and where they come from. */
  public void settings(List<Setting> settings) {
    TextTable table = new TextTable("");
    table.add("NAME", "VALUE", "FROM", "VARIABLE");
    for (Setting setting : settings) {
      table.add(
          setting.name(),
          setting.value().isEmpty() ? "-" : Terminal.clean(setting.value()),
          Terminal.clean(setting.origin()),
          setting.variable());
    }
    print(table);
  }

  private List<String> planLines(Plan plan) {
    TextTable lines = new TextTable("  ");
    Map<String, String> reasons = new LinkedHashMap<>(plan.decisions());
    lines.add("input format", reasoned(plan.inputFormat(), reasons.remove("input_format")));
    lines.add("output format", reasoned(plan.outputFormat(), reasons.remove("output_format")));
    lines.add("output", reasoned(plan.outputPath(), reasons.remove("output_place")));
    reasons.forEach((what, why) -> lines.add(Terminal.clean(what), Terminal.clean(why)));
    for (Plan.EngineChoice choice : plan.engines()) {
      lines.add("engine " + choice.engine(), choice.fit() + ": " + choice.why());
    }
    for (TableInfo table : plan.tables()) {
      lines.add("table " + Terminal.clean(table.name()), size(table));
    }
    return lines.lines();
  }

  private static String reasoned(String value, @Nullable String why) {
    return Terminal.clean(why == null ? value : value + " (" + why + ")");
  }

  private static String size(TableInfo table) {
    String columns = Quantities.count(table.schema().width(), "column");
    return table.rowCount().isEmpty()
        ? columns
        : Quantities.count(table.rowCount().getAsLong(), "row") + ", " + columns;
  }

  /** Of many that are alike, such as one for each column of a wide table, the first ones. */
  private void notices(Collection<Notice> notices) {
    Map<String, Long> alike =
        notices.stream().collect(Collectors.groupingBy(Notice::code, Collectors.counting()));
    Map<String, Integer> shown = new HashMap<>();
    for (Notice notice : notices) {
      int nth = shown.merge(notice.code(), 1, Integer::sum);
      long more = alike.getOrDefault(notice.code(), 0L) - MOST_ALIKE;
      if (more <= 0 || nth <= MOST_ALIKE) {
        terminal.notice(notice.message());
      }
      if (more > 0 && nth == MOST_ALIKE) {
        terminal.notice(
            String.format(Locale.ROOT, "and %,d more (%s); --json has all", more, notice.code()));
      }
    }
  }

  private void print(String line) {
    terminal.out().println(Terminal.clean(line));
  }

  private void print(TextTable table) {
    table.lines().forEach(terminal.out()::println);
  }
}
