package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;

/** Dates. */
final class DateColumnReader extends LongColumnReader {
  private boolean seen;

  DateColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector) {
    super(input, block, index, vector);
  }

  @Override
  long quick(byte[] b, int start, int length) {
    long days =
        length == TemporalText.DATE_LENGTH ? TemporalText.days(b, start) : TemporalText.NONE;
    if (days == TemporalText.NONE) {
      return SLOW;
    }
    seen = true;
    return days;
  }

  @Override
  void finish() {
    if (seen) {
      evidence.addKind(ValueText.Kind.DATE);
    }
  }
}
