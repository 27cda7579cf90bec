package io.pyforge.core.reader.mdf;

/**
 * Where the records of a rowset hold a column.
 *
 * @param columnId its number in {@code syscolpars}
 * @param offset from the start of the record when above 0; below, the number of the variable value,
 *     from -1 down; 0 when it is not in the record
 * @param nullBit in the bitmap of nulls, from 1; 0 when it has none
 * @param bit of its byte, for columns of one bit
 */
record StoredColumn(int columnId, int offset, int nullBit, int bit) {
  boolean fixed() {
    return offset > 0;
  }

  /** The index of the variable value. */
  int value() {
    return -offset - 1;
  }
}
