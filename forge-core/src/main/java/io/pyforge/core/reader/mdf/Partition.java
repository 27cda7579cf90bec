package io.pyforge.core.reader.mdf;

import java.util.List;
import java.util.Map;

/**
 * A part of a table that is stored in one way.
 *
 * @param units the pages with rows
 * @param columns where the records have them, by the number of the column
 * @param outside whether there are pages for values that are not in their rows
 */
record Partition(
    Rowset rowset,
    List<AllocationUnit> units,
    Map<Integer, StoredColumn> columns,
    boolean outside) {
  /** Whether there are any rows to look for. */
  boolean hasPages() {
    return units.stream().anyMatch(unit -> !unit.firstIam().none());
  }
}
