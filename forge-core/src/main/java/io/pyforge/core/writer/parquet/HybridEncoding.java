package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;

/**
 * The run-length and bit-packing hybrid of the Parquet format (Encodings.md, RLE = 3): definition
 * levels and dictionary indexes. A run that never changes is written run-length, all others
 * bit-packed; the codec squeezes what short repetitions are left.
 */
final class HybridEncoding {
  /** Values of a bit-packed group. */
  private static final int GROUP = 8;

  /** Multiplied by eight bytes of 0 or 1, it gathers them in the top byte, the first one lowest. */
  private static final long GATHER_BITS = 0x0102040810204080L;

  /** Multiplied by eight bytes of 0 or 1, it adds them up in the top byte. */
  private static final long ADD_BYTES = 0x0101010101010101L;

  private static final int TOP_BYTE = 56;

  private HybridEncoding() {}

  /** How many rows from {@code from} to {@code to} hold a value. */
  static int countPresent(byte[] presence, int from, int to) {
    int count = 0;
    int row = from;
    for (; row + GROUP <= to; row += GROUP) {
      count += (int) ((LittleEndian.getLong(presence, row) * ADD_BYTES) >>> TOP_BYTE);
    }
    for (; row < to; row++) {
      count += presence[row];
    }
    return count;
  }

  /**
   * Appends the definition levels of an optional column: the length in four bytes, then levels of
   * one bit.
   *
   * @param valueCount rows from {@code from} to {@code to} that hold a value
   */
  static void appendLevels(PageBuffer out, byte[] presence, int from, int to, int valueCount) {
    int rows = to - from;
    out.reserve(Integer.BYTES + 5L + rows / GROUP + 1);
    int lengthAt = out.length();
    out.length(lengthAt + Integer.BYTES);
    if (valueCount == rows || valueCount == 0) {
      out.putVarInt(rows << 1);
      out.putByte(valueCount == 0 ? 0 : 1);
    } else {
      out.putVarInt(groups(rows) << 1 | 1);
      packPresence(out, presence, from, to);
    }
    LittleEndian.putInt(out.array(), lengthAt, out.length() - lengthAt - Integer.BYTES);
  }

  private static void packPresence(PageBuffer out, byte[] presence, int from, int to) {
    byte[] target = out.array();
    int at = out.length();
    int row = from;
    for (; row + GROUP <= to; row += GROUP) {
      target[at++] = (byte) ((LittleEndian.getLong(presence, row) * GATHER_BITS) >>> TOP_BYTE);
    }
    if (row < to) {
      int bits = 0;
      for (int bit = 0; row < to; bit++, row++) {
        bits |= presence[row] << bit;
      }
      target[at++] = (byte) bits;
    }
    out.length(at);
  }

  /**
   * Appends the dictionary indexes of a page: the bit width in one byte, then the indexes.
   *
   * @param dictionarySize entries of the dictionary, 1 or more
   */
  static void appendIndexes(PageBuffer out, int[] indexes, int from, int to, int dictionarySize) {
    int width = bitWidth(dictionarySize);
    out.reserve(1 + 5L + (long) groups(to - from) * width);
    out.putByte(width);
    if (from == to) {
      return;
    }
    if (constant(indexes, from, to)) {
      out.putVarInt((to - from) << 1);
      int value = indexes[from];
      for (int bits = 0; bits < width; bits += Byte.SIZE) {
        out.putByte(value >>> bits);
      }
      return;
    }
    out.putVarInt(groups(to - from) << 1 | 1);
    pack(out, indexes, from, to, width);
  }

  /** Bits of the largest index; at least 1, because some readers take no width of 0. */
  static int bitWidth(int dictionarySize) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(dictionarySize - 1));
  }

  private static boolean constant(int[] indexes, int from, int to) {
    int first = indexes[from];
    for (int i = from + 1; i < to; i++) {
      if (indexes[i] != first) {
        return false;
      }
    }
    return true;
  }

  private static void pack(PageBuffer out, int[] indexes, int from, int to, int width) {
    byte[] target = out.array();
    int at = out.length();
    int end = at + groups(to - from) * width;
    long pending = 0;
    int pendingBits = 0;
    for (int i = from; i < to; i++) {
      pending |= (long) indexes[i] << pendingBits;
      pendingBits += width;
      if (pendingBits >= Integer.SIZE) {
        LittleEndian.putInt(target, at, (int) pending);
        at += Integer.BYTES;
        pending >>>= Integer.SIZE;
        pendingBits -= Integer.SIZE;
      }
    }
    // The last group is filled up with zeros: what is pending, then empty bytes.
    while (at < end) {
      target[at++] = (byte) pending;
      pending >>>= Byte.SIZE;
    }
    out.length(end);
  }

  private static int groups(int values) {
    return (values + GROUP - 1) / GROUP;
  }
}
