package io.pyforge.databricks.storage;

import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.volume.VolumePath;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which locations are places in volumes, and which: {@code /Volumes/c/s/v/x}, {@code
 * dbfs:/Volumes/c/s/v/x}, and {@code volume:x}, which is completed by the defaults for catalog,
 * schema and volume.
 */
public final class VolumeLocations {
  /** The start of a location that is completed by defaults. */
  public static final String RELATIVE = "volume:";

  private static final String DBFS = "dbfs:";

  private final DatabricksSettings settings;
  private final boolean insideDatabricks;
  private final Predicate<Path> folders;

  /**
   * With the defaults of a user.
   *
   * @param insideDatabricks elsewhere, what is a path of this machine stays one
   */
  public VolumeLocations(DatabricksSettings settings, boolean insideDatabricks) {
    this(settings, insideDatabricks, Files::isDirectory);
  }

  /**
   * On another machine than this one.
   *
   * @param folders which paths are folders there
   */
  VolumeLocations(DatabricksSettings settings, boolean insideDatabricks, Predicate<Path> folders) {
    this.settings = settings;
    this.insideDatabricks = insideDatabricks;
    this.folders = folders;
  }

  /** Whether a location is one of a volume, rightly written or not. */
  public boolean handles(String location) {
    if (location.startsWith(RELATIVE) || location.startsWith(DBFS)) {
      return true;
    }
    if (VolumePath.isVolumeLocation(location)) {
      return insideDatabricks || !isLocal(location, 2);
    }
    return VolumePath.correction(location).isPresent()
        && !isLocal(location, location.startsWith("/") ? 2 : 1);
  }

  /**
   * Whether the first parts of a location are a folder of this machine; disks of macOS are mounted
   * in {@code /Volumes}.
   */
  private boolean isLocal(String location, int parts) {
    try {
      Path path = Path.of(location);
      int count = Math.min(parts, path.getNameCount());
      Path first = count == 0 ? path : path.subpath(0, count);
      return folders.test(path.isAbsolute() ? path.getRoot().resolve(first) : first);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /**
   * The place that a location names.
   *
   * @throws io.pyforge.spi.error.ForgeException USAGE when it names none
   */
  public VolumePath path(String location) {
    if (location.startsWith(RELATIVE)) {
      return VolumePath.of(completed(location));
    }
    Optional<String> correction = VolumePath.correction(location);
    if (correction.isPresent()) {
      throw VolumeFailures.mistyped(location, correction.get());
    }
    if (!VolumePath.isVolumeLocation(location)) {
      if (!location.startsWith(DBFS)) {
        throw VolumeFailures.elsewhere(location);
      }
      throw VolumeFailures.notAVolume(location);
    }
    return VolumePath.of(location);
  }

  private String completed(String location) {
    String rest = location.substring(RELATIVE.length());
    if (rest.startsWith("/")) {
      throw VolumeFailures.mistyped(
          location, rest.startsWith("/Volumes/") ? rest : "volume:" + rest.substring(1));
    }
    String catalog =
        settings.catalog().orElseThrow(() -> VolumeFailures.notRelative(location, "the catalog"));
    String schema =
        settings.schema().orElseThrow(() -> VolumeFailures.notRelative(location, "the schema"));
    String volume = settings.volume().map(name -> name + "/").orElse("");
    return "/Volumes/" + catalog + "/" + schema + "/" + volume + rest;
  }
}
