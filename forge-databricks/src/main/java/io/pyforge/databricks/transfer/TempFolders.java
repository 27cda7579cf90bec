package io.pyforge.databricks.transfer;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
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
        throw missing(tempDirectory);
      }
      try {
        return Files.createTempDirectory(tempDirectory, "pyforge-" + prefix);
      } catch (IOException e) {
        throw unwritable(tempDirectory, e);
      }
    };
  }

  /**
   * A folder.
   *
   * @param prefix the start of its name
   */
  Path make(String prefix) throws IOException;

  private static ForgeException missing(Path folder) {
    return new ForgeException(
        ErrorKind.USAGE,
        "temp-dir-missing",
        folder + ": the folder for temporary files does not exist",
        "create it, or name another with temp_directory in ~/.pyforge/databricks.yaml");
  }

  private static ForgeException unwritable(Path folder, IOException e) {
    return new ForgeException(
        ErrorKind.ACCESS,
        "temp-dir-unwritable",
        folder + ": temporary files cannot be written there: " + e.getMessage(),
        "name a folder that you may write with temp_directory in ~/.pyforge/databricks.yaml",
        e);
  }
}
