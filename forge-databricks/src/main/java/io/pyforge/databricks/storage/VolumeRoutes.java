package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.SignInChoices;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.config.DatabricksSettings;
import io.pyforge.databricks.environment.RuntimeEnvironment;
import io.pyforge.databricks.transfer.TempFolders;
import io.pyforge.databricks.transfer.TransferSizes;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.engine.HostEnvironment;
import io.pyforge.spi.option.OptionValues;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how files of volumes are reached: by the service's calls, or, in a process that a cluster
 * runs beside its driver and that has no sign-in, by the mount. Workspaces are made once for each
 * sign-in and closed with this. Thread-safe.
 */
public final class VolumeRoutes implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(VolumeRoutes.class);

  private final HostEnvironment host;
  private final DatabricksSettings settings;
  private final RuntimeEnvironment runtime;
  private final BooleanSupplier insideDriver;
  private final Path mount;
  private final TempFolders temp;
  private final String version;
  private final @Nullable Workspace given;
  private final Map<SignInChoices, Workspace> workspaces = new HashMap<>();
  private final Map<Workspace, ApiVolumes> volumes = new HashMap<>();
  private boolean warned;

  /**
   * Routes from here.
   *
   * @param insideDriver whether this is the process of a driver, where the mount is not reliable
   * @param mount {@code /Volumes}
   * @param given a workspace of the user's own, used before all others; null for none
   */
  public VolumeRoutes(
      HostEnvironment host,
      DatabricksSettings settings,
      RuntimeEnvironment runtime,
      BooleanSupplier insideDriver,
      Path mount,
      TempFolders temp,
      String version,
      @Nullable Workspace given) {
    this.host = host;
    this.settings = settings;
    this.runtime = runtime;
    this.insideDriver = insideDriver;
    this.mount = mount;
    this.temp = temp;
    this.version = version;
    this.given = given;
  }

  /** The way to a volume, with the sign-in that options and environment come to. */
  VolumeAccess to(VolumePath path, OptionValues options) {
    if (given != null) {
      return api(given);
    }
    SignInChoices choices = choices(options);
    boolean mounted =
        !choices.any()
            && runtime.platform().inside()
            && !insideDriver.getAsBoolean()
            && MountedVolumes.serves(mount, path);
    LOG.debug("{} by {}", path, mounted ? "the mount" : "the Files API");
    return mounted ? new MountedVolumes(mount, temp) : api(workspace(options));
  }

  /** The workspace that options and environment come to. */
  public synchronized Workspace workspace(OptionValues options) {
    if (given != null) {
      return given;
    }
    return workspaces.computeIfAbsent(choices(options), choices -> Workspace.of(choices, version));
  }

  /** Where what is on its way lies on this machine. */
  public TempFolders temp() {
    return temp;
  }

  /** What a user said about workspace and sign-in. */
  public SignInChoices choices(OptionValues options) {
    Optional<String> token = options.text(VolumeStorage.TOKEN);
    warnOfToken(token);
    return SignInChoices.of(
        options.text(VolumeStorage.WORKSPACE_URL),
        token,
        options.text(VolumeStorage.PROFILE),
        settings.workspaceUrl(),
        host);
  }

  private synchronized void warnOfToken(Optional<String> token) {
    if (token.isPresent() && !warned) {
      warned = true;
      LOG.warn(
          "a token on a command line can be seen by everybody on this machine; use DATABRICKS_TOKEN"
              + " or a profile instead");
    }
  }

  /** How large files are cut. */
  public TransferSizes sizes() {
    return settings
        .partBytes()
        .map(part -> new TransferSizes(Math.max(TransferSizes.USUAL.inParts(), part), part))
        .orElse(TransferSizes.USUAL);
  }

  private synchronized ApiVolumes api(Workspace workspace) {
    return volumes.computeIfAbsent(workspace, made -> new ApiVolumes(made, sizes(), temp));
  }

  @Override
  public synchronized void close() {
    workspaces.values().forEach(Workspace::close);
    workspaces.clear();
    volumes.clear();
  }
}
