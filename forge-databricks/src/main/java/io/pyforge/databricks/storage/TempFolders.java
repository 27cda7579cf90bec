package io.pyforge.databricks.storage;

import java.io.IOException;
import java.nio.file.Path;

/** Makes new, empty, owner-only folders that go away with the application. */
public interface TempFolders {
  /**
   * A folder.
   *
   * @param prefix the start of its name
   */
  Path make(String prefix) throws IOException;
}
