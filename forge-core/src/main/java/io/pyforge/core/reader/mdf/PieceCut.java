package io.pyforge.core.reader.mdf;

/**
 * The pages of a piece.
 *
 * @param partition whose rows they hold, beside pages of other kinds
 * @param pages in the order of the rows
 * @param firstRow of the first page
 * @param endRow of the last page, behind the last row that belongs to the piece
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PieceCut(Partition partition, int[] pages, int firstRow, int endRow) {
  /** All rows of the last page. */
  static final int ALL = Integer.MAX_VALUE;
}
