package io.pyforge.spi.batch;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Base64;

/**
 * The one rule set by which a typed value becomes text: previews, {@code --types string} and text
 * outputs all use it.
 *
 * <ul>
 *   <li>Bool: {@code true}, {@code false}
 *   <li>integers: plain digits; decimals: plain digits with all places of their scale
 *   <li>floats: the shortest text that reads back as the same number
 *   <li>Date {@code 2024-03-15}, Time {@code 14:30:00}, Timestamp {@code 2024-03-15T14:30:00} (with
 *       {@code Z} when it is an instant); fractions of a second without trailing zeros
 *   <li>Binary: Base64
 * </ul>
 */
public final class CellText {
  private static final long MICROS_PER_SECOND = 1_000_000L;
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .appendPattern("HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
          .toFormatter();

  private CellText() {}

  static String of(BatchCursor cursor, int column, ColumnType type) {
    if (type instanceof ColumnType.Text) {
      return cursor.textValue(column);
    }
    if (type instanceof ColumnType.Binary) {
      long span = cursor.span(column);
      byte[] value =
          java.util.Arrays.copyOfRange(
              cursor.batch().bytes(column).buffer(),
              BytesVector.offset(span),
              BytesVector.offset(span) + BytesVector.length(span));
      return Base64.getEncoder().encodeToString(value);
    }
    if (type instanceof ColumnType.Decimal) {
      return cursor.decimalValue(column).toPlainString();
    }
    return ofLong(cursor.longValue(column), type);
  }

  /** The text of a value that {@link LongVector} holds, decimals excepted. */
  public static String ofLong(long value, ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return value != 0 ? "true" : "false";
    }
    if (type instanceof ColumnType.Int32 || type instanceof ColumnType.Int64) {
      return Long.toString(value);
    }
    if (type instanceof ColumnType.Float32) {
      return Float.toString((float) Double.longBitsToDouble(value));
    }
    if (type instanceof ColumnType.Float64) {
      return Double.toString(Double.longBitsToDouble(value));
    }
    if (type instanceof ColumnType.Date) {
      return LocalDate.ofEpochDay(value).toString();
    }
    if (type instanceof ColumnType.Time) {
      return TIME.format(LocalTime.ofNanoOfDay(value * 1000));
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              Math.floorDiv(value, MICROS_PER_SECOND),
              (int) Math.floorMod(value, MICROS_PER_SECOND) * 1000,
              ZoneOffset.UTC);
      return time.toLocalDate()
          + "T"
          + TIME.format(time.toLocalTime())
          + (timestamp.utcAdjusted() ? "Z" : "");
    }
    throw new IllegalStateException("no 64-bit value: " + type.name());
  }
}
