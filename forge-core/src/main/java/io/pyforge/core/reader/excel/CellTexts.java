package io.pyforge.core.reader.excel;

import io.pyforge.spi.batch.CellText;
import io.pyforge.spi.batch.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Cells as text, in the one form that {@link CellText} gives typed values: what columns of mixed
 * kinds, names of columns and messages are made of. Durations are {@code 27:30:00}, with as many
 * digits of hours as they take.
 */
final class CellTexts {
  private static final ColumnType DATE = new ColumnType.Date();
  private static final ColumnType TIMESTAMP = new ColumnType.Timestamp(false);
  private static final ColumnType TIME = new ColumnType.Time();
  private static final ColumnType FLOAT = new ColumnType.Float64();
  private static final long MICROS_PER_HOUR = 3_600_000_000L;
  private static final int MAX_PLAIN_SCALE = 25;

  private CellTexts() {}

  /** Appends the text of a cell. */
  static void append(SheetRow row, int cell, SharedStrings strings, TextBytes into)
      throws IOException {
    long value = row.values[cell];
    switch (row.kinds[cell]) {
      case CellKind.SHARED -> strings.append((int) value, into);
      case CellKind.TEXT, CellKind.DIGITS, CellKind.ERROR ->
          into.append(row.text.bytes, (int) value, (int) value + row.extras[cell]);
      case CellKind.NUMBER -> appendNumber(value, row.extras[cell], into);
      case CellKind.FLOAT -> into.append(number(Double.longBitsToDouble(value)));
      case CellKind.BOOLEAN -> into.append(value != 0 ? "true" : "false");
      case CellKind.DATE -> into.append(CellText.ofLong(value, DATE));
      case CellKind.TIMESTAMP -> into.append(CellText.ofLong(value, TIMESTAMP));
      case CellKind.TIME -> into.append(CellText.ofLong(value, TIME));
      case CellKind.DURATION -> into.append(duration(value));
      default -> {
        // Nothing to show.
      }
    }
  }

  /** The text of a cell. */
  static String text(SheetRow row, int cell, SharedStrings strings) throws IOException {
    TextBytes text = new TextBytes();
    append(row, cell, strings, text);
    return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
  }

  /** Whether a cell is text of nothing but blanks. */
  static boolean isBlank(SheetRow row, int cell, SharedStrings strings) {
    byte kind = row.kinds[cell];
    if (kind == CellKind.SHARED) {
      return strings.isBlank((int) row.values[cell]);
    }
    if (kind != CellKind.TEXT) {
      return false;
    }
    int from = (int) row.values[cell];
    for (int p = from; p < from + row.extras[cell]; p++) {
      if (row.text.bytes[p] > ' ' || row.text.bytes[p] < 0) {
        return false;
      }
    }
    return true;
  }

  /** A double in the shortest decimal form, without an exponent where that stays readable. */
  private static String number(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    boolean readable = Math.abs(shortest.scale()) <= MAX_PLAIN_SCALE;
    return readable
        ? shortest.toPlainString()
        : CellText.ofLong(Double.doubleToRawLongBits(value), FLOAT);
  }

  private static void appendNumber(long unscaled, int scale, TextBytes into) {
    if (scale > 0) {
      into.append(BigDecimal.valueOf(unscaled, scale).toPlainString());
      return;
    }
    into.reserve(20);
    if (unscaled == Long.MIN_VALUE) {
      into.append(Long.toString(unscaled));
      return;
    }
    long rest = Math.abs(unscaled);
    int digits = Math.max(1, NumericCells.digits(rest));
    int end = into.length + digits + (unscaled < 0 ? 1 : 0);
    if (unscaled < 0) {
      into.bytes[into.length] = '-';
    }
    for (int p = end - 1, i = 0; i < digits; i++, p--) {
      into.bytes[p] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    into.length = end;
  }

  private static String duration(long micros) {
    long size = Math.abs(micros);
    long hours = size / MICROS_PER_HOUR;
    String withinHour = CellText.ofLong(size % MICROS_PER_HOUR, TIME).substring(2); // ":30:00"
    return (micros < 0 ? "-" : "") + (hours < 10 ? "0" : "") + hours + withinHour;
  }
}
