package io.pyforge.core.writer.excel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Temporary files of tests. */
final class TempFiles {
  private TempFiles() {}

  /** A new, empty file. */
  static Path in(Path folder, String suffix) {
    try {
      return Files.createTempFile(folder, "sheet", suffix);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
