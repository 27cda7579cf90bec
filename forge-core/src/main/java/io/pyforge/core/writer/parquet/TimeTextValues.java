package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.CellBytes;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.LongVector;

/**
 * Times of day as text by the rules of {@link io.pyforge.spi.batch.CellText}: {@code HH:mm:ss},
 * then a fraction without trailing zeros where there is one.
 */
final class TimeTextValues extends ByteArrayValues {
  private static final int MAX_LENGTH = "HH:mm:ss.ffffff".length();

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
      int end = CellBytes.printTime(text, at, micros[i]);
      spans[i] = BytesVector.span(at, end - at);
      at = end;
    }
    load(spans, text);
  }
}
