package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.Checksum;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at a file that was just stored. */
final class StoredFile {
  private static final int LOOKS = 4;

  private final Workspace workspace;
  private final VolumePath path;

  StoredFile(Workspace workspace, VolumePath path) {
    this.workspace = workspace;
    this.path = path;
  }

  /**
   * Fails unless it has so many bytes. A file may be seen a little later than it was stored, so a
   * wrong answer is asked for again, and the folder's listing has the last word.
   *
   * @return the file as it is stored
   */
  RemoteEntry checkSize(long expected) {
    long found = -1;
    for (int look = 1; look <= LOOKS; look++) {
      Optional<RemoteEntry> entry = workspace.files().file(path);
      found = entry.map(RemoteEntry::size).orElse(-1L);
      if (entry.isPresent() && found == expected) {
        return entry.get();
      }
      workspace.pause(look);
    }
    long last = found;
    return path.parent().stream()
        .flatMap(folder -> workspace.files().list(folder).stream())
        .filter(entry -> entry.path().equals(path) && entry.size() == expected)
        .findFirst()
        .orElseThrow(() -> differs(last, expected));
  }

  private ForgeException differs(long found, long expected) {
    return new ForgeException(
        ErrorKind.REMOTE,
        "size-differs",
        path
            + (found < 0 ? " is not there" : " has " + found + " bytes")
            + " after "
            + expected
            + " bytes were stored",
        "run it again");
  }

  /** Fails unless it has the very bytes of a file of this machine. */
  void checkContent(Path file) throws IOException {
    String sent = Checksum.of(file);
    Optional<RemoteEntry> entry = workspace.files().file(path);
    String stored = entry.isEmpty() ? "nothing" : Checksum.of(workspace.files(), entry.get());
    if (!sent.equals(stored)) {
      throw new ForgeException(
          ErrorKind.REMOTE,
          "content-differs",
          path + " is not what was stored: SHA-256 " + stored + " instead of " + sent,
          "run it again, and report it as a defect if it stays");
    }
  }
}
