package io.pyforge.core.reader.mdf;

import java.util.List;

/**
 * A table as the catalog describes it.
 *
 * @param system whether the database keeps it about itself
 * @param columns in the order of the table
 * @param partitions empty for a table that is not stored on pages
 */
record CatalogTable(
    String schema,
    String name,
    boolean system,
    List<CatalogColumn> columns,
    List<Partition> partitions) {
  /** Rows by the catalog's count. */
  long rowCount() {
    return partitions.stream().mapToLong(p -> p.rowset().rowCount()).sum();
  }
}
