package io.pyforge.databricks.server;

import io.pyforge.databricks.server.http.Content;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Volumes and what lies in them. Every change is atomic; a file that is open keeps its bytes when
 * another version takes its place.
 */
final class StoredTree {
  /**
   * One line of a listing.
   *
   * @param name the last part of its path
   * @param file null for a folder
   * @param modified when
   */
  record Entry(String name, @Nullable StoredFile file, Instant modified) {}

  /**
   * A file that is open.
   *
   * @param file the version that was opened
   * @param content to be closed
   */
  record Opened(StoredFile file, Content content) {}

  private final TreeMap<String, StoredVolume> volumes = new TreeMap<>();
  private final TreeMap<String, StoredFolder> roots = new TreeMap<>();
  private final TreeSet<String> schemas = new TreeSet<>();
  private long versions;

  synchronized void makeSchema(String catalog, String schema) {
    schemas.add((catalog + "." + schema).toLowerCase(Locale.ROOT));
  }

  synchronized boolean hasCatalog(String catalog) {
    String start = catalog.toLowerCase(Locale.ROOT) + ".";
    return schemas.stream().anyMatch(schema -> schema.startsWith(start));
  }

  synchronized boolean hasSchema(String catalog, String schema) {
    return schemas.contains((catalog + "." + schema).toLowerCase(Locale.ROOT));
  }

  /** False if there is one of this name. */
  synchronized boolean addVolume(StoredVolume volume) {
    if (volumes.containsKey(volume.fullName())) {
      return false;
    }
    volumes.put(volume.fullName(), volume);
    roots.put(volume.fullName(), new StoredFolder());
    return true;
  }

  synchronized Optional<StoredVolume> volume(String fullName) {
    return Optional.ofNullable(volumes.get(fullName.toLowerCase(Locale.ROOT)));
  }

  synchronized List<StoredVolume> volumes() {
    return List.copyOf(volumes.values());
  }

  /** Puts another description, maybe with another name, in the place of one. */
  synchronized void replaceVolume(String fullName, StoredVolume changed) {
    volumes.remove(fullName);
    StoredFolder root = roots.remove(fullName);
    volumes.put(changed.fullName(), changed);
    roots.put(changed.fullName(), root == null ? new StoredFolder() : root);
  }

  /** Files and all. */
  synchronized void removeVolume(String fullName) throws IOException {
    volumes.remove(fullName);
    StoredFolder root = roots.remove(fullName);
    if (root != null) {
      deleteAll(root);
    }
  }

  private static void deleteAll(StoredFolder folder) throws IOException {
    for (StoredFile file : folder.files.values()) {
      file.blob().delete();
    }
    for (StoredFolder inner : folder.folders.values()) {
      deleteAll(inner);
    }
  }

  private @Nullable StoredFolder folder(FilePath path) {
    StoredFolder folder = roots.get(path.volume());
    for (String name : path.names()) {
      if (folder == null) {
        return null;
      }
      folder = folder.folders.get(name);
    }
    return folder;
  }

  synchronized boolean isFolder(FilePath path) {
    return folder(path) != null;
  }

  synchronized Optional<StoredFile> file(FilePath path) {
    StoredFolder parent = path.isVolume() ? null : folder(path.parent());
    return Optional.ofNullable(parent).map(folder -> folder.files.get(path.name()));
  }

  synchronized Optional<Opened> open(FilePath path) throws IOException {
    Optional<StoredFile> file = file(path);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new Opened(file.get(), file.get().blob().open()));
  }

  /** Refuses a file that could not be put there now. */
  synchronized void checkPut(FilePath path, boolean overwrite) throws Refusal {
    StoredFolder parent = path.isVolume() ? null : folder(path.parent());
    if (path.isVolume() || folder(path) != null) {
      throw Refusal.of(409, "ALREADY_EXISTS", path + " is a directory.");
    }
    if (parent == null) {
      throw Refusal.of(404, "NOT_FOUND", "The parent directory of " + path + " does not exist.");
    }
    if (!overwrite && parent.files.containsKey(path.name())) {
      throw Refusal.of(409, "ALREADY_EXISTS", "The file " + path + " already exists.");
    }
  }

  /**
   * Puts a file there in one step; its time is at least a second after that of the version before,
   * so that dates in headers tell them apart.
   *
   * @param lastModified null for now
   */
  synchronized StoredFile put(
      FilePath path, Blob blob, boolean overwrite, @Nullable Instant lastModified)
      throws Refusal, IOException {
    checkPut(path, overwrite);
    StoredFolder parent = folder(path.parent());
    if (parent == null) {
      throw new IllegalStateException("checked above");
    }
    StoredFile old = parent.files.get(path.name());
    Instant now = Instant.now();
    if (old != null && now.isBefore(old.lastModified().plus(1, ChronoUnit.SECONDS))) {
      now = old.lastModified().plus(1, ChronoUnit.SECONDS);
    }
    versions++;
    StoredFile file =
        new StoredFile(
            blob,
            "\"v" + Long.toHexString(versions) + "\"",
            lastModified == null ? now : lastModified);
    parent.files.put(path.name(), file);
    if (old != null) {
      old.blob().delete();
    }
    return file;
  }

  /** False if there is none. */
  synchronized boolean deleteFile(FilePath path) throws IOException {
    StoredFolder parent = path.isVolume() ? null : folder(path.parent());
    StoredFile old = parent == null ? null : parent.files.remove(path.name());
    if (old == null) {
      return false;
    }
    old.blob().delete();
    return true;
  }

  /** Makes a folder and those it lies in. */
  synchronized void makeFolder(FilePath path) throws Refusal {
    StoredFolder folder = roots.get(path.volume());
    if (folder == null) {
      throw Refusal.of(404, "NOT_FOUND", "Volume '" + path.volume() + "' does not exist.");
    }
    StoredFolder at = folder;
    for (String name : path.names()) {
      if (at.files.containsKey(name)) {
        throw Refusal.of(409, "ALREADY_EXISTS", name + " in " + path + " is a file.");
      }
      at = at.folders.get(name);
      if (at == null) {
        break;
      }
    }
    for (String name : path.names()) {
      folder = folder.folders.computeIfAbsent(name, made -> new StoredFolder());
    }
  }

  /** Deletes an empty folder that is not a volume. */
  synchronized void deleteFolder(FilePath path) throws Refusal {
    StoredFolder folder = folder(path);
    if (folder == null) {
      throw Refusal.of(404, "NOT_FOUND", "The directory " + path + " does not exist.");
    }
    if (path.isVolume()) {
      throw Refusal.of(400, "INVALID_PARAMETER_VALUE", path + " is a volume.");
    }
    if (!folder.isEmpty()) {
      throw Refusal.of(400, "BAD_REQUEST", "The directory " + path + " is not empty.")
          .because("FILES_API_DIRECTORY_IS_NOT_EMPTY");
    }
    StoredFolder parent = folder(path.parent());
    if (parent != null) {
      parent.folders.remove(path.name());
    }
  }

  /** Everything in a folder, by name; empty if there is no such folder. */
  synchronized Optional<List<Entry>> list(FilePath path) {
    StoredFolder folder = folder(path);
    if (folder == null) {
      return Optional.empty();
    }
    TreeMap<String, Entry> entries = new TreeMap<>();
    folder.folders.forEach((name, inner) -> entries.put(name, new Entry(name, null, inner.made)));
    folder.files.forEach(
        (name, file) -> entries.put(name, new Entry(name, file, file.lastModified())));
    return Optional.of(List.copyOf(entries.values()));
  }

  /** The paths of all files. */
  synchronized List<String> paths() {
    List<String> paths = new ArrayList<>();
    roots.forEach((volume, root) -> collect(new FilePath(volume, List.of()), root, paths));
    return paths;
  }

  private static void collect(FilePath path, StoredFolder folder, List<String> paths) {
    folder.files.keySet().forEach(name -> paths.add(path.child(name).toString()));
    folder.folders.forEach((name, inner) -> collect(path.child(name), inner, paths));
  }
}
