package io.pyforge.cli.bench;

import io.pyforge.cli.testing.BenchmarkData;
import io.pyforge.cli.testing.BenchmarkData.Kind;
import io.pyforge.cli.testing.BenchmarkDatabase;
import io.pyforge.cli.testing.BenchmarkDocument;
import io.pyforge.cli.testing.BenchmarkTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A dBASE table and a data file of SQL Server beside our own CSV, byte for byte, an Access database
 * beside a bare scan of Jackcess, the text of a document beside pdftotext; and each in a small
 * heap. The sizes of tables go with that of the CSV.
 */
final class DatabaseWorkloads {
  /** Records of as many bytes as 1000 rows of the CSV: about 1 GB of six million rows. */
  private static final long RECORDS_OF_1000 = 717;

  /** Rows of half as many bytes. */
  private static final long ROWS_OF_1000 = 360;

  /** Rows of a data file of SQL Server of as many bytes as 1000 rows of the CSV. */
  private static final long ROWS_OF_1000_IN_PAGES = 875;

  private static final int PDF_PAGES = 5000;

  private final Stage stage;
  private final long csvRows;
  private final Path ours;
  private final Path tables;
  private final List<Measured> results = new ArrayList<>();

  DatabaseWorkloads(Stage stage, long csvRows) {
    this.stage = stage;
    this.csvRows = csvRows;
    ours = stage.data().resolve("ours.parquet");
    tables = stage.data().resolve("ours_tables");
  }

  List<Measured> measure() throws IOException, InterruptedException {
    dbf();
    dataFile();
    access();
    document();
    return results;
  }

  private void dbf() throws IOException, InterruptedException {
    Path table = BenchmarkTable.file(stage.data(), (int) (csvRows * RECORDS_OF_1000 / 1000));
    besideCsv("dBASE table", table, 1 / 0.7, 1 / 1.2);
  }

  private void dataFile() throws IOException, InterruptedException {
    Path file = TripDatabaseFile.in(stage.data(), csvRows * ROWS_OF_1000_IN_PAGES / 1000);
    besideCsv("SQL Server data file", file, 1 / 0.5, 1.0);
  }

  /**
   * By the time for each byte beside that of our own CSV.
   *
   * @param must the inverse of the share of the speed of CSV, in bytes a second, that is asked for
   */
  private void besideCsv(String name, Path input, double must, double aim)
      throws IOException, InterruptedException {
    Path csv = BenchmarkData.file(stage.data(), Kind.TAXI, csvRows);
    String workload = name + ", " + Stage.size(Files.size(input)) + ", against our own CSV";
    Stage.say(workload);
    Path theirs = stage.data().resolve("theirs.parquet");
    Pairs runs =
        stage.run(
            stage.pairs(),
            stage.pyforge(input.toString(), "-o", ours.toString()),
            stage.pyforge(csv.toString(), "-o", theirs.toString()),
            ours,
            theirs);
    double sameSize = (double) Files.size(csv) / Files.size(input);
    results.add(
        new Measured(
            workload + ": wall time a byte",
            runs.ratio(Measurement::wallSeconds) * sameSize,
            "",
            must,
            aim,
            Stage.seconds(runs) + Stage.cpu(runs)));
    Files.delete(theirs);
    results.add(stage.inSmallHeap(name, input, ours));
    Files.delete(ours);
  }

  private void access() throws IOException, InterruptedException {
    Path database = BenchmarkDatabase.file(stage.data(), (int) (csvRows * ROWS_OF_1000 / 1000));
    String workload =
        "Access database, "
            + Stage.size(Files.size(database))
            + ", against a bare scan of Jackcess";
    Stage.say(workload);
    Pairs runs =
        stage.run(
            stage.pairs(),
            stage.pyforge(database.toString(), "-o", tables.toString(), "--force"),
            stage.peer(JackcessScan.class, database.toString()));
    results.add(
        new Measured(
            workload + ": wall time",
            runs.ratio(Measurement::wallSeconds),
            "",
            1.4,
            1.1,
            Stage.seconds(runs) + Stage.cpu(runs)));
    results.add(stage.inSmallHeap("Access database", database, tables));
  }

  private void document() throws IOException, InterruptedException {
    Path document = BenchmarkDocument.file(stage.data(), PDF_PAGES);
    Path text = stage.data().resolve("ours.txt");
    String workload = "text of a PDF of " + PDF_PAGES + " pages, against pdftotext: wall time";
    if (Stage.works(List.of("pdftotext", "-v"))) {
      Stage.say(workload);
      Path theirs = stage.data().resolve("theirs.txt");
      List<String> command = List.of("pdftotext", document.toString(), theirs.toString());
      Pairs runs =
          stage.run(
              stage.pairs(),
              stage.pyforge(document.toString(), "-o", text.toString()),
              new MeasuredCommand(command, stage.variables(), stage.data().resolve("log.txt")),
              text,
              theirs);
      results.add(
          Measured.completed(
              workload, Stage.seconds(runs) + ", ratio " + runs.ratio(Measurement::wallSeconds)));
    } else {
      Stage.say("not installed, so not measured: " + workload);
    }
    results.add(stage.inSmallHeap("text of a PDF of " + PDF_PAGES + " pages", document, text));
    Files.delete(text);
  }
}
