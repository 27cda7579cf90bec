package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.SchemaMiss;

/** Types whose usual spellings have a fixed length: booleans, dates, timestamps to the second. */
final class WordColumnReader extends ColumnReader {
  private static final int TIMESTAMP_LENGTH = 19;

  private final LongVector vector;
  private final ColumnType type;
  private final ValueText.Kind kind;
  private boolean seen;

  WordColumnReader(CsvInput input, CsvBlock block, int index, LongVector vector, ColumnType type) {
    super(input, block, index);
    this.vector = vector;
    this.type = type;
    if (type instanceof ColumnType.Bool) {
      kind = ValueText.Kind.BOOLEAN;
    } else if (type instanceof ColumnType.Date) {
      kind = ValueText.Kind.DATE;
    } else {
      boolean utc = type instanceof ColumnType.Timestamp timestamp && timestamp.utcAdjusted();
      kind = utc ? ValueText.Kind.TIMESTAMP_UTC : ValueText.Kind.TIMESTAMP;
    }
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
          switch (kind) {
            case BOOLEAN -> bool(b, start, length);
            case DATE ->
                length == TemporalText.DATE_LENGTH ? TemporalText.days(b, start) : TemporalText.NONE;
            case TIMESTAMP ->
                length == TIMESTAMP_LENGTH ? wholeSeconds(b, start) : TemporalText.NONE;
            default ->
                length == TIMESTAMP_LENGTH + 1 && b[start + TIMESTAMP_LENGTH] == 'Z'
                    ? wholeSeconds(b, start)
                    : TemporalText.NONE;
          };
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

  private static long bool(byte[] b, int p, int length) {
    if (length == 4 && b[p] == 't' && b[p + 1] == 'r' && b[p + 2] == 'u' && b[p + 3] == 'e') {
      return 1;
    }
    boolean no =
        length == 5
            && b[p] == 'f'
            && b[p + 1] == 'a'
            && b[p + 2] == 'l'
            && b[p + 3] == 's'
            && b[p + 4] == 'e';
    return no ? 0 : TemporalText.NONE;
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
      evidence.addKind(kind);
    }
  }

  @Override
  public String toString() {
    return type.name();
  }
}
