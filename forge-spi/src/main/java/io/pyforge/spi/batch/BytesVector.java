package io.pyforge.spi.batch;

import java.util.Arrays;

/**
 * A text or binary column: each value is a span of one shared byte array. Text is valid UTF-8.
 *
 * <p>A span is one long, {@code offset << 32 | length}. The array is either the reader's own (a
 * block of the input, {@link #attach}) or the batch's own, filled by {@link #appendCopy}; one
 * column of one batch does not mix the two. At least {@link #PADDING} readable bytes follow the
 * last span, so that writers may load eight bytes at a time.
 *
 * @since 1
 */
public final class BytesVector extends ColumnVector {
  /** Bytes that may be read, though they mean nothing, after the end of the last value. */
  public static final int PADDING = 8;

  private static final byte[] EMPTY = new byte[PADDING];

  private long[] spans = new long[INITIAL_CAPACITY];
  private byte[] buffer = EMPTY;
  private byte[] own = EMPTY;
  private int ownLength;

  BytesVector(ColumnType type) {
    super(type);
  }

  /** The dense spans, {@link #valueCount} of them. */
  public long[] spans() {
    return spans;
  }

  /** The array that the spans point into. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where a span starts. */
  public static int offset(long span) {
    return (int) (span >>> 32);
  }

  /** How many bytes a span has. */
  public static int length(long span) {
    return (int) span;
  }

  /** A span of {@code length} bytes at {@code offset}; both are 0 or more. */
  public static long span(int offset, int length) {
    return (long) offset << 32 | length;
  }

  /**
   * Gives the array that the spans point into. It must stay unchanged while the batch is in use and
   * have {@link #PADDING} bytes after the last span. A reader whose array grew gives the longer one
   * again: all spans, those already appended too, are meant for the last array given.
   */
  public void attach(byte[] shared) {
    buffer = shared;
  }

  /** Appends a row that points into the attached array. */
  public void appendSpan(int offset, int length) {
    int index = appendPresence();
    if (index == spans.length) {
      spans = Arrays.copyOf(spans, index * 2);
    }
    spans[index] = (long) offset << 32 | length;
  }

  /** Appends a row with a copy of the bytes. Not to be mixed with {@link #attach} in one batch. */
  public void appendCopy(byte[] source, int offset, int length) {
    buffer = own;
    int needed = Math.addExact(Math.addExact(ownLength, length), PADDING);
    if (needed > own.length) {
      own =
          Arrays.copyOf(
              own, (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(needed, own.length * 2L)));
      buffer = own;
    }
    System.arraycopy(source, offset, own, ownLength, length);
    appendSpan(ownLength, length);
    ownLength += length;
  }

  @Override
  void clear() {
    super.clear();
    ownLength = 0;
    buffer = own;
  }

  @Override
  void reserveValues(int needed) {
    if (needed > spans.length) {
      int length = Math.max(needed, spans.length * 2);
      spans = Arrays.copyOf(spans, length);
    }
  }
}
