package io.pyforge.core.writer.parquet;

import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.LongVector;

/**
 * Times of day as text by the rules of {@link io.pyforge.spi.batch.CellText}: {@code HH:mm:ss},
 * then a fraction without trailing zeros where there is one.
 */
final class TimeTextValues extends ByteArrayValues {
  private static final int MAX_LENGTH = "HH:mm:ss.ffffff".length();
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int FRACTION_DIGITS = 6;

  private long[] spans = new long[0];
  private byte[] text = new byte[0];

  TimeTextValues() {
    super(true);
  }

  @Override
  void load(ColumnVector vector) {
    long[] micros = ((LongVector) vector).values();
    int count = vector.valueCount();
    if (spans.length < count) {
      spans = new long[count];
    }
    int room = Math.addExact(Math.multiplyExact(count, MAX_LENGTH), BytesVector.PADDING);
    if (text.length < room) {
      text = new byte[room];
    }
    int at = 0;
    for (int i = 0; i < count; i++) {
      int end = print(micros[i], at);
      spans[i] = BytesVector.span(at, end - at);
      at = end;
    }
    load(spans, text);
  }

  private int print(long micros, int start) {
    int seconds = (int) (micros / MICROS_PER_SECOND);
    int at = printTwo(seconds / 3600, start);
    text[at++] = ':';
    at = printTwo(seconds / 60 % 60, at);
    text[at++] = ':';
    at = printTwo(seconds % 60, at);
    int fraction = (int) (micros % MICROS_PER_SECOND);
    if (fraction == 0) {
      return at;
    }
    text[at++] = '.';
    int digits = FRACTION_DIGITS;
    while (fraction % 10 == 0) {
      fraction /= 10;
      digits--;
    }
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    return at + digits;
  }

  private int printTwo(int number, int at) {
    text[at] = (byte) ('0' + number / 10);
    text[at + 1] = (byte) ('0' + number % 10);
    return at + 2;
  }
}
