package io.pyforge.core.reader;

import io.pyforge.spi.input.InputSource;
import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A source as a file of this machine, for libraries that take nothing else. */
public final class LocalCopy {
  private LocalCopy() {}

  /**
   * The file itself, or a temporary copy that the engine removes.
   *
   * @param suffix of the copy, with its dot
   */
  public static Path of(InputSource source, ReadContext context, String suffix) throws IOException {
    Optional<Path> path = source.localPath();
    if (path.isPresent()) {
      return path.get();
    }
    Path copy = context.newTempFile(suffix);
    try (InputStream in = source.openStream()) {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }
}
