package io.pyforge.core.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Whether a location is a file of this machine that is already known, links followed. */
final class SameFile {
  private SameFile() {}

  static boolean is(Path known, String location) throws IOException {
    try {
      Path path =
          Path.of(location.startsWith("file:") ? location.substring("file:".length()) : location);
      return Files.exists(path) && Files.isSameFile(known, path);
    } catch (InvalidPathException e) {
      return false; // then it is no file of this machine
    }
  }
}
