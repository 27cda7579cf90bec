package io.pyforge.core.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Whether a location is a file of this machine that is already known, links followed. */
final class SameFile {
  private SameFile() {}

  /** Whether two locations are the same file, there already or not. */
  static boolean mean(String one, String other) throws IOException {
    if (one.equals(other)) {
      return true;
    }
    try {
      Path first = path(one);
      Path second = path(other);
      return first.toAbsolutePath().normalize().equals(second.toAbsolutePath().normalize())
          || Files.exists(first) && Files.exists(second) && Files.isSameFile(first, second);
    } catch (InvalidPathException e) {
      return false; // then they are no files of this machine
    }
  }

  private static Path path(String location) {
    return Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
  }

  static boolean is(Path known, String location) throws IOException {
    try {
      Path path = path(location);
      return Files.exists(path) && Files.isSameFile(known, path);
    } catch (InvalidPathException e) {
      return false; // then it is no file of this machine
    }
  }
}
