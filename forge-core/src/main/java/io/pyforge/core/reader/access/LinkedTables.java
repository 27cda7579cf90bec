package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.util.LinkResolver;
import io.pyforge.core.reader.SourceNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What happens to links to other databases: nothing is opened that a link names, unless the user
 * asks for it, and then only a database in the folder of this one. The folder that the link names
 * is left aside; it is mostly one of another machine.
 */
final class LinkedTables implements LinkResolver {
  private final Optional<Path> folder;
  private final AccessOptions options;

  /**
   * @param folder of the database, if it is a file of this machine
   */
  LinkedTables(Optional<Path> folder, AccessOptions options) {
    this.folder = folder;
    this.options = options;
  }

  /** The database beside this one that a link names, if there is one and it may be opened. */
  Optional<Path> find(String linkedName) {
    String name = linkedName.substring(lastSeparator(linkedName) + 1);
    if (!options.followLinks() || folder.isEmpty() || name.isBlank()) {
      return Optional.empty();
    }
    boolean access = AccessReader.SUFFIXES.contains(SourceNames.suffix(name));
    Path path = folder.get().resolve(name);
    return access && Files.isRegularFile(path) ? Optional.of(path) : Optional.empty();
  }

  private static int lastSeparator(String location) {
    return Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\'));
  }

  @Override
  public Database resolveLinkedDatabase(Database linker, String linkedName) throws IOException {
    Path path = find(linkedName).orElseThrow(() -> new IOException("the link is not followed"));
    return AccessFile.open(path, path.getFileName().toString(), options);
  }
}
