package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import com.healthmarketscience.jackcess.util.LinkResolver;
import io.pyforge.core.reader.SourceNames;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happens to links to other databases: nothing is opened that a link names, unless the user
 * asks for it, and then only a database in the folder of this one. The folder that the link names
 * is left aside; it is mostly one of another machine.
 */
final class LinkedTables implements LinkResolver, Closeable {
  private final Optional<Path> folder;
  private final AccessOptions options;

  private final List<OpenDatabase> followed = new ArrayList<>();

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

  /** Says that another step begins, to all databases that were opened. */
  void nextStep() {
    followed.forEach(database -> database.file().nextStep());
  }

  /** Closes what was opened. */
  @Override
  public void close() throws IOException {
    for (OpenDatabase database : followed) {
      database.close();
    }
  }

  private static int lastSeparator(String location) {
    return Math.max(location.lastIndexOf('/'), location.lastIndexOf('\\'));
  }

  @Override
  public Database resolveLinkedDatabase(Database linker, String linkedName) throws IOException {
    Path path = find(linkedName).orElseThrow(() -> new IOException("the link is not followed"));
    OpenDatabase opened = AccessFile.open(path, path.getFileName().toString(), options);
    followed.add(opened);
    return opened.database();
  }
}
