package io.pyforge.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Makes the data file of SQL Server that is measured, in a process of its own: what writes such
 * files is test code of the core, which is run from where the build leaves it.
 */
final class TripDatabaseFile {
  private static final String MAIN = "io.pyforge.core.reader.mdf.testing.TripDatabase";
  private static final Path CORE_TESTS =
      Path.of("..", "forge-core", "target", "test-classes").toAbsolutePath().normalize();

  private TripDatabaseFile() {}

  /** The file with that many rows in {@code folder}, made unless it is there. */
  static Path in(Path folder, long rows) throws IOException, InterruptedException {
    Path file = folder.resolve("trips-" + rows + ".mdf");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = folder.resolve(file.getFileName() + ".part");
      List<String> command =
          List.of(
              Stage.java(),
              "-cp",
              coreTests().toString(),
              MAIN,
              part.toString(),
              Long.toString(rows));
      new MeasuredCommand(command, Map.of(), folder.resolve("log.txt")).run();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private static Path coreTests() {
    Path here = Path.of("forge-core", "target", "test-classes").toAbsolutePath();
    Path tests = Files.isDirectory(here) ? here : CORE_TESTS;
    if (!Files.isDirectory(tests)) {
      throw new IllegalStateException(tests + " is missing: build forge-core with its tests");
    }
    return tests;
  }
}
