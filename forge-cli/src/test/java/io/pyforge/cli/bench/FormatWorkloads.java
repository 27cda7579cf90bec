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
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * JSON Lines, XML, workbooks and data files of SQL Server, each to Parquet beside a peer for its
 * format; and large files of them in a small heap.
 */
final class FormatWorkloads {
  private static final long JSON_ROWS = 1_430_000;
  private static final long XML_ROWS = 660_000;
  private static final int BOOK_ROWS = 100_000;
  private static final int LARGE_BOOK_ROWS = 1_000_000;
  private static final long DATA_FILE_ROWS = 5_250_000;
  private static final String SMALL_HEAP = "-Xmx256m";

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
    dataFile();
    inSmallHeap(
        "workbook of a million rows by 20", BenchmarkBook.file(stage.data(), LARGE_BOOK_ROWS));
    inSmallHeap("XML", BenchmarkData.file(stage.data(), Kind.TRIPS_XML, 2 * XML_ROWS));
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

  /** A data file of SQL Server, by its bytes a second beside those of our own CSV. */
  private void dataFile() throws IOException, InterruptedException {
    Path input = TripDatabaseFile.in(stage.data(), DATA_FILE_ROWS);
    Path csv = BenchmarkData.file(stage.data(), Kind.TAXI, DATA_FILE_ROWS);
    Path theirs = stage.data().resolve("theirs.parquet");
    String workload =
        "SQL Server data file, " + Stage.size(Files.size(input)) + ", against our own CSV";
    Stage.say(workload);
    Pairs runs =
        stage.run(
            stage.pairs(),
            stage.pyforge(input.toString(), "-o", ours.toString()),
            stage.pyforge(csv.toString(), "-o", theirs.toString()),
            ours,
            theirs);
    double bytes = (double) Files.size(csv) / Files.size(input);
    results.add(
        new Measured(
            workload + ": time for each byte",
            runs.ratio(Measurement::wallSeconds) * bytes,
            "",
            2.0,
            1.0,
            Stage.seconds(runs) + Stage.cpu(runs)));
    Files.delete(ours);
    Files.delete(theirs);
    inSmallHeap("SQL Server data file", input);
  }

  /** Compares with a program that may not be there. */
  private void office(
      String workload, MeasuredCommand convert, List<String> probe, List<String> command)
      throws IOException, InterruptedException {
    if (!works(probe)) {
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

  private static boolean works(List<String> command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // there is no such program
    }
  }

  /** That it ends well is the result; how long it took is told. */
  private void inSmallHeap(String name, Path input) throws IOException, InterruptedException {
    String workload = name + ", " + Stage.size(Files.size(input)) + ", with " + SMALL_HEAP;
    Stage.say(workload);
    Files.deleteIfExists(ours);
    MeasuredCommand command =
        Stage.with(
            stage.pyforge(input.toString(), "-o", ours.toString()),
            "PYFORGE_JAVA_OPTS",
            SMALL_HEAP);
    Measurement run = command.run(); // fails unless the status is 0
    results.add(
        Measured.completed(
            workload,
            String.format(
                Locale.ROOT,
                "completes in %.1f s, %.0f MB at its peak",
                run.wallSeconds(),
                run.peakBytes() / 1e6)));
    Files.delete(ours);
  }

  private void add(
      String workload, Pairs runs, ToDoubleFunction<Measurement> figure, double must, double aim) {
    results.add(
        new Measured(
            workload, runs.ratio(figure), "", must, aim, Stage.seconds(runs) + Stage.cpu(runs)));
  }
}
