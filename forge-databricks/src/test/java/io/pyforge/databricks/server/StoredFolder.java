package io.pyforge.databricks.server;

import java.time.Instant;
import java.util.TreeMap;

/** A folder's files and folders by their names; guarded by the tree it belongs to. */
final class StoredFolder {
  final TreeMap<String, StoredFolder> folders = new TreeMap<>();
  final TreeMap<String, StoredFile> files = new TreeMap<>();
  final Instant made = Instant.now();

  boolean isEmpty() {
    return folders.isEmpty() && files.isEmpty();
  }
}
