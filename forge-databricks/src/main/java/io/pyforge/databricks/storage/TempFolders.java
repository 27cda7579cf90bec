package io.pyforge.databricks.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes new, empty, owner-only folders that go away with the application. */
public interface TempFolders {
  /**
   * Folders in {@code temp_directory}. Whether that is there is asked when one is made: it fails
   * with USAGE when it is not, and with ACCESS when nothing can be made there.
   */
  static TempFolders within(Path tempDirectory) {
    return prefix -> {
      if (!Files.isDirectory(tempDirectory)) {
        throw VolumeFailures.tempMissing(tempDirectory);
      }
      try {
        return Files.createTempDirectory(tempDirectory, "pyforge-" + prefix);
      } catch (IOException e) {
        throw VolumeFailures.tempUnwritable(tempDirectory, e);
      }
    };
  }

  /**
   * A folder.
   *
   * @param prefix the start of its name
   */
  Path make(String prefix) throws IOException;
}
