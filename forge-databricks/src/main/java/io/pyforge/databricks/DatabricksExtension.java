package io.pyforge.databricks;

import com.databricks.sdk.WorkspaceClient;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.command.DatabricksCommand;
import io.pyforge.databricks.command.Surroundings;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import io.pyforge.databricks.environment.RuntimeVersion;
import io.pyforge.databricks.storage.VolumeLocations;
import io.pyforge.databricks.storage.VolumeRoutes;
import io.pyforge.databricks.storage.VolumeStorage;
import io.pyforge.databricks.transfer.TempFolders;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.extension.CommandContribution;
import io.pyforge.spi.extension.ForgeContext;
import io.pyforge.spi.extension.ForgeExtension;
import io.pyforge.spi.storage.Storage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Databricks extension: files in volumes of Unity Catalog as inputs and outputs, and the
 * commands for them. Nothing of the SDK is loaded before a workspace is needed.
 */
public final class DatabricksExtension implements ForgeExtension {
  private static final int SPI_LEVEL = 1;
  private static final String MOUNT = "/Volumes";

  /** Present wherever Spark runs in the same process. */
  private static final String SPARK = "org.apache.spark.SparkContext";

  private final @Nullable Supplier<Workspace> given;
  private @Nullable RuntimeEnvironment runtime;
  private @Nullable VolumeRoutes routes;
  private @Nullable Surroundings surroundings;
  private List<Storage> storages = List.of();

  /** Signs in as options, environment and settings say. */
  public DatabricksExtension() {
    given = null;
  }

  /**
   * Uses a client of the caller's own, with its workspace and sign-in, and no other.
   *
   * @param client stays the caller's
   */
  public DatabricksExtension(WorkspaceClient client) {
    given = () -> Workspace.of(client, programVersion());
  }

  @Override
  public String id() {
    return "databricks";
  }

  @Override
  public int spiLevel() {
    return SPI_LEVEL;
  }

  @Override
  public String description() {
    return "Databricks Unity Catalog integration";
  }

  @Override
  public String version() {
    return programVersion();
  }

  private static String programVersion() {
    String version = DatabricksExtension.class.getPackage().getImplementationVersion();
    return version == null ? "" : version; // classes outside a jar have none
  }

  @Override
  public void start(ForgeContext context) {
    HostEnvironment host = context.environment();
    RuntimeEnvironment found = detect(host);
    DatabricksSettings settings = DatabricksSettings.of(host);
    TempFolders temp =
        settings.tempFolder().map(TempFolders::within).orElse(context::newTempFolder);
    VolumeRoutes made =
        new VolumeRoutes(
            host,
            settings,
            found,
            DatabricksExtension::insideDriver,
            Path.of(MOUNT),
            temp,
            programVersion(),
            given == null ? null : given.get());
    VolumeLocations locations = new VolumeLocations(settings, found.platform().inside());
    runtime = found;
    routes = made;
    storages = List.of(new VolumeStorage(locations, made, settings));
    surroundings = new Surroundings(host, settings, found, locations, made);
  }

  private static RuntimeEnvironment detect(HostEnvironment host) {
    return RuntimeEnvironment.detect(host, folder -> Files.isDirectory(Path.of(folder)));
  }

  private static boolean insideDriver() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Class.forName(SPARK, false, loader);
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  @Override
  public Map<String, String> environmentFacts() {
    RuntimeEnvironment found = runtime;
    if (found == null) {
      return Map.of();
    }
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("platform", found.platform().label());
    found.version().map(RuntimeVersion::raw).ifPresent(v -> facts.put("runtime", v));
    return facts;
  }

  @Override
  public List<Storage> storages() {
    return storages;
  }

  @Override
  public List<CommandContribution> commands() {
    Surroundings around = surroundings;
    return around == null
        ? List.of()
        : List.of(
            new CommandContribution(
                "databricks", DatabricksCommand.create(around), DatabricksCommand.BUILT_INS));
  }

  @Override
  public void close() {
    if (routes != null) {
      routes.close();
    }
  }
}
