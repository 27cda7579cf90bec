package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.TestClients;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import io.pyforge.databricks.server.Settings;
import io.pyforge.databricks.server.TestWorkspace;
import io.pyforge.spi.engine.HostEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A workspace with the volume {@code main.raw.in}, and a storage that goes by its calls. */
final class StorageFixture implements AutoCloseable {
  static final DatabricksSettings NO_SETTINGS = settings(Long.MAX_VALUE);

  final TestWorkspace server;
  final Workspace workspace;
  final Path temp;
  final VolumeStorage storage;

  StorageFixture(Path folder) throws IOException {
    this(folder, Settings.usual(), NO_SETTINGS);
  }

  StorageFixture(Path folder, Settings serverSettings, DatabricksSettings settings)
      throws IOException {
    server = TestWorkspace.start(serverSettings);
    server.makeVolume("main", "raw", "in");
    workspace = TestClients.byToken(server);
    temp = Files.createDirectories(folder.resolve("temp"));
    HostEnvironment host = TestClients.environment();
    VolumeRoutes routes =
        new VolumeRoutes(
            host,
            settings,
            RuntimeEnvironment.detect(host, path -> false),
            () -> false,
            folder.resolve("no-mount"),
            this::tempFolder,
            "",
            workspace);
    storage = new VolumeStorage(new VolumeLocations(settings, false), routes, settings);
  }

  Path tempFolder(String prefix) throws IOException {
    return Files.createTempDirectory(temp, prefix);
  }

  /** What is left in the folder for what is on its way. */
  List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      return files.toList();
    }
  }

  static DatabricksSettings settings(long maxFileBytes) {
    return new DatabricksSettings(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        maxFileBytes,
        Optional.empty());
  }

  @Override
  public void close() throws IOException {
    workspace.close();
    server.close();
  }
}
