package io.pyforge.core.reader.excel;

/**
 * Rows from one to another, both included.
 *
 * @param first its number, from 1
 */
record RowSpan(int first, int last) {
  /** Whether a row is among them. */
  boolean contains(int row) {
    return row >= first && row <= last;
  }
}
