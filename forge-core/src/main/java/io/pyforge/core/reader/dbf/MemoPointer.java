package io.pyforge.core.reader.dbf;

/** The number of the block where a memo starts, as its record has it. */
final class MemoPointer {
  /** There is no memo. */
  static final long NONE = 0;

  /** The field holds no number. */
  static final long INVALID = -1;

  private static final int BINARY_BYTES = 4;

  /** More digits than this are no number of a block. */
  private static final int MAX_DIGITS = 18;

  private MemoPointer() {}

  /** The number in a field: four bytes, lowest first, or digits. */
  static long of(byte[] b, int recordStart, DbfField field) {
    int from = recordStart + field.offset();
    if (field.length() == BINARY_BYTES) {
      return HeaderParser.u16(b, from) | (long) HeaderParser.u16(b, from + 2) << 16;
    }
    long number = 0;
    int digits = 0;
    for (int p = from; p < from + field.length(); p++) {
      if (b[p] >= '0' && b[p] <= '9') {
        number = number * 10 + (b[p] - '0');
        digits++;
      } else if (!NumberText.isBlank(b[p])) {
        return INVALID;
      }
    }
    return digits > MAX_DIGITS ? INVALID : number;
  }
}
