package io.pyforge.core.writer;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Arrays;

/**
 * A byte array that grows and is used again, for what an encoder makes of a batch.
 *
 * <p>Hot loops reserve room, write into {@link #array} directly and then set the length. {@link
 * #reserve} always leaves {@link #SLACK} bytes more than asked for, so that such loops may store
 * eight bytes at a time.
 */
public class OutputBuffer {
  private static final int INITIAL_CAPACITY = 16 * 1024;
  private static final int SLACK = 16;
  private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] array = new byte[INITIAL_CAPACITY];
  private int length;

  /** An empty buffer. */
  public OutputBuffer() {}

  /** The content, in the first {@link #length} bytes. Replaced by {@link #reserve}. */
  public final byte[] array() {
    return array;
  }

  /** Bytes of content. */
  public final int length() {
    return length;
  }

  /** Says how much of the array is content. */
  public final void length(int newLength) {
    length = newLength;
  }

  /** Forgets the content and keeps the array. */
  public final void clear() {
    length = 0;
  }

  /**
   * Makes room for more bytes after the content.
   *
   * @throws ForgeException INPUT when that is more than a Java array holds
   */
  public final void reserve(long more) {
    long needed = length + more + SLACK;
    if (needed <= array.length) {
      return;
    }
    if (needed > LARGEST_ARRAY) {
      throw tooLarge(needed);
    }
    long grown = array.length + (long) (array.length >> 1);
    array = Arrays.copyOf(array, (int) Math.min(LARGEST_ARRAY, Math.max(needed, grown)));
  }

  /** The failure when the content would need {@code bytes} bytes, more than an array holds. */
  protected ForgeException tooLarge(long bytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "rows-too-large",
        "rows that are read together need " + bytes + " bytes in the output, more than 2 GiB",
        "leave out the column with huge values, or convert to parquet");
  }

  /** Appends one byte; room must be reserved. */
  public final void putByte(int value) {
    array[length++] = (byte) value;
  }

  /** Appends bytes and makes room for them. */
  public final void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }

  /** Appends a part of an array and makes room for it. */
  public final void append(byte[] bytes, int offset, int count) {
    reserve(count);
    System.arraycopy(bytes, offset, array, length, count);
    length += count;
  }
}
