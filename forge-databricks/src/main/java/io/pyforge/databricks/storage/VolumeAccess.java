package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.input.InputSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A way to the files of volumes. Failures are those of a storage. Thread-safe. */
interface VolumeAccess {
  /** What a result tells about the way. */
  Map<String, String> facts();

  Optional<RemoteEntry> stat(VolumePath path) throws IOException;

  /** What lies directly in a folder, by name; NOT_FOUND when there is none. */
  List<RemoteEntry> list(VolumePath folder) throws IOException;

  /**
   * A file that was found.
   *
   * @param location as the user wrote it
   */
  InputSource source(RemoteEntry file, String location) throws IOException;

  /** A new, empty, owner-only folder of this machine for what is on its way. */
  Path newTempFolder() throws IOException;

  /**
   * Stores a file of this machine; it appears when it is complete.
   *
   * @param compare whether to read back what was stored
   */
  void store(Path file, VolumePath into, boolean overwrite, boolean compare) throws IOException;

  /** Makes a folder and those above it. */
  void makeFolder(VolumePath folder) throws IOException;

  /**
   * Fails unless files may be made in a folder that is there, as far as that can be told without
   * leaving a trace.
   */
  void checkWritable(VolumePath folder) throws IOException;

  void deleteFile(VolumePath path) throws IOException;

  /** Removes a folder if it is empty; no failure when it is not. */
  void deleteIfEmpty(VolumePath folder) throws IOException;
}
