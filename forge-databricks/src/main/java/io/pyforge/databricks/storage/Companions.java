package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.util.Optional;

/** Finds the file beside another whose name differs in its suffix only. */
final class Companions {
  private Companions() {}

  static Optional<InputSource> of(VolumeAccess volumes, RemoteEntry file, String suffix)
      throws IOException {
    Optional<VolumePath> folder = file.path().parent();
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    String name = file.path().name();
    int dot = name.lastIndexOf('.');
    String wanted = (dot > 0 ? name.substring(0, dot) : name) + "." + suffix;
    for (RemoteEntry entry : volumes.list(folder.get())) {
      if (!entry.folder() && entry.path().name().equalsIgnoreCase(wanted)) {
        return Optional.of(volumes.source(entry, entry.path().toString()));
      }
    }
    return Optional.empty();
  }
}
