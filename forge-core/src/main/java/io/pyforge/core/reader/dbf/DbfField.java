package io.pyforge.core.reader.dbf;

/**
 * A field of the records, as its descriptor gives it.
 *
 * @param rawName the name's bytes, in the table's code page
 * @param type the letter
 * @param offset of the field in a record, whose first byte is the deletion mark
 * @param length in bytes
 * @param decimals digits after the point
 * @param nullBit of the null flags that says the value is null, or {@link #NONE}
 * @param lengthBit of the null flags that says the last byte is the value's length, or {@link
 *     #NONE}
 */
@SuppressWarnings("ArrayRecordComponent") // read-only, and never compared
record DbfField(
    byte[] rawName, char type, int offset, int length, int decimals, int nullBit, int lengthBit) {
  /** No bit. */
  static final int NONE = -1;

  /** The type of the field that holds null flags. */
  static final char NULL_FLAGS = '0';

  /** As dBASE prints it: {@code N(10,2)}. */
  String declaration() {
    return type + "(" + length + (decimals > 0 ? "," + decimals : "") + ")";
  }
}
