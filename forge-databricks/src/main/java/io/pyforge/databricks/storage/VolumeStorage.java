package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.volume.NoSuchVolume;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.input.SourceStat;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.storage.NameGlob;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.storage.Storage;
import io.pyforge.spi.storage.StorageEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Places in volumes of Unity Catalog. */
public final class VolumeStorage implements Storage {
  /** Which workspace. */
  public static final OptionSpec WORKSPACE_URL =
      OptionSpec.text(
          "workspace-url",
          null,
          "Address of the Databricks workspace; DATABRICKS_HOST when not given.");

  /** A personal access token. */
  public static final OptionSpec TOKEN =
      OptionSpec.text(
          "token",
          null,
          "Token to sign in to Databricks with; everybody on the machine can see it here, so"
              + " DATABRICKS_TOKEN is better.");

  /** A section of the profiles file. */
  public static final OptionSpec PROFILE =
      OptionSpec.text(
          "profile", null, "Profile of ~/.databrickscfg to sign in to Databricks with.");

  /** Whether outputs are read back. */
  public static final OptionSpec VERIFY =
      OptionSpec.flag("verify", "Read back what was stored in a volume and compare its SHA-256.");

  private final VolumeLocations locations;
  private final VolumeRoutes routes;
  private final DatabricksSettings settings;
  private final OptionValues options;

  /** Shared by all that were made from one: input and output of a run ask different ones. */
  private final Map<String, String> facts;

  /** Volumes by the routes there are. */
  public VolumeStorage(
      VolumeLocations locations, VolumeRoutes routes, DatabricksSettings settings) {
    this(locations, routes, settings, OptionValues.none(), new ConcurrentHashMap<>());
  }

  private VolumeStorage(
      VolumeLocations locations,
      VolumeRoutes routes,
      DatabricksSettings settings,
      OptionValues options,
      Map<String, String> facts) {
    this.locations = locations;
    this.routes = routes;
    this.settings = settings;
    this.options = options;
    this.facts = facts;
  }

  @Override
  public boolean handles(String location) {
    return locations.handles(location);
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(WORKSPACE_URL, PROFILE, TOKEN, VERIFY);
  }

  @Override
  public Storage with(OptionValues values) {
    return new VolumeStorage(locations, routes, settings, values, facts);
  }

  @Override
  public String normalized(String location) {
    return locations.path(location).toString();
  }

  @Override
  public Map<String, String> facts() {
    return Map.copyOf(facts);
  }

  @Override
  public void checkOutput(String location, boolean force) throws IOException {
    VolumePath path = locations.path(location);
    VolumeAccess volumes = way(path);
    Optional<RemoteEntry> there = volumes.stat(path);
    if (there.isPresent() && !there.get().folder()) {
      if (!force) {
        throw VolumeFailures.outputExists(location);
      }
      volumes.checkWritable(path.parent().orElseThrow());
      return;
    }
    VolumePath folder = path;
    while (there.isEmpty() && !folder.isVolume()) {
      folder = folder.parent().orElseThrow();
      there = volumes.stat(folder);
    }
    if (there.isEmpty()) {
      throw NoSuchVolume.of(folder);
    }
    if (!there.get().folder()) {
      throw VolumeFailures.outputBelowFile(location, folder.toString());
    }
    volumes.checkWritable(folder);
  }

  @Override
  public InputSource source(String location) throws IOException {
    VolumePath path = locations.path(location);
    VolumeAccess volumes = way(path);
    Optional<RemoteEntry> found = volumes.stat(path);
    if (found.isEmpty()) {
      throw missing(volumes, path, VolumeFailures.inputMissing(location));
    }
    RemoteEntry entry = found.get();
    if (entry.folder()) {
      throw VolumeFailures.inputIsFolder(location);
    }
    if (entry.size() > settings.maxFileBytes()) {
      throw VolumeFailures.inputTooLarge(location, entry.size(), settings.maxFileBytes());
    }
    return volumes.source(entry, location);
  }

  @Override
  public OutputTarget target(String location, boolean folder, boolean force) throws IOException {
    VolumePath path = locations.path(location);
    if (path.isVolume() && !folder) {
      throw VolumeFailures.outputIsFolder(location);
    }
    return VolumeTarget.open(way(path), location, path, folder, force, options.flag(VERIFY));
  }

  @Override
  public List<StorageEntry> list(String location, String glob) throws IOException {
    VolumePath folder = locations.path(location);
    Pattern pattern = NameGlob.of(glob);
    boolean hidden = glob.startsWith(".");
    VolumeAccess volumes = way(folder);
    List<StorageEntry> found = new ArrayList<>();
    try {
      for (RemoteEntry entry : volumes.list(folder)) {
        String name = entry.path().name();
        if (pattern.matcher(name).matches() && (hidden || !name.startsWith("."))) {
          found.add(entry(entry, entry.path().toString()));
        }
      }
    } catch (ForgeException e) {
      throw e.kind() == ErrorKind.NOT_FOUND
          ? missing(volumes, folder, VolumeFailures.folderMissing(location))
          : e;
    }
    return found;
  }

  @Override
  public Optional<StorageEntry> stat(String location) throws IOException {
    VolumePath path = locations.path(location);
    return way(path).stat(path).map(entry -> entry(entry, location));
  }

  @Override
  public void delete(String location) throws IOException {
    VolumePath path = locations.path(location);
    way(path).deleteFile(path);
  }

  @Override
  public void mkdirs(String location) throws IOException {
    VolumePath path = locations.path(location);
    way(path).makeFolder(path);
  }

  /** {@code inVolume}, unless not even the volume is there. */
  private static ForgeException missing(
      VolumeAccess volumes, VolumePath path, ForgeException inVolume) throws IOException {
    return volumes.stat(path.volume()).isPresent() ? inVolume : NoSuchVolume.of(path);
  }

  private VolumeAccess way(VolumePath path) {
    VolumeAccess way = routes.to(path, options);
    facts.putAll(way.facts());
    return way;
  }

  private static StorageEntry entry(RemoteEntry entry, String location) {
    return new StorageEntry(
        location, entry.folder(), new SourceStat(entry.size(), entry.modified(), entry.etag()));
  }
}
