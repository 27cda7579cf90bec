package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The missing folders above an output: made before it is staged, taken back if it is not published.
 */
final class ParentFolders {
  private final Deque<Path> made = new ArrayDeque<>();

  private ParentFolders() {}

  /**
   * Makes {@code folder} and the missing ones above it, and checks that it can be written.
   *
   * @param location the output in the user's words
   */
  static ParentFolders make(Path folder, String location) {
    ParentFolders parents = new ParentFolders();
    Deque<Path> missing = new ArrayDeque<>();
    for (Path p = folder; p != null && !Files.exists(p); p = p.getParent()) {
      missing.push(p);
    }
    try {
      for (Path p : missing) {
        try {
          Files.createDirectory(p);
          parents.made.push(p);
        } catch (FileAlreadyExistsException e) {
          // a run beside this one made it first
        }
      }
      if (!Files.isDirectory(folder)) {
        throw StorageFailures.outputIsFile(folder.toString());
      }
      if (!Files.isWritable(folder)) {
        throw StorageFailures.outputUnwritable(location, "the folder " + folder, null);
      }
      if (Files.getFileStore(folder).getUsableSpace() == 0) {
        throw StorageFailures.noSpace(location, null);
      }
      return parents;
    } catch (IOException e) {
      parents.takeBack();
      // A file in the path shows as "Not a directory"; the system's word says it best.
      throw StorageFailures.writing(location, e);
    } catch (RuntimeException e) {
      parents.takeBack();
      throw e;
    }
  }

  /** Removes the folders that were made, as far as they are still empty. */
  void takeBack() {
    while (!made.isEmpty()) {
      try {
        Files.deleteIfExists(made.pop());
      } catch (IOException e) {
        return; // somebody put something in: it stays, and so do those above
      }
    }
  }
}
