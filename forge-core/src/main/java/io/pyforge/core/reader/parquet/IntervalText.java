package io.pyforge.core.reader.parquet;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * INTERVAL as ISO 8601 durations such as {@code P14M3DT1.5S}. Months, days and milliseconds stay as
 * they are, because none is a fixed number of the next: unsigned 32-bit numbers, little-endian
 * (Parquet format, LogicalTypes.md, "INTERVAL").
 */
final class IntervalText {
  private static final long MILLIS_PER_SECOND = 1000;

  private IntervalText() {}

  static String of(byte[] value) {
    ByteBuffer parts = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
    long months = Integer.toUnsignedLong(parts.getInt());
    long days = Integer.toUnsignedLong(parts.getInt());
    long millis = Integer.toUnsignedLong(parts.getInt());
    StringBuilder text = new StringBuilder("P");
    if (months > 0) {
      text.append(months).append('M');
    }
    if (days > 0) {
      text.append(days).append('D');
    }
    if (millis > 0 || months == 0 && days == 0) {
      text.append('T').append(millis / MILLIS_PER_SECOND);
      String fraction = Long.toString(MILLIS_PER_SECOND + millis % MILLIS_PER_SECOND).substring(1);
      String digits = fraction.replaceFirst("0+$", "");
      text.append(digits.isEmpty() ? "" : "." + digits).append('S');
    }
    return text.toString();
  }
}
