package io.pyforge.databricks.server;

import java.time.Instant;

/**
 * A volume as Unity Catalog describes it.
 *
 * @param fullName catalog, schema and volume joined by dots
 * @param id a made-up identifier
 * @param type MANAGED or EXTERNAL
 * @param storageLocation where an external one keeps its files
 * @param comment may be empty
 * @param owner a user's name
 * @param createdAt when it was made
 * @param updatedAt when it was last changed
 */
record StoredVolume(
    String fullName,
    String id,
    String type,
    String storageLocation,
    String comment,
    String owner,
    Instant createdAt,
    Instant updatedAt) {
  String catalog() {
    return fullName.split("\\.")[0];
  }

  String schema() {
    return fullName.split("\\.")[1];
  }

  String name() {
    return fullName.split("\\.")[2];
  }
}
