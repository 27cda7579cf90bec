package io.pyforge.core.reader.mdf;

/**
 * One partition of a heap or index: a row of {@code sysrowsets}.
 *
 * @param indexId 0 for a heap, 1 for a clustered table, more for other indexes
 * @param rowCount as last counted
 * @param compression 0 for none
 */
record Rowset(long id, int objectId, int indexId, int partition, long rowCount, int compression) {
  private static final int CLUSTERED = 1;

  /** Whether it holds the rows of the table itself. */
  boolean holdsTable() {
    return indexId <= CLUSTERED;
  }
}
