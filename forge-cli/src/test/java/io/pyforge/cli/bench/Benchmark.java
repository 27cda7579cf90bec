package io.pyforge.cli.bench;

import io.pyforge.cli.testing.BenchmarkData;
import io.pyforge.cli.testing.BenchmarkData.Kind;
import io.pyforge.cli.testing.PluginJar;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures the distribution, by its own launcher, against DuckDB in a JVM of its own: whole
 * processes, in turn, a pair to warm up and then the pairs that count.
 *
 * <p>System properties: {@code bench.distribution} (the unpacked distribution), {@code bench.data}
 * (folder of inputs and outputs), {@code bench.page} (the page that gets the results), {@code
 * bench.taxi.rows} (the databases go with it), {@code bench.wide.rows}, {@code bench.pairs}, {@code
 * bench.large}, {@code bench.large.times}, {@code bench.only} ({@code csv}, {@code formats} or
 * {@code databases}), {@code bench.python} (a Python with openpyxl). With other values than the
 * default nothing is judged and the page stays as it is; the results are always in {@code
 * results.md} of the data folder.
 */
final class Benchmark {
  private static final long TAXI_ROWS = 6_000_000;
  private static final long WIDE_ROWS = 215_000;
  private static final int SMALL_ROWS = 10;
  private static final int PROVIDERS = 15;
  private static final int THREADS = 2;

  /** A process of a fraction of a second needs more runs for a steady median. */
  private static final int SMALL_PAIRS = 15;

  private static final double MILLIS_PER_MICRO = 1e-3;
  private static final double BYTES_PER_MB = 1e6;

  private final Path distribution = path("bench.distribution");
  private final Path data = path("bench.data");
  private final long taxiRows = Long.getLong("bench.taxi.rows", TAXI_ROWS);
  private final long wideRows = Long.getLong("bench.wide.rows", WIDE_ROWS);
  private final int pairs = Integer.getInteger("bench.pairs", 5);
  private final boolean large = Boolean.getBoolean("bench.large");
  private final String only = System.getProperty("bench.only", "");
  private final int largeTimes = Integer.getInteger("bench.large.times", 20);
  private final Map<String, String> variables;
  private final Stage stage;
  private final List<Measured> results = new ArrayList<>();

  private Benchmark() throws IOException {
    Path home = Files.createDirectories(data.resolve("home"));
    // A home of its own: no settings and plug-ins of this machine. More than two processors would
    // make more workers than the peer has threads.
    variables =
        Runtime.getRuntime().availableProcessors() == THREADS
            ? Map.of("HOME", home.toString())
            : Map.of(
                "HOME", home.toString(), "PYFORGE_PARALLEL_WORKERS", Integer.toString(THREADS));
    stage = new Stage(distribution, data, variables, pairs);
  }

  public static void main(String[] arguments) throws Exception {
    Benchmark benchmark = new Benchmark();
    benchmark.measure();
    boolean fullSize =
        benchmark.taxiRows == TAXI_ROWS
            && benchmark.wideRows == WIDE_ROWS
            && benchmark.only.isEmpty();
    String report = benchmark.report();
    Files.writeString(benchmark.data.resolve("results.md"), report);
    System.out.println("\n" + report);
    if (!fullSize) {
      System.out.println(
          "Not everything at its default size: nothing is judged, the page is unchanged.");
      return;
    }
    ResultPage.write(path("bench.page"), report);
    List<Measured> missed = benchmark.results.stream().filter(m -> !m.passes()).toList();
    if (!missed.isEmpty()) {
      missed.forEach(m -> System.err.println("missed: " + m.workload()));
      System.exit(1);
    }
  }

  private void measure() throws IOException, InterruptedException, SQLException {
    makeClassArchive();
    Stage.say("making data");
    Path taxi = BenchmarkData.file(data, Kind.TAXI, taxiRows);
    Path wide = BenchmarkData.file(data, Kind.WIDE, wideRows);
    Path small = BenchmarkData.file(data, Kind.TAXI, SMALL_ROWS);

    if (measures("csv")) {
      conversion("mixed CSV, %s, snappy", taxi, "snappy", 0.60, 0.45, true);
      conversion("mixed CSV, %s, zstd", taxi, "zstd", 0.65, 0.50, false);
      conversion("wide text CSV, %s, snappy", wide, "snappy", 0.50, 0.35, false);
      if (large) {
        largeInput(taxi);
      }
      smallInput(small);
      discovery();
    }
    if (measures("formats")) {
      results.addAll(new FormatWorkloads(stage).measure());
    }
    if (measures("databases")) {
      results.addAll(new DatabaseWorkloads(stage, taxiRows).measure());
    }
    if (measures("volumes")) {
      results.addAll(new VolumeWorkloads(stage, taxiRows).measure());
    }
  }

  private boolean measures(String part) {
    return only.isEmpty() || only.equals(part);
  }

  private void conversion(
      String name, Path input, String codec, double must, double aim, boolean memory)
      throws IOException, InterruptedException, SQLException {
    String workload = String.format(Locale.ROOT, name, Stage.size(Files.size(input)));
    Stage.say(workload);
    Path ours = data.resolve("ours.parquet");
    Path theirs = data.resolve("theirs.parquet");
    Pairs runs = run(pairs, input, ours, theirs, codec);
    results.add(
        new Measured(
            workload + ": wall time",
            runs.ratio(Measurement::wallSeconds),
            "",
            must,
            aim,
            Stage.seconds(runs) + Stage.cpu(runs)));
    if (memory) {
      results.add(
          new Measured(
              workload + ": peak memory",
              runs.ratio(Measurement::peakBytes),
              "",
              0.50,
              0.25,
              String.format(
                  Locale.ROOT,
                  "%.0f and %.0f MB",
                  Pairs.median(runs.ours(), Measurement::peakBytes) / BYTES_PER_MB,
                  Pairs.median(runs.theirs(), Measurement::peakBytes) / BYTES_PER_MB)));
    }
    results.add(
        new Measured(
            workload + ": output size",
            (double) Files.size(ours) / Files.size(theirs),
            "",
            1.02,
            0.99,
            Stage.size(Files.size(ours)) + " and " + Stage.size(Files.size(theirs))));
    Stage.say("comparing contents");
    ContentComparison.requireEqual(
        ours, theirs, Files.createDirectories(data.resolve("duckdb-scratch")));
    Files.delete(ours);
    Files.delete(theirs);
  }

  private Pairs run(int count, Path input, Path ours, Path theirs, String codec)
      throws IOException, InterruptedException {
    return stage.run(
        count,
        stage.pyforge(input.toString(), "-o", ours.toString(), "--compression", codec),
        stage.peer(
            DuckDbConversion.class,
            input.toString(),
            theirs.toString(),
            codec,
            Integer.toString(THREADS)),
        ours,
        theirs);
  }

  /** The same rows again and again through a pipe, which nothing knows the size of. */
  private void largeInput(Path taxi) throws IOException, InterruptedException {
    long bytes = Files.size(taxi) * largeTimes;
    // The input is kept in the temporary folder, the output is beside it.
    if (data.toFile().getUsableSpace() < bytes + bytes / 2) {
      throw new IllegalStateException(
          data + " has too little free space for " + Stage.size(bytes) + " from a pipe");
    }
    Stage.say(Stage.size(bytes) + " from a pipe");
    Path output = data.resolve("ours.parquet");
    Path temp = Files.createDirectories(data.resolve("temp"));
    double[] peaks = new double[2];
    double seconds = 0;
    for (int i = 0; i < 2; i++) {
      int times = i == 0 ? 1 : largeTimes;
      MeasuredCommand command = stage.pyforge("-", "-o", output.toString(), "--from", "csv");
      Map<String, String> withTemp = new java.util.TreeMap<>(command.variables());
      withTemp.put("PYFORGE_TEMP_DIR", temp.toString());
      Measurement run =
          new MeasuredCommand(command.arguments(), withTemp, command.log())
              .run(out -> repeat(taxi, times, out));
      peaks[i] = run.peakBytes();
      seconds = run.wallSeconds();
      Files.delete(output);
    }
    results.add(
        new Measured(
            String.format(
                Locale.ROOT,
                "mixed CSV, %s from a pipe against %s: peak memory",
                Stage.size(bytes),
                Stage.size(Files.size(taxi))),
            peaks[1] / peaks[0],
            "",
            1.3,
            1.05,
            String.format(
                Locale.ROOT,
                "%.0f and %.0f MB; %.0f s",
                peaks[1] / BYTES_PER_MB,
                peaks[0] / BYTES_PER_MB,
                seconds)));
  }

  private static void repeat(Path csv, int times, OutputStream out) throws IOException {
    for (int i = 0; i < times; i++) {
      try (InputStream in = Files.newInputStream(csv)) {
        if (i > 0) {
          while (in.read() != '\n') {
            // the header is there already
          }
        }
        in.transferTo(out);
      }
    }
  }

  private void smallInput(Path small) throws IOException, InterruptedException {
    if (!Files.isDirectory(distribution.resolve("plugins/databricks"))) {
      throw new IllegalStateException(distribution + " has no plugins/databricks");
    }
    String workload = SMALL_ROWS + "-row CSV, the Databricks plug-in installed";
    Stage.say(workload);
    Pairs runs =
        run(
            SMALL_PAIRS,
            small,
            data.resolve("ours.parquet"),
            data.resolve("theirs.parquet"),
            "snappy");
    results.add(
        new Measured(
            workload + ": wall time",
            runs.ratio(Measurement::wallSeconds),
            "",
            0.50,
            0.30,
            Stage.seconds(runs) + Stage.cpu(runs)));
  }

  /** Plug-ins that declare nothing, so that each must be loaded and constructed. */
  private void discovery() throws IOException, InterruptedException {
    Stage.say("discovery of " + PROVIDERS + " extensions");
    Path place = data.resolve("providers");
    for (int i = 0; i < PROVIDERS; i++) {
      String id = "provider-" + (char) ('a' + i);
      if (!Files.exists(place.resolve(id).resolve(id + ".jar"))) {
        PluginJar.make(place, id, "", Map.of());
      }
    }
    List<String> command = new ArrayList<>(List.of(Stage.java()));
    command.addAll(List.of("-Xlog:disable", "-XX:-UsePerfData", "-Xms64m", "-XX:+UseSerialGC"));
    String launcher = Files.readString(distribution.resolve("bin/pyforge"));
    String classPathProperty = io.pyforge.core.extension.ExtensionRegistry.CLASS_PATH_PROPERTY;
    if (launcher.contains(classPathProperty + "=false")) {
      command.add("-D" + classPathProperty + "=false");
    }
    command.addAll(
        List.of(
            "-cp",
            cliJar() + java.io.File.pathSeparator + Stage.classPathOf(DiscoveryTime.class),
            DiscoveryTime.class.getName()));
    Map<String, String> withPlugins = new java.util.TreeMap<>(variables);
    withPlugins.put("PYFORGE_PLUGIN_PATH", place.toString());
    MeasuredCommand measured =
        new MeasuredCommand(command, withPlugins, data.resolve("discovery.txt"));
    double[] millis = new double[pairs];
    for (int i = 0; i <= pairs; i++) {
      measured.run();
      String[] printed = Files.readString(measured.log()).strip().split(" ");
      if (Integer.parseInt(printed[0]) < PROVIDERS) {
        throw new IllegalStateException(printed[0] + " extensions found, not " + PROVIDERS);
      }
      if (i > 0) {
        millis[i - 1] = Long.parseLong(printed[1]) * MILLIS_PER_MICRO;
      }
    }
    results.add(
        new Measured(
            "finding " + PROVIDERS + " extensions, in a fresh JVM",
            Measured.median(millis),
            " ms",
            100,
            30,
            "each loaded and constructed"));
  }

  private String report() throws IOException, SQLException {
    StringBuilder text = new StringBuilder();
    text.append("Measured on ").append(LocalDate.now(ZoneOffset.UTC)).append(": ");
    text.append(processor()).append(", ");
    text.append(Runtime.getRuntime().availableProcessors()).append(" processors");
    text.append(memory()).append("; ").append(System.getProperty("os.name")).append("; JVM ");
    text.append(System.getProperty("java.runtime.version")).append("; DuckDB ");
    text.append(duckDbVersion()).append("; ").append(pairs).append(" pairs; memory and processor ");
    text.append("time by ").append(MeasuredCommand.method()).append(".\n\n");
    text.append("| workload | ours / peer | must | aim | | ours and peer |\n");
    text.append("|---|---|---|---|---|---|\n");
    results.forEach(result -> text.append(result.row()).append('\n'));
    return text.toString();
  }

  /** What the launcher does by itself in the background of its first command. */
  private void makeClassArchive() throws IOException, InterruptedException {
    MeasuredCommand command = stage.pyforge();
    Map<String, String> make = new java.util.TreeMap<>(command.variables());
    make.put("PYFORGE_CLASS_ARCHIVE", "make");
    new MeasuredCommand(command.arguments(), make, command.log()).run();
  }

  private static String processor() throws IOException {
    Path cpuinfo = Path.of("/proc/cpuinfo");
    if (Files.isReadable(cpuinfo)) {
      try (Stream<String> lines = Files.lines(cpuinfo)) {
        Optional<String> model = lines.filter(line -> line.startsWith("model name")).findFirst();
        if (model.isPresent()) {
          return model.get().replaceFirst(".*:\\s*", "");
        }
      }
    }
    return System.getProperty("os.arch");
  }

  private static String memory() throws IOException {
    Path meminfo = Path.of("/proc/meminfo");
    if (!Files.isReadable(meminfo)) {
      return "";
    }
    String kib = Files.readAllLines(meminfo).get(0).replaceAll("\\D", "");
    return String.format(Locale.ROOT, ", %.0f GB", Double.parseDouble(kib) * 1024 / 1e9);
  }

  private static String duckDbVersion() throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  private Path cliJar() throws IOException {
    try (Stream<Path> jars = Files.list(distribution.resolve("lib"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith("forge-cli-"))
          .findFirst()
          .orElseThrow();
    }
  }

  private static Path path(String property) {
    return Path.of(System.getProperty(property)).toAbsolutePath().normalize();
  }
}
