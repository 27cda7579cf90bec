package io.pyforge.core.reader.dbf;

import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.reader.ScanLog;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Whole numbers and times of a fixed binary form, and the deletion mark. dBASE 7 keeps whole
 * numbers so that their bytes sort as they do: the highest byte first, the sign bit upside down;
 * all zeros is its blank.
 */
final class BinaryNumberColumn extends ColumnReader {
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final long NULL = Long.MIN_VALUE;
  private static final long INVALID = NULL + 1;
  private static final long BLANKS = 0x2020202020202020L;

  /** The Julian day of 1970-01-01. */
  private static final long EPOCH_JULIAN_DAY = 2_440_588;

  /** The Julian days of 0001-01-01 and 9999-12-31. */
  private static final long FIRST_JULIAN_DAY = 1_721_426;

  private static final long LAST_JULIAN_DAY = 5_373_484;
  private static final long MILLIS_PER_DAY = 86_400_000;
  private static final long MICROS_PER_MILLI = 1000;

  /** Milliseconds from 0001-01-01 to 1970-01-01. */
  private static final double EPOCH_MILLIS = 62_135_596_800_000.0;

  /** Milliseconds from 0001-01-01 to 10000-01-01. */
  private static final double MAX_MILLIS = 315_537_897_600_000.0;

  /** Times of the first decades are no times, but other numbers read as such. */
  private static final double MIN_MILLIS = 1e12;

  private final LongVector vector;

  BinaryNumberColumn(
      DbfInput input, DbfColumn column, RecordBlock block, LongVector vector, Oddities log) {
    super(input, column, block, log);
    this.vector = vector;
  }

  @Override
  void read(int fromRow, int toRow) {
    byte[] b = block.text.bytes;
    int offset = column.field().offset();
    FieldKind kind = column.kind();
    for (int row = fromRow; row < toRow; row++) {
      int start = block.starts[row];
      long value = isNull(start) ? NULL : value(b, start + offset, kind);
      if (value > INVALID) {
        vector.append(value);
      } else {
        vector.appendNull();
        if (value == INVALID) {
          countBadTime(row);
        }
      }
    }
  }

  private void countBadTime(int row) {
    log.count(
        "invalid-times",
        row,
        this,
        ScanLog.counted("date with its time is", "dates with times are")
            + " outside the years 1 to 9999, and null; the first is "
            + ScanLog.FIRST);
  }

  private static long value(byte[] b, int p, FieldKind kind) {
    return switch (kind) {
      case INTEGER -> (int) LITTLE_INT.get(b, p);
      case SORTABLE_INTEGER -> sortableInteger((int) BIG_INT.get(b, p));
      case TIMESTAMP -> julian(int64(b, p));
      case SORTABLE_TIMESTAMP -> sortableTimestamp(b, p);
      case DELETED -> b[p] == DbfPieces.DELETED ? 1 : 0;
      default -> throw new IllegalStateException(kind + " is no binary number");
    };
  }

  /** Eight bytes, lowest first. */
  static long int64(byte[] b, int p) {
    return (long) LITTLE_LONG.get(b, p);
  }

  private static long sortableInteger(int bits) {
    return bits == 0 ? NULL : bits ^ Integer.MIN_VALUE;
  }

  private static long julian(long bits) {
    if (bits == 0 || bits == BLANKS) {
      return NULL;
    }
    long day = bits & 0xffffffffL;
    long millis = bits >>> 32;
    if (day < FIRST_JULIAN_DAY || day > LAST_JULIAN_DAY || millis > MILLIS_PER_DAY) {
      return INVALID;
    }
    return ((day - EPOCH_JULIAN_DAY) * MILLIS_PER_DAY + millis) * MICROS_PER_MILLI;
  }

  /**
   * dBASE 7 itself writes a double; its documentation, and those who follow it, a Julian day. The
   * double may have its sign upside down as other numbers have.
   */
  private static long sortableTimestamp(byte[] b, int p) {
    long bits = (long) BIG_LONG.get(b, p);
    double millis = Double.longBitsToDouble(bits & Long.MAX_VALUE);
    if (millis >= MIN_MILLIS && millis < MAX_MILLIS) {
      return Math.round(millis - EPOCH_MILLIS) * MICROS_PER_MILLI;
    }
    return julian(int64(b, p));
  }
}
