package io.pyforge.core.reader.parquet;

import io.pyforge.spi.batch.CellText;
import io.pyforge.spi.batch.ColumnType;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times with nanoseconds as text, by the rules of {@link CellText} and with up to nine places of a
 * second.
 */
final class NanosText {
  private static final BigInteger NANOS_PER_SECOND = BigInteger.valueOf(1_000_000_000L);
  private static final int FRACTION_DIGITS = 9;

  private NanosText() {}

  /** The text of a time of day. */
  static String timeOfDay(long nanos) {
    long seconds = nanos / NANOS_PER_SECOND.longValue();
    return CellText.ofLong(seconds * 1_000_000, new ColumnType.Time())
        + fraction(nanos % NANOS_PER_SECOND.longValue());
  }

  /** The text of nanoseconds since 1970-01-01T00:00. */
  static String timestamp(BigInteger nanos, boolean utcAdjusted) {
    BigInteger fraction = nanos.mod(NANOS_PER_SECOND);
    long seconds = nanos.subtract(fraction).divide(NANOS_PER_SECOND).longValueExact();
    LocalDateTime whole = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    return whole.toLocalDate()
        + "T"
        + CellText.ofLong(whole.toLocalTime().toSecondOfDay() * 1_000_000L, new ColumnType.Time())
        + fraction(fraction.longValue())
        + (utcAdjusted ? "Z" : "");
  }

  private static String fraction(long nanos) {
    if (nanos == 0) {
      return "";
    }
    String digits = Long.toString(nanos + NANOS_PER_SECOND.longValue()).substring(1);
    int end = FRACTION_DIGITS;
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return "." + digits.substring(0, end);
  }
}
