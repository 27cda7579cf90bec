package io.pyforge.core.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.pyforge.core.Forge;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.ConversionResult;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Converts every file of a corpus and compares with the oracles beside them. The corpus is a folder
 * with one folder a format, named by {@code -Dforge.corpus} or {@code FORGE_CORPUS}; without it the
 * test is skipped. {@code tolerances.properties} lists the files that are read otherwise than their
 * oracle says, with the reason.
 */
class CorpusTest {
  private static final Set<String> DESCRIPTIONS =
      Set.of("oracle.json", "expected.json", "expected.csv");

  @TempDir Path out;

  private record Verdict(String file, Optional<String> wrong) {}

  @Test
  void csvIsReadAsOtherToolsReadIt() throws Exception {
    check("csv", 0.98);
  }

  private void check(String format, double minimumShare) throws Exception {
    Path folder = corpus().resolve(format);
    List<Path> files = files(folder);
    assertThat(files).as("files in %s", folder).isNotEmpty();
    Properties tolerances = tolerances();
    List<Verdict> verdicts = new ArrayList<>();
    ExecutorService runner = Executors.newSingleThreadExecutor(CorpusTest::daemon);
    try (Forge forge = Forge.create()) {
      for (Path file : files) {
        verdicts.add(verdict(forge, runner, file));
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
    try (InputStream in = CorpusTest.class.getResourceAsStream("tolerances.properties")) {
      properties.load(in);
    }
    return properties;
  }

  private Verdict verdict(Forge forge, ExecutorService runner, Path file) throws Exception {
    Oracle oracle = Oracle.of(file);
    Callable<Optional<String>> work = () -> difference(forge, file, oracle);
    String name = file.getFileName().toString();
    try {
      return new Verdict(
          name, runner.submit(work).get(oracle.limit().toSeconds(), TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      return new Verdict(name, Optional.of("took longer than " + oracle.limit()));
    } catch (java.util.concurrent.ExecutionException e) {
      return new Verdict(name, Optional.of("failed: " + e.getCause()));
    }
  }

  private Optional<String> difference(Forge forge, Path file, Oracle oracle) {
    String expect = oracle.expect().orElse("");
    Path output = out.resolve(file.getFileName() + ".parquet");
    ConversionResult result;
    try {
      result = forge.convert(ConversionRequest.of(file.toString()).withOutput(output.toString()));
    } catch (ForgeException e) {
      boolean understood = e.kind() == ErrorKind.INPUT;
      return !expect.isEmpty() && understood
          ? Optional.empty()
          : Optional.of(e.kind() + " " + e.code() + ": " + e.problem());
    }
    if (expect.equals("error")) {
      return Optional.of("converted, although it should be refused");
    }
    for (int i = 0; i < oracle.tables().size(); i++) {
      if (i >= result.outputs().size()) {
        return Optional.of(
            "tables " + result.outputs().size() + ", expected " + oracle.tables().size());
      }
      Optional<String> difference =
          TableCheck.difference(oracle, oracle.tables().get(i), result.outputs().get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
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
