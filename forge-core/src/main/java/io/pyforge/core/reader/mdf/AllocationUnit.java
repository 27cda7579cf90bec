package io.pyforge.core.reader.mdf;

/**
 * A set of pages of one kind: a row of {@code sysallocunits}.
 *
 * @param type {@link #ROWS}, {@link #LOBS} or {@link #OVERFLOW}
 * @param owner the rowset that the pages belong to
 * @param first the first data page
 * @param firstIam the first page that says which pages it has
 * @param usedPages as last counted
 */
record AllocationUnit(
    long id, int type, long owner, PageAddress first, PageAddress firstIam, long usedPages) {
  /**
   * The unit of {@code sysfiles1}, whose one page is listed alone, over a map that lists pages of
   * others; so in every file seen, from 2005 to 2016.
   */
  private static final long FILES_UNIT = 0x80000;

  /** Pages with rows. */
  static final int ROWS = 1;

  /** Pages with large values. */
  static final int LOBS = 2;

  /** Pages with values that did not fit into their rows. */
  static final int OVERFLOW = 3;

  /** Whether the map of extents on its IAM page is its own. */
  boolean hasMap() {
    return id != FILES_UNIT;
  }
}
