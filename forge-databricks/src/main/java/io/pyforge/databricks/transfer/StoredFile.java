package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.Checksum;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.databricks.volume.VolumePath;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at a file that was just stored. It may be seen a little later than it was stored, so a
 * wrong answer is asked for again, and the folder's listing has the last word.
 */
final class StoredFile {
  private static final int LOOKS = 4;

  private final Workspace workspace;
  private final VolumePath path;

  StoredFile(Workspace workspace, VolumePath path) {
    this.workspace = workspace;
    this.path = path;
  }

  /**
   * Fails unless it has so many bytes.
   *
   * @return the file as it is stored
   */
  RemoteEntry checkSize(long expected) {
    long[] found = {-1};
    return ofSize(expected, found).orElseThrow(() -> differs(found[0], expected));
  }

  private Optional<RemoteEntry> ofSize(long expected, long[] found) {
    for (int look = 1; look <= LOOKS; look++) {
      Optional<RemoteEntry> entry = workspace.files().file(path);
      found[0] = entry.map(RemoteEntry::size).orElse(-1L);
      if (entry.isPresent() && found[0] == expected) {
        return entry;
      }
      workspace.pause(look);
    }
    return path.parent().stream()
        .flatMap(folder -> workspace.files().list(folder).stream())
        .filter(entry -> entry.path().equals(path) && entry.size() == expected)
        .findFirst();
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

  /**
   * Fails unless it has the very bytes of a file of this machine.
   *
   * @param stored as it was found
   */
  void checkContent(Path file, RemoteEntry stored) throws IOException {
    String sent = Checksum.of(file);
    String there = Checksum.of(workspace.files(), stored);
    if (!sent.equals(there)) {
      throw new ForgeException(
          ErrorKind.REMOTE,
          "content-differs",
          path + " is not what was stored: SHA-256 " + there + " instead of " + sent,
          "run it again, and report it as a defect if it stays");
    }
  }

  /** Whether it is there and has the very bytes of a file of this machine. */
  boolean holds(Path file) throws IOException {
    Optional<RemoteEntry> stored = ofSize(Files.size(file), new long[1]);
    return stored.isPresent()
        && Checksum.of(file).equals(Checksum.of(workspace.files(), stored.get()));
  }
}
