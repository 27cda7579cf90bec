package io.pyforge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.pyforge.cli.testing.BenchmarkData;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A conversion that is killed at any point leaves the destination as it was or complete, and the
 * next one cleans up; one that is asked to end cleans up by itself.
 *
 * <p>{@code -Dkill.count} says how many kills there are, {@code -Dkill.seed} when they come.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "signals")
class KillTest {
  private static final int ROWS = 200_000;
  private static final int KILLS = Integer.getInteger("kill.count", 4);
  private static final long SEED = Long.getLong("kill.seed", 42);

  /** Most kills come while a file is staged; those that do not are not counted. */
  private static final int ATTEMPTS_PER_KILL = 5;

  private static final int KILLED = 128 + 9;
  private static final byte[] OLD = "what was there before".getBytes();

  @TempDir private static Path shared;
  private static Path input;
  private static byte[] complete;
  private static long stagedNanos;

  @TempDir private Path folder;
  private Path temp;
  private Path output;
  private PyForgeProcess program;

  @BeforeAll
  static void wholeRun() throws Exception {
    input = BenchmarkData.file(shared, BenchmarkData.Kind.TAXI, ROWS);
    Path output = shared.resolve("whole.parquet");
    PyForgeProcess program = PyForgeProcess.in(shared);
    Process process = program.start("convert", input.toString(), output.toString());
    awaitStaged(process, output);
    long start = System.nanoTime();
    assertThat(program.end(process).status()).isZero();
    stagedNanos = System.nanoTime() - start;
    complete = Files.readAllBytes(output);
    assertThat(rowCount(output)).isEqualTo(ROWS);
  }

  @BeforeEach
  void ownFolders() throws IOException {
    temp = Files.createDirectory(folder.resolve("temp"));
    output = folder.resolve("out.parquet");
    program = PyForgeProcess.in(folder).with("PYFORGE_TEMP_DIR", temp.toString());
  }

  @ParameterizedTest(name = "old file {0}, piped {1}")
  @CsvSource({"false, false", "true, false", "true, true"})
  void killedConversionLeavesTheOldFileOrTheWholeNewOne(boolean old, boolean piped)
      throws Exception {
    Random random = new Random(SEED);
    int wanted = Math.max(1, (KILLS + (old ? 1 : 2)) / 3);
    int hits = 0;
    int untouched = 0;
    for (int i = 0; hits < wanted && i < wanted * ATTEMPTS_PER_KILL; i++) {
      Files.deleteIfExists(output);
      if (old) {
        Files.write(output, OLD);
      }
      if (!killWhileStaged((long) (random.nextDouble() * stagedNanos), piped)) {
        continue;
      }
      hits++;
      if (Files.exists(output) && !java.util.Arrays.equals(Files.readAllBytes(output), OLD)) {
        assertThat(Files.readAllBytes(output)).isEqualTo(complete);
        assertThat(rowCount(output)).isEqualTo(ROWS);
      } else {
        assertThat(Files.exists(output)).isEqualTo(old);
        untouched++;
      }
      nextRunSucceedsAndCleansUp(piped);
    }
    System.out.printf(
        "%d kills with a staged file, old file %s, piped %s: %d left the destination as it was, %d"
            + " complete%n",
        hits, old, piped, untouched, hits - untouched);
    assertThat(hits).isEqualTo(wanted);
  }

  /** Whether the kill met a living process and a staged file. */
  private boolean killWhileStaged(long delayNanos, boolean piped) throws Exception {
    Process process = start(piped);
    awaitStaged(process, output);
    LockSupport.parkNanos(delayNanos);
    boolean staged = !PyForgeProcess.staged(output).isEmpty();
    process.destroyForcibly();
    return program.end(process).status() == KILLED && staged;
  }

  private void nextRunSucceedsAndCleansUp(boolean piped) throws Exception {
    Path small = Files.writeString(folder.resolve("small.csv"), "id\n1\n2\n");
    CommandLineRun run =
        piped
            ? program.run(
                small.toFile(), "convert", "-", "-o", output.toString(), "--from", "csv", "--force")
            : program.run("convert", small.toString(), output.toString(), "--force");
    assertThat(run.status()).as(run.err()).isZero();
    assertThat(rowCount(output)).isEqualTo(2);
    assertThat(PyForgeProcess.staged(output)).isEmpty();
    assertNoTemporaryFiles();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143, false", "INT, 130, false", "TERM, 143, true", "INT, 130, true"})
  void conversionThatIsAskedToEndLeavesNothing(String signal, int status, boolean piped)
      throws Exception {
    assumeFalse(
        signal.equals("INT") && interruptIgnored(),
        "this build runs in the background, where SIGINT is ignored");
    Files.write(output, OLD);
    Process process = start(piped);
    awaitStaged(process, output);
    signal(signal, process);
    CommandLineRun run = program.end(process);
    assertThat(run.status()).as(run.err()).isEqualTo(status);
    assertThat(run.out()).isEmpty();
    assertThat(output).hasBinaryContent(OLD);
    assertThat(PyForgeProcess.staged(output)).isEmpty();
    assertNoTemporaryFiles();
  }

  @Test
  void newOutputOfAConversionThatIsAskedToEndIsNotThere() throws Exception {
    Path deep = folder.resolve("new/folder/out.parquet");
    Process process = program.start("convert", input.toString(), deep.toString());
    while (!Files.exists(deep.getParent())) {
      assertThat(process.isAlive()).isTrue();
      Thread.onSpinWait();
    }
    awaitStaged(process, deep);
    signal("TERM", process);
    assertThat(program.end(process).status()).isEqualTo(143);
    assertThat(folder.resolve("new")).doesNotExist();
  }

  private Process start(boolean piped) throws IOException {
    return piped
        ? program.start(
            new File(input.toString()),
            "convert",
            "-",
            "-o",
            output.toString(),
            "--from",
            "csv",
            "--force")
        : program.start("convert", input.toString(), output.toString(), "--force");
  }

  private void assertNoTemporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.filter(f -> f.getFileName().toString().startsWith("pyforge-"))).isEmpty();
    }
  }

  /** Returns as soon as a file is staged, or the process is gone. */
  private static void awaitStaged(Process process, Path output) throws IOException {
    while (process.isAlive() && PyForgeProcess.staged(output).isEmpty()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private static void signal(String name, Process process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** A shell without job control starts background commands with SIGINT ignored, for good. */
  private static boolean interruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    List<String> lines = Files.readAllLines(status);
    String mask = lines.stream().filter(l -> l.startsWith("SigIgn:")).findFirst().orElseThrow();
    return (Long.parseUnsignedLong(mask.substring(7).strip(), 16) & 1 << 2 - 1) != 0;
  }

  private static long rowCount(Path parquet) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM '" + parquet + "'")) {
      rows.next();
      return rows.getLong(1);
    }
  }
}
