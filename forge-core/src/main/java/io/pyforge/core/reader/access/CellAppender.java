package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.complex.ComplexValueForeignKey;
import com.healthmarketscience.jackcess.impl.ColumnImpl;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Appends the values of one column, as Jackcess gives them, to a batch. */
final class CellAppender {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_MICRO = 1000;
  private static final int FIXED_BYTES = 8;
  private static final int FIRST_UNSIGNED_BIT = 0xff;

  private final AccessTable table;
  private final AccessColumn column;
  private final RecordBatch batch;
  private final int index;
  private final ScanLog log;

  CellAppender(AccessTable table, int index, RecordBatch batch, ScanLog log) {
    this.table = table;
    this.index = index;
    this.batch = batch;
    this.log = log;
    column = table.columns().get(index);
  }

  /**
   * Appends a value.
   *
   * @return about how many bytes it takes, or -1 if the column does not hold it: then nothing is
   *     appended, and the column has learnt of it
   */
  int append(@Nullable Object value) throws IOException {
    if (value == null) {
      batch.vector(index).appendNull();
      return 0;
    }
    if (column.type() instanceof ColumnType.Text) {
      return value instanceof ComplexValueForeignKey key
          ? appendText(ComplexJson.of(key))
          : appendText(textOf(value));
    }
    return switch (column.kind()) {
      case BOOLEAN -> appendLong(Boolean.TRUE.equals(value) ? 1 : 0);
      case BYTE -> appendLong(((Number) value).intValue() & FIRST_UNSIGNED_BIT);
      case WHOLE -> appendLong(((Number) value).longValue());
      case FLOAT, DOUBLE -> appendDouble(((Number) value).doubleValue());
      case DECIMAL -> appendDecimal((BigDecimal) value);
      case MOMENT -> appendMoment((LocalDateTime) value);
      case BYTES -> appendBytes(ColumnImpl.toByteArray(value));
      case TEXT, COMPLEX -> throw new IllegalStateException("text is appended as text");
    };
  }

  private int appendLong(long value) {
    batch.longs(index).append(value);
    return FIXED_BYTES;
  }

  private int appendDouble(double value) {
    batch.longs(index).appendDouble(value);
    return FIXED_BYTES;
  }

  private int appendDecimal(BigDecimal value) {
    if (!column.holds(value)) {
      return -1;
    }
    ColumnType.Decimal type = (ColumnType.Decimal) column.type();
    BigDecimal scaled = value.setScale(type.scale());
    if (type.fitsLong()) {
      return appendLong(scaled.unscaledValue().longValueExact());
    }
    batch.int128s(index).append(scaled.unscaledValue());
    return 2 * FIXED_BYTES;
  }

  private int appendMoment(LocalDateTime value) {
    if (value.getNano() % NANOS_PER_MICRO != 0) {
      column.learnText();
      return -1;
    }
    return appendLong(
        value.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND
            + value.getNano() / NANOS_PER_MICRO);
  }

  private int appendText(@Nullable String text) {
    BytesVector vector = batch.bytes(index);
    if (text == null) {
      vector.appendNull();
      return 0;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length != text.length() && hasHalfCharacter(text)) {
      bytes = withoutHalfCharacters(text).getBytes(StandardCharsets.UTF_8);
      log.count(
          "invalid-text",
          1,
          "table " + table.name() + ", column " + column.name(),
          ScanLog.counted("text holds", "texts hold")
              + " halves of characters, which are written as U+FFFD; the first is in "
              + ScanLog.FIRST);
    }
    vector.appendCopy(bytes, 0, bytes.length);
    return bytes.length;
  }

  private static boolean hasHalfCharacter(String text) {
    return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static String withoutHalfCharacters(String text) {
    StringBuilder whole = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
              whole.appendCodePoint(half ? '\uFFFD' : c);
            });
    return whole.toString();
  }

  private int appendBytes(byte[] bytes) {
    batch.bytes(index).appendCopy(bytes, 0, bytes.length);
    return bytes.length;
  }

  private static String textOf(Object value) {
    if (value instanceof LocalDateTime moment) {
      return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(moment);
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }
}
