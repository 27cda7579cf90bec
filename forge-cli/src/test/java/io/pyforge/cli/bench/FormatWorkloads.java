package io.pyforge.cli.bench;

import io.pyforge.cli.testing.BenchmarkBook;
import io.pyforge.cli.testing.BenchmarkData;
import io.pyforge.cli.testing.BenchmarkData.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * JSON Lines, XML and workbooks, each to Parquet beside a peer for its format; and large files of
 * them in a small heap.
 */
final class FormatWorkloads {
  private static final long JSON_ROWS = 1_430_000;
  private static final long XML_ROWS = 660_000;
  private static final int BOOK_ROWS = 100_000;
  private static final int LARGE_BOOK_ROWS = 1_000_000;

  /** What openpyxl does when it only reads. */
  private static final String OPENPYXL =
      "import sys, openpyxl\n"
          + "n = 0\n"
          + "book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
          + "for row in book.active.iter_rows(values_only=True):\n"
          + "    n += 1\n"
          + "print(n)\n";

  private final Stage stage;
  private final Path ours;
  private final List<Measured> results = new ArrayList<>();

  FormatWorkloads(Stage stage) {
    this.stage = stage;
    ours = stage.data().resolve("ours.parquet");
  }

  List<Measured> measure() throws IOException, InterruptedException, SQLException {
    json();
    xml();
    book();
    Path book = BenchmarkBook.file(stage.data(), LARGE_BOOK_ROWS);
    results.add(stage.inSmallHeap("workbook of a million rows by 20", book, ours));
    Path xml = BenchmarkData.file(stage.data(), Kind.TRIPS_XML, 2 * XML_ROWS);
    results.add(stage.inSmallHeap("XML", xml, ours));
    Files.delete(ours);
    return results;
  }

  private void json() throws IOException, InterruptedException, SQLException {
    Path input = BenchmarkData.file(stage.data(), Kind.TRIPS_JSON, JSON_ROWS);
    Path theirs = stage.data().resolve("theirs.parquet");
    String workload = "JSON Lines, " + Stage.size(Files.size(input)) + ", against DuckDB";
    Stage.say(workload);
    Pairs runs =
        stage.run(
            stage.pairs(),
            stage.pyforge(input.toString(), "-o", ours.toString()),
            stage.peer(DuckDbConversion.class, input.toString(), theirs.toString(), "snappy", "2"),
            ours,
            theirs);
    add(workload + ": wall time", runs, Measurement::wallSeconds, 0.85, 0.65);
    ContentComparison.requireEqual(
        ours, theirs, Files.createDirectories(stage.data().resolve("duckdb-scratch")));
    Files.delete(ours);
    Files.delete(theirs);
  }

  private void xml() throws IOException, InterruptedException {
    Path input = BenchmarkData.file(stage.data(), Kind.TRIPS_XML, XML_ROWS);
    String workload = "XML, " + Stage.size(Files.size(input)) + ", against a bare aalto-xml pass";
    Stage.say(workload);
    Pairs runs =
        stage.run(
            stage.pairs(),
            stage.pyforge(input.toString(), "-o", ours.toString()),
            stage.peer(AaltoPass.class, input.toString()),
            ours);
    add(workload + ": wall time", runs, Measurement::wallSeconds, 2.5, 1.5);
  }

  private void book() throws IOException, InterruptedException {
    Path input = BenchmarkBook.file(stage.data(), BOOK_ROWS);
    String workload = "workbook, 100 000 rows by 20, against ";
    Stage.say(workload + "POI");
    MeasuredCommand convert = stage.pyforge(input.toString(), "-o", ours.toString());
    Pairs poi =
        stage.run(stage.pairs(), convert, stage.peer(PoiEventScan.class, input.toString()), ours);
    add(workload + "POI's event API: processor time", poi, Measurement::cpuSeconds, 0.25, 0.12);
    Path script = Files.writeString(stage.data().resolve("read.py"), OPENPYXL);
    String python = System.getProperty("bench.python", "python3");
    office(
        workload + "openpyxl, reading only: wall time",
        convert,
        List.of(python, "-c", "import openpyxl"),
        List.of(python, script.toString(), input.toString()));
    office(
        workload + "LibreOffice, to CSV: wall time",
        convert,
        List.of("soffice", "--version"),
        List.of(
            "soffice",
            "--headless",
            "--convert-to",
            "csv",
            "--outdir",
            stage.data().toString(),
            input.toString()));
  }

  /** Compares with a program that may not be there. */
  private void office(
      String workload, MeasuredCommand convert, List<String> probe, List<String> command)
      throws IOException, InterruptedException {
    if (!Stage.works(probe)) {
      Stage.say("not installed, so not measured: " + workload);
      return;
    }
    Stage.say(workload);
    MeasuredCommand theirs =
        new MeasuredCommand(command, stage.variables(), stage.data().resolve("log.txt"));
    add(
        workload,
        stage.run(stage.pairs(), convert, theirs, ours),
        Measurement::wallSeconds,
        0.15,
        0.08);
  }

  private void add(
      String workload, Pairs runs, ToDoubleFunction<Measurement> figure, double must, double aim) {
    results.add(
        new Measured(
            workload, runs.ratio(figure), "", must, aim, Stage.seconds(runs) + Stage.cpu(runs)));
  }
}
