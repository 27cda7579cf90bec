package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnVector;
import java.util.Arrays;

/** Text and binary values: spans of one byte array, with readable bytes after the last. */
class ByteArrayValues extends ChunkValues {
  private static final long[] NO_SPANS = new long[0];
  private static final byte[] NO_BYTES = new byte[0];

  /** Up to this length, eight bytes at a time beat a call of arraycopy. */
  private static final int SHORT = 64;

  private final boolean text;
  private long[] spans = NO_SPANS;
  private byte[] buffer = NO_BYTES;

  /**
   * @param text whether bounds must stay valid UTF-8
   */
  ByteArrayValues(boolean text) {
    this.text = text;
  }

  @Override
  void load(ColumnVector vector) {
    BytesVector bytes = (BytesVector) vector;
    load(bytes.spans(), bytes.buffer());
  }

  /** Takes spans of a buffer. */
  final void load(long[] newSpans, byte[] newBuffer) {
    spans = newSpans;
    buffer = newBuffer;
  }

  @Override
  void release() {
    load(NO_SPANS, NO_BYTES);
  }

  @Override
  final void buildDictionary(DictionaryBuilder dictionary, int from, int to) {
    dictionary.build(spans, buffer, from, to);
  }

  @Override
  final long plainBytes(int from, int to) {
    return plainBytes(spans, from, to);
  }

  @Override
  final long dictionaryBytes(DictionaryBuilder dictionary) {
    return plainBytes(dictionary.entries(), 0, dictionary.size());
  }

  private static long plainBytes(long[] source, int from, int to) {
    long bytes = (long) (to - from) * Integer.BYTES;
    for (int i = from; i < to; i++) {
      bytes += BytesVector.length(source[i]);
    }
    return bytes;
  }

  @Override
  final void appendPlain(PageBuffer out, int from, int to) {
    append(out, spans, from, to);
  }

  @Override
  final void appendDictionary(PageBuffer out, DictionaryBuilder dictionary) {
    append(out, dictionary.entries(), 0, dictionary.size());
  }

  private void append(PageBuffer out, long[] source, int from, int to) {
    out.reserve(plainBytes(source, from, to));
    byte[] target = out.array();
    byte[] bytes = buffer;
    int at = out.length();
    for (int i = from; i < to; i++) {
      int offset = BytesVector.offset(source[i]);
      int length = BytesVector.length(source[i]);
      LittleEndian.putInt(target, at, length);
      at += Integer.BYTES;
      if (length <= SHORT) {
        // Writes up to seven bytes too many: the next value, or the buffer's slack, takes them.
        for (int done = 0; done < length; done += Long.BYTES) {
          LittleEndian.putLong(target, at + done, LittleEndian.getLong(bytes, offset + done));
        }
      } else {
        System.arraycopy(bytes, offset, target, at, length);
      }
      at += length;
    }
    out.length(at);
  }

  @Override
  final Bounds bounds(int from, int to) {
    return bounds(spans, from, to);
  }

  @Override
  final Bounds bounds(DictionaryBuilder dictionary, int from, int to) {
    int count = dictionary.collectUsed(from, to);
    return bounds(dictionary.used(), 0, count);
  }

  private Bounds bounds(long[] source, int from, int to) {
    long min = source[from];
    long max = min;
    long minPrefix = prefix(min);
    long maxPrefix = minPrefix;
    for (int i = from + 1; i < to; i++) {
      long span = source[i];
      long prefix = prefix(span);
      if (prefix <= minPrefix && (prefix < minPrefix || compare(span, min) < 0)) {
        min = span;
        minPrefix = prefix;
      }
      if (prefix >= maxPrefix && (prefix > maxPrefix || compare(span, max) > 0)) {
        max = span;
        maxPrefix = prefix;
      }
    }
    return new Bounds(
        TextBounds.lower(buffer, BytesVector.offset(min), BytesVector.length(min), text),
        TextBounds.upper(buffer, BytesVector.offset(max), BytesVector.length(max), text),
        BytesVector.length(min) <= TextBounds.MAX_BYTES,
        BytesVector.length(max) <= TextBounds.MAX_BYTES);
  }

  /** The first eight bytes as a number that sorts, by signed comparison, as the bytes do. */
  private long prefix(long span) {
    int length = Math.min(Long.BYTES, BytesVector.length(span));
    long first = LittleEndian.getLong(buffer, BytesVector.offset(span));
    return Long.reverseBytes(first & LittleEndian.lowBytes(length)) ^ Long.MIN_VALUE;
  }

  private int compare(long left, long right) {
    int leftOffset = BytesVector.offset(left);
    int rightOffset = BytesVector.offset(right);
    return Arrays.compareUnsigned(
        buffer,
        leftOffset,
        leftOffset + BytesVector.length(left),
        buffer,
        rightOffset,
        rightOffset + BytesVector.length(right));
  }
}
