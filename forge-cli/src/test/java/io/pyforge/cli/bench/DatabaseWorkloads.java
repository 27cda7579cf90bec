package io.pyforge.cli.bench;

import io.pyforge.cli.testing.BenchmarkData;
import io.pyforge.cli.testing.BenchmarkData.Kind;
import io.pyforge.cli.testing.BenchmarkDatabase;
import io.pyforge.cli.testing.BenchmarkTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A dBASE table beside our own CSV, byte for byte, and an Access database beside a bare scan of
 * Jackcess; and both in a small heap. Their sizes go with that of the CSV.
 */
final class DatabaseWorkloads {
  /** Records of as many bytes as 1000 rows of the CSV: about 1 GB of six million rows. */
  private static final long RECORDS_OF_1000 = 717;

  /** Rows of half as many bytes. */
  private static final long ROWS_OF_1000 = 360;

  /** Of the speed of CSV, in bytes a second, at least 0.7: so this much of its time a byte. */
  private static final double MUST_OF_CSV = 1 / 0.7;

  private static final double AIM_OF_CSV = 1 / 1.2;
  private static final String SMALL_HEAP = "-Xmx256m";

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
    access();
    return results;
  }

  private void dbf() throws IOException, InterruptedException {
    Path table = BenchmarkTable.file(stage.data(), (int) (csvRows * RECORDS_OF_1000 / 1000));
    Path csv = BenchmarkData.file(stage.data(), Kind.TAXI, csvRows);
    String workload = "dBASE table, " + Stage.size(Files.size(table)) + ", against our own CSV";
    Stage.say(workload);
    Path theirs = stage.data().resolve("theirs.parquet");
    Pairs runs =
        stage.run(
            stage.pairs(),
            stage.pyforge(table.toString(), "-o", ours.toString()),
            stage.pyforge(csv.toString(), "-o", theirs.toString()),
            ours,
            theirs);
    double sameSize = (double) Files.size(csv) / Files.size(table);
    results.add(
        new Measured(
            workload + ": wall time a byte",
            runs.ratio(Measurement::wallSeconds) * sameSize,
            "",
            MUST_OF_CSV,
            AIM_OF_CSV,
            Stage.seconds(runs) + Stage.cpu(runs)));
    Files.delete(ours);
    Files.delete(theirs);
    inSmallHeap("dBASE table", table, ours);
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
    inSmallHeap("Access database", database, tables);
  }

  /** That it ends well is the result; how long it took is told. */
  private void inSmallHeap(String name, Path input, Path output)
      throws IOException, InterruptedException {
    String workload = name + ", " + Stage.size(Files.size(input)) + ", with " + SMALL_HEAP;
    Stage.say(workload);
    MeasuredCommand command =
        Stage.with(
            stage.pyforge(input.toString(), "-o", output.toString(), "--force"),
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
  }
}
