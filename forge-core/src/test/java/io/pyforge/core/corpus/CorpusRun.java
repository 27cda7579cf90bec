package io.pyforge.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyforge.core.Forge;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Converts every file of one format of a corpus and compares with the oracles beside them. The
 * corpus is a folder with one folder a format, named by {@code -Dforge.corpus} or {@code
 * FORGE_CORPUS}; without it the tests are skipped. {@code tolerances.properties} lists the files
 * that are read otherwise than their oracle says, with the reason.
 */
final class CorpusRun {
  private static final Set<String> DESCRIPTIONS =
      Set.of("oracle.json", "expected.json", "expected.csv", "tables.json");

  /** What a format's test looks at in one file. */
  interface Comparison {
    /**
     * Converts the file and compares with its oracle.
     *
     * @param out a place for the output that is not there yet: without a suffix
     * @return the first difference, or empty
     * @throws ForgeException if the input cannot be converted, which is right where the oracle
     *     allows it
     */
    Optional<String> difference(Forge forge, Path file, Oracle oracle, Path out) throws IOException;
  }

  private record Verdict(String file, Optional<String> wrong) {}

  private final Path out;

  /**
   * @param out an empty folder for outputs
   */
  CorpusRun(Path out) {
    this.out = out;
  }

  /**
   * Checks all files of a format.
   *
   * @param minimumShare of files that must be right
   */
  void check(String format, double minimumShare, Comparison comparison) throws Exception {
    Path folder = corpus().resolve(format);
    List<Path> files = files(folder);
    assertThat(files).as("files in %s", folder).isNotEmpty();
    Properties tolerances = tolerances();
    List<Verdict> verdicts = new ArrayList<>();
    ExecutorService runner = Executors.newSingleThreadExecutor(CorpusRun::daemon);
    try (Forge forge = Forge.create()) {
      for (Path file : files) {
        verdicts.add(verdict(forge, runner, file, comparison));
      }
    } finally {
      runner.shutdownNow();
    }
    List<Verdict> wrong = verdicts.stream().filter(v -> v.wrong().isPresent()).toList();
    print(format, verdicts.size(), wrong, tolerances);
    assertThat(wrong)
        .as("files read otherwise than their oracle says, without a tolerance")
        .allMatch(v -> tolerances.containsKey(format + "/" + v.file()));
    assertThat(verdicts.size() - wrong.size())
        .isGreaterThanOrEqualTo((int) Math.ceil(verdicts.size() * minimumShare));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "corpus");
    thread.setDaemon(true);
    return thread;
  }

  private static Path corpus() {
    String named = System.getProperty("forge.corpus", System.getenv("FORGE_CORPUS"));
    assumeTrue(
        named != null && !named.isEmpty(),
        "no corpus: name its folder with -Dforge.corpus or FORGE_CORPUS");
    return Path.of(named);
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(
              file -> DESCRIPTIONS.stream().noneMatch(d -> file.toString().endsWith("." + d)))
          .sorted()
          .toList();
    }
  }

  private static Properties tolerances() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = CorpusRun.class.getResourceAsStream("tolerances.properties")) {
      properties.load(in);
    }
    return properties;
  }

  private Verdict verdict(Forge forge, ExecutorService runner, Path file, Comparison comparison)
      throws Exception {
    Oracle oracle = Oracle.of(file);
    String name = file.getFileName().toString();
    Callable<Optional<String>> work =
        () -> difference(forge, file, oracle, out.resolve(name), comparison);
    try {
      return new Verdict(
          name, runner.submit(work).get(oracle.limit().toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return new Verdict(name, Optional.of("took longer than " + oracle.limit()));
    } catch (java.util.concurrent.ExecutionException e) {
      return new Verdict(name, Optional.of("failed: " + e.getCause()));
    }
  }

  private static Optional<String> difference(
      Forge forge, Path file, Oracle oracle, Path out, Comparison comparison) throws IOException {
    String expect = oracle.expect().orElse("");
    Optional<String> difference;
    try {
      difference = comparison.difference(forge, file, oracle, out);
    } catch (ForgeException e) {
      boolean understood = e.kind() == ErrorKind.INPUT;
      return !expect.isEmpty() && understood
          ? Optional.empty()
          : Optional.of(e.kind() + " " + e.code() + ": " + e.problem());
    }
    return expect.equals("error")
        ? Optional.of("converted, although it should be refused")
        : difference;
  }

  @SuppressWarnings("SystemOut") // the table is for whoever reads the build's output
  private static void print(String format, int files, List<Verdict> wrong, Properties tolerances) {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "corpus %-8s files %4d  right %4d  wrong %3d%n",
            format, files, files - wrong.size(), wrong.size()));
    for (Verdict verdict : wrong) {
      String tolerance = tolerances.getProperty(format + "/" + verdict.file(), "no tolerance");
      table.append(
          String.format("  %s: %s (%s)%n", verdict.file(), verdict.wrong().orElse(""), tolerance));
    }
    System.out.print(table);
  }
}
