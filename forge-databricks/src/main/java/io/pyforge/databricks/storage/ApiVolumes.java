package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.transfer.TempFolders;
import io.pyforge.databricks.transfer.TransferProgress;
import io.pyforge.databricks.transfer.TransferSizes;
import io.pyforge.databricks.transfer.Upload;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Volumes through the service's calls for files. */
final class ApiVolumes implements VolumeAccess {
  private final Workspace workspace;
  private final TransferSizes sizes;
  private final TempFolders temp;

  /** Folders that were found to be writable: a batch asks for the same one again and again. */
  private final Set<VolumePath> writable = ConcurrentHashMap.newKeySet();

  ApiVolumes(Workspace workspace, TransferSizes sizes, TempFolders temp) {
    this.workspace = workspace;
    this.sizes = sizes;
    this.temp = temp;
  }

  @Override
  public Map<String, String> facts() {
    return Map.of("volume_route", "files-api", "workspace", workspace.signIn().host());
  }

  @Override
  public Optional<RemoteEntry> stat(VolumePath path) {
    return workspace.files().stat(path);
  }

  @Override
  public List<RemoteEntry> list(VolumePath folder) {
    return workspace.files().list(folder);
  }

  @Override
  public InputSource source(RemoteEntry file, String location) {
    return new VolumeSource(workspace, this, file, location, sizes);
  }

  @Override
  public Path newTempFolder() throws IOException {
    return temp.make("volume");
  }

  @Override
  public void store(Path file, VolumePath into, boolean overwrite, boolean compare)
      throws IOException {
    new Upload(workspace, sizes, TransferProgress.NONE).run(file, into, overwrite, compare);
  }

  @Override
  public void makeFolder(VolumePath folder) {
    if (!writable.contains(folder) && !folder.isVolume()) {
      workspace.files().makeFolder(folder);
      writable.add(folder);
    }
  }

  /**
   * Making a folder that is there changes nothing, but only who may write may do so. A volume
   * cannot be made so; who may not write there may not remove a file either, that is not there.
   */
  @Override
  public void checkWritable(VolumePath folder) {
    if (!folder.isVolume()) {
      makeFolder(folder);
    } else if (!writable.contains(folder)) {
      workspace.files().deleteFile(folder.child(".pyforge-" + UUID.randomUUID()));
      writable.add(folder);
    }
  }

  @Override
  public void deleteFile(VolumePath path) {
    workspace.files().deleteFile(path);
  }

  @Override
  public void deleteIfEmpty(VolumePath folder) {
    writable.remove(folder);
    try {
      if (workspace.files().list(folder).isEmpty()) {
        workspace.files().deleteFolder(folder);
      }
    } catch (ForgeException e) {
      if (e.kind() != ErrorKind.NOT_FOUND && e.kind() != ErrorKind.REMOTE) {
        throw e;
      }
      // somebody was faster, or put something there
    }
  }
}
