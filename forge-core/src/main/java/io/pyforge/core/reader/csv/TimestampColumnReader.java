package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Timestamps; those to the second, with a {@code Z} where they are UTC, are quick. */
final class TimestampColumnReader extends ColumnReader {
  private static final int TIMESTAMP_LENGTH = 19;

  private final LongVector vector;
  private final int suffix;
  private boolean seen;

  TimestampColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector, boolean utc) {
    super(input, block, index);
    this.vector = vector;
    suffix = utc ? 1 : 0;
  }

  @Override
  void read(RowIndex rows) throws SchemaMiss {
    int count = rows.rowCount;
    vector.reserve(count);
    byte[] presence = vector.presence();
    long[] values = vector.values();
    int row = vector.rowCount();
    int next = vector.valueCount();
    int firstValue = next;
    int[] ends = rows.ends[index()];
    byte[] b = block.bytes;
    for (int i = 0; i < count; i++) {
      int start = rows.start(index(), i);
      int length = ends[i] - start;
      if (length <= 0) {
        presence[row++] = 0;
        continue;
      }
      long quick =
          length == TIMESTAMP_LENGTH + suffix && (suffix == 0 || b[start + TIMESTAMP_LENGTH] == 'Z')
              ? wholeSeconds(b, start)
              : TemporalText.NONE;
      if (quick != TemporalText.NONE) {
        seen = true;
        presence[row++] = 1;
        values[next++] = quick;
      } else if (slowValue(start)) {
        b = block.bytes;
        presence[row++] = 1;
        values[next++] = slowLong();
      } else {
        b = block.bytes;
        presence[row++] = 0;
      }
    }
    vector.added(count, next - firstValue);
  }

  /** Microseconds of the {@code yyyy-MM-dd HH:mm:ss} at {@code p}, or NONE. */
  private static long wholeSeconds(byte[] b, int p) {
    byte separator = b[p + TemporalText.DATE_LENGTH];
    if (separator != ' ' && separator != 'T') {
      return TemporalText.NONE;
    }
    long days = TemporalText.days(b, p);
    long micros = TemporalText.secondsOfDayMicros(b, p + TemporalText.DATE_LENGTH + 1);
    return days == TemporalText.NONE || micros == TemporalText.NONE
        ? TemporalText.NONE
        : days * TemporalText.MICROS_PER_DAY + micros;
  }

  @Override
  void finish() {
    if (seen) {
      evidence.addKind(suffix == 0 ? ValueText.Kind.TIMESTAMP : ValueText.Kind.TIMESTAMP_UTC);
    }
  }
}
