package io.pyforge.cli.bench;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where commands run: the distribution that is measured, the folder of inputs and outputs, and the
 * environment of both sides.
 *
 * @param pairs of a workload that count
 */
record Stage(Path distribution, Path data, Map<String, String> variables, int pairs) {
  private static final double BYTES_PER_MB = 1e6;
  private static final String SMALL_HEAP = "-Xmx256m";

  /** {@code pyforge convert} with the launcher's defaults. */
  MeasuredCommand pyforge(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(distribution.resolve("bin/pyforge").toString());
    command.add("convert");
    command.addAll(List.of(arguments));
    return new MeasuredCommand(command, variables, data.resolve("log.txt"));
  }

  /** A peer in a JVM of its own, on this program's class path. */
  MeasuredCommand peer(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of(java(), "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new MeasuredCommand(command, variables, data.resolve("log.txt"));
  }

  /** Runs both in turn: a pair that fills the caches, then {@code count} that are kept. */
  Pairs run(int count, MeasuredCommand ours, MeasuredCommand theirs, Path... outputs)
      throws IOException, InterruptedException {
    List<Measurement> ourRuns = new ArrayList<>();
    List<Measurement> theirRuns = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      for (Path output : outputs) {
        Files.deleteIfExists(output);
      }
      Measurement first = ours.run();
      Measurement second = theirs.run();
      if (i > 0) {
        ourRuns.add(first);
        theirRuns.add(second);
      }
    }
    return new Pairs(ourRuns, theirRuns);
  }

  /** Runs a conversion in a heap of 256 MB. That it ends well is the result; the rest is told. */
  Measured inSmallHeap(String name, Path input, Path output)
      throws IOException, InterruptedException {
    String workload = name + ", " + size(Files.size(input)) + ", with " + SMALL_HEAP;
    say(workload);
    MeasuredCommand command =
        with(
            pyforge(input.toString(), "-o", output.toString(), "--force"),
            "PYFORGE_JAVA_OPTS",
            SMALL_HEAP);
    Measurement run = command.run(); // fails unless the status is 0
    return Measured.completed(
        workload,
        String.format(
            Locale.ROOT,
            "completes in %.1f s, %.0f MB at its peak",
            run.wallSeconds(),
            run.peakBytes() / BYTES_PER_MB));
  }

  /** Whether a command can be run here. */
  static boolean works(List<String> command) throws InterruptedException {
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

  /** The same command with more variables. */
  static MeasuredCommand with(MeasuredCommand command, String variable, String value) {
    Map<String, String> more = new TreeMap<>(command.variables());
    more.put(variable, value);
    return new MeasuredCommand(command.arguments(), more, command.log());
  }

  static void say(String what) {
    System.out.println(what);
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  static String classPathOf(Class<?>... types) {
    List<String> paths = new ArrayList<>();
    for (Class<?> type : types) {
      try {
        paths.add(
            Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
      } catch (URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return String.join(File.pathSeparator, paths);
  }

  static String size(long bytes) {
    return bytes >= 1e9
        ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
        : String.format(Locale.ROOT, "%.1f MB", bytes / BYTES_PER_MB);
  }

  static String seconds(Pairs runs) {
    return String.format(
        Locale.ROOT,
        "%.2f and %.2f s",
        Pairs.median(runs.ours(), Measurement::wallSeconds),
        Pairs.median(runs.theirs(), Measurement::wallSeconds));
  }

  static String cpu(Pairs runs) {
    double ratio = runs.ratio(Measurement::cpuSeconds);
    return Double.isNaN(ratio)
        ? ""
        : String.format(Locale.ROOT, "; processor time ratio %.2f", ratio);
  }
}
