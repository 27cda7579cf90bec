package io.pyforge.core.writer.parquet;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Arrays;

/**
 * A byte array that grows and is used again: the raw content of a page, or the pages of a block.
 *
 * <p>Hot loops reserve room, write into {@link #array} directly and then set the length. {@link
 * #reserve} always leaves {@link #SLACK} bytes more than asked for, so that such loops may store
 * eight bytes at a time.
 */
final class PageBuffer {
  private static final int INITIAL_CAPACITY = 16 * 1024;
  private static final int SLACK = 16;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] array = new byte[INITIAL_CAPACITY];
  private int length;

  /** The content, in the first {@link #length} bytes. Replaced by {@link #reserve}. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  void length(int newLength) {
    length = newLength;
  }

  void clear() {
    length = 0;
  }

  /**
   * Makes room for more bytes after the content.
   *
   * @throws ForgeException INPUT when that is more than a Java array holds
   */
  void reserve(long more) {
    long needed = length + more + SLACK;
    if (needed <= array.length) {
      return;
    }
    if (needed > LARGEST_ARRAY) {
      throw new ForgeException(
          ErrorKind.INPUT,
          "row-group-too-large",
          "a row group of more than 2 GiB cannot be written: its pages need " + needed + " bytes",
          "pass --row-group-rows with a smaller number, or leave out the column with huge values");
    }
    long grown = array.length + (long) (array.length >> 1);
    array = Arrays.copyOf(array, (int) Math.min(LARGEST_ARRAY, Math.max(needed, grown)));
  }

  /** Appends one byte; room must be reserved. */
  void putByte(int value) {
    array[length++] = (byte) value;
  }

  /** Appends a little-endian 32-bit number; room must be reserved. */
  void putInt(int value) {
    LittleEndian.putInt(array, length, value);
    length += Integer.BYTES;
  }

  /** Appends an unsigned number in base 128, lowest digits first; room must be reserved. */
  void putVarInt(int value) {
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      putByte(rest | 0x80);
      rest >>>= 7;
    }
    putByte(rest);
  }
}
