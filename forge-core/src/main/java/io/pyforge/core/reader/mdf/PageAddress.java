package io.pyforge.core.reader.mdf;

/**
 * Where a page is.
 *
 * @param page its number in its file, from 0; more than 2^31 do not exist
 * @param file 1 for the primary data file
 */
record PageAddress(int page, int file) {
  private static final int BYTES_OF_NUMBER = 4;

  /** The file that is being read. */
  static final int PRIMARY = 1;

  static PageAddress of(int page, int file) {
    return new PageAddress(page, file);
  }

  /** Six bytes of a record: the number, then the file. */
  static PageAddress at(byte[] b, int offset) {
    return of(LittleEndian.i32(b, offset), LittleEndian.u16(b, offset + BYTES_OF_NUMBER));
  }

  /** Whether it points nowhere. */
  boolean none() {
    return page == 0 && file == 0;
  }

  @Override
  public String toString() {
    return file + ":" + Integer.toUnsignedString(page);
  }
}
