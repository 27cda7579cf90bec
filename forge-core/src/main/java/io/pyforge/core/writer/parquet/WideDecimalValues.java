package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;

/** Decimals of 19 to 38 digits: 16 bytes each, big-endian, as the format wants fixed decimals. */
final class WideDecimalValues extends ChunkValues {
  private static final int WIDTH = PhysicalType.WIDE_DECIMAL.width();
  private static final long[] NONE = new long[0];

  private long[] high = NONE;
  private long[] low = NONE;

  @Override
  void load(ColumnVector vector) {
    Int128Vector numbers = (Int128Vector) vector;
    high = numbers.high();
    low = numbers.low();
  }

  @Override
  void release() {
    high = NONE;
    low = NONE;
  }

  @Override
  void buildDictionary(DictionaryBuilder dictionary, int from, int to) {
    dictionary.build(high, low, from, to);
  }

  @Override
  long plainBytes(int from, int to) {
    return (long) (to - from) * WIDTH;
  }

  @Override
  long dictionaryBytes(DictionaryBuilder dictionary) {
    return plainBytes(0, dictionary.size());
  }

  @Override
  void appendPlain(PageBuffer out, int from, int to) {
    out.reserve(plainBytes(from, to));
    for (int i = from; i < to; i++) {
      append(out, i);
    }
  }

  @Override
  void appendDictionary(PageBuffer out, DictionaryBuilder dictionary) {
    out.reserve(dictionaryBytes(dictionary));
    long[] positions = dictionary.entries();
    for (int i = 0; i < dictionary.size(); i++) {
      append(out, (int) positions[i]);
    }
  }

  private void append(PageBuffer out, int position) {
    encode(out.array(), out.length(), position);
    out.length(out.length() + WIDTH);
  }

  private void encode(byte[] target, int offset, int position) {
    LittleEndian.putLong(target, offset, Long.reverseBytes(high[position]));
    LittleEndian.putLong(target, offset + Long.BYTES, Long.reverseBytes(low[position]));
  }

  @Override
  Bounds bounds(int from, int to) {
    int min = from;
    int max = from;
    for (int i = from + 1; i < to; i++) {
      if (compare(i, min) < 0) {
        min = i;
      }
      if (compare(i, max) > 0) {
        max = i;
      }
    }
    byte[] lower = new byte[WIDTH];
    byte[] upper = new byte[WIDTH];
    encode(lower, 0, min);
    encode(upper, 0, max);
    return Bounds.exact(lower, upper);
  }

  private int compare(int left, int right) {
    int order = Long.compare(high[left], high[right]);
    return order != 0 ? order : Long.compareUnsigned(low[left], low[right]);
  }
}
