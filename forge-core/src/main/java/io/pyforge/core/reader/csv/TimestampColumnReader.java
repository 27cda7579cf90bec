package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;

/** Timestamps; those to the second, with a {@code Z} where they are UTC, are quick. */
final class TimestampColumnReader extends LongColumnReader {
  private static final int LENGTH = 19;

  private final boolean utc;
  private boolean seen;

  TimestampColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector, boolean utc) {
    super(input, block, index, vector);
    this.utc = utc;
  }

  @Override
  long quick(byte[] b, int start, int length) {
    if (length != (utc ? LENGTH + 1 : LENGTH) || utc && b[start + LENGTH] != 'Z') {
      return SLOW;
    }
    byte separator = b[start + TemporalText.DATE_LENGTH];
    long days = TemporalText.days(b, start);
    long micros = TemporalText.secondsOfDayMicros(b, start + TemporalText.DATE_LENGTH + 1);
    if (separator != ' ' && separator != 'T'
        || days == TemporalText.NONE
        || micros == TemporalText.NONE) {
      return SLOW;
    }
    seen = true;
    return days * TemporalText.MICROS_PER_DAY + micros;
  }

  @Override
  void finish() {
    if (seen) {
      evidence.addKind(utc ? ValueText.Kind.TIMESTAMP_UTC : ValueText.Kind.TIMESTAMP);
    }
  }
}
