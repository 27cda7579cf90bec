package io.pyforge.databricks.jar;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar converts as the ordinary distribution does, whatever libraries come before it, and
 * without Hadoop, which serverless compute does not have.
 */
class OldLibrariesJarTest {
  private static final Path INPUTS = Path.of("..", "..", "samples", "input").toAbsolutePath();
  private static final Path DAMAGED =
      Path.of(
              "../../forge-core/src/test/resources/io/pyforge/core/reader/parquet",
              "ParquetFuzzTestInputs/anyBytesEndInTablesOrAFailureOfTheInput")
          .toAbsolutePath();
  private static final int FEWEST_CONVERSIONS = 4 * 120 + 200;

  private static final int FEWEST_OUTPUTS = 4 * 120;

  @TempDir Path folder;

  @Test
  void everySampleBecomesTheSameAsInTheDistribution() throws Exception {
    Path ours = folder.resolve("jar");
    Path ordinary = folder.resolve("distribution");
    // Side by side, because the build waits for both.
    CompletableFuture<Void> behindOldLibraries =
        convert(
            ours,
            ClassPaths.joined(
                ClassPaths.oldLibraries(), ClassPaths.jar(), List.of(ClassPaths.programs())));
    convert(
            ordinary,
            ClassPaths.joined(ClassPaths.distribution(), ClassPaths.programs(), List.of()))
        .get();
    behindOldLibraries.get();

    List<String> told = Files.readAllLines(ours.resolve("told.txt"));
    assertThat(told)
        .hasSizeGreaterThan(FEWEST_CONVERSIONS)
        .isEqualTo(Files.readAllLines(ordinary.resolve("told.txt")))
        .noneMatch(line -> line.contains("INTERNAL"));
    Map<String, byte[]> actual = files(ours);
    Map<String, byte[]> expected = files(ordinary);
    assertThat(actual).hasSizeGreaterThan(FEWEST_OUTPUTS).hasSameSizeAs(expected);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    assertThat(actual.keySet())
        .filteredOn(name -> !Arrays.equals(actual.get(name), expected.get(name)))
        .as("outputs that differ")
        .isEmpty();
  }

  private static CompletableFuture<Void> convert(Path into, List<Path> classPath)
      throws IOException {
    Files.createDirectories(into);
    return CompletableFuture.runAsync(
        () -> {
          try {
            JarProcess.Ended ended =
                new JarProcess(into, classPath)
                    .run(SamplesProgram.class.getName(), INPUTS.toString(), DAMAGED.toString());
            assertThat(ended.status()).as(ended.err()).isZero();
            assertThat(ended.out()).isEmpty();
          } catch (IOException | InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  private static Map<String, byte[]> files(Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!name.startsWith(".")) {
          files.put(name, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }
}
