package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.LongVector;

/** Values of up to 64 bits: booleans, integers, short decimals, days, microseconds, floats. */
final class NumberValues extends ChunkValues {
  private static final long[] NONE = new long[0];

  private final PhysicalType physical;
  private long[] values = NONE;

  NumberValues(PhysicalType physical) {
    this.physical = physical;
  }

  @Override
  void load(ColumnVector vector) {
    values = ((LongVector) vector).values();
  }

  @Override
  void release() {
    values = NONE;
  }

  @Override
  void buildDictionary(DictionaryBuilder dictionary, int from, int to) {
    dictionary.build(values, from, to);
  }

  @Override
  long plainBytes(int from, int to) {
    return physical == PhysicalType.BOOLEAN
        ? (to - from + Byte.SIZE - 1) / Byte.SIZE
        : (long) (to - from) * physical.width();
  }

  @Override
  long dictionaryBytes(DictionaryBuilder dictionary) {
    return plainBytes(0, dictionary.size());
  }

  @Override
  void appendPlain(PageBuffer out, int from, int to) {
    append(out, values, from, to);
  }

  @Override
  void appendDictionary(PageBuffer out, DictionaryBuilder dictionary) {
    append(out, dictionary.entries(), 0, dictionary.size());
  }

  private void append(PageBuffer out, long[] source, int from, int to) {
    long bytes = plainBytes(from, to);
    out.reserve(bytes);
    byte[] target = out.array();
    int at = out.length();
    switch (physical) {
      case BOOLEAN -> packBits(target, at, source, from, to);
      case INT32 -> {
        for (int i = from; i < to; i++, at += Integer.BYTES) {
          LittleEndian.putInt(target, at, (int) source[i]);
        }
      }
      case FLOAT -> {
        for (int i = from; i < to; i++, at += Float.BYTES) {
          float value = (float) Double.longBitsToDouble(source[i]);
          LittleEndian.putInt(target, at, Float.floatToRawIntBits(value));
        }
      }
      case INT64, DOUBLE -> {
        for (int i = from; i < to; i++, at += Long.BYTES) {
          LittleEndian.putLong(target, at, source[i]);
        }
      }
      case WIDE_DECIMAL, BYTE_ARRAY ->
          throw new IllegalStateException("no 64-bit values: " + physical);
    }
    out.length(out.length() + (int) bytes);
  }

  private static void packBits(byte[] target, int start, long[] source, int from, int to) {
    int at = start;
    for (int i = from; i < to; i += Byte.SIZE) {
      int bits = 0;
      int count = Math.min(Byte.SIZE, to - i);
      for (int bit = 0; bit < count; bit++) {
        bits |= (int) source[i + bit] << bit;
      }
      target[at++] = (byte) bits;
    }
  }

  @Override
  Bounds bounds(int from, int to) {
    return physical == PhysicalType.FLOAT || physical == PhysicalType.DOUBLE
        ? floatingBounds(from, to)
        : integerBounds(from, to);
  }

  private Bounds integerBounds(int from, int to) {
    long[] source = values;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      min = Math.min(min, source[i]);
      max = Math.max(max, source[i]);
    }
    return Bounds.exact(encode(min), encode(max));
  }

  /** NaN is left out: every comparison with it is false. */
  private Bounds floatingBounds(int from, int to) {
    long[] source = values;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = Double.longBitsToDouble(source[i]);
      if (value < min) {
        min = value;
      }
      if (value > max) {
        max = value;
      }
    }
    if (min > max) {
      return Bounds.NONE;
    }
    // A zero bounds both zeros (parquet.thrift, ColumnOrder).
    double low = min == 0 ? -0.0 : min;
    double high = max == 0 ? 0.0 : max;
    return Bounds.exact(
        encode(Double.doubleToRawLongBits(low)), encode(Double.doubleToRawLongBits(high)));
  }

  private byte[] encode(long value) {
    byte[] encoded = new byte[physical.width()];
    switch (physical) {
      case BOOLEAN -> encoded[0] = (byte) value;
      case INT32 -> LittleEndian.putInt(encoded, 0, (int) value);
      case FLOAT ->
          LittleEndian.putInt(
              encoded, 0, Float.floatToRawIntBits((float) Double.longBitsToDouble(value)));
      case INT64, DOUBLE -> LittleEndian.putLong(encoded, 0, value);
      case WIDE_DECIMAL, BYTE_ARRAY ->
          throw new IllegalStateException("no 64-bit values: " + physical);
    }
    return encoded;
  }
}
