package io.pyforge.core.reader.mdf.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/** Values as SQL Server stores them; a byte array stands for itself whatever the type. */
final class SqlValue {
  private static final LocalDate YEAR_1 = LocalDate.of(1, 1, 1);
  private static final LocalDate YEAR_1900 = LocalDate.of(1900, 1, 1);

  private SqlValue() {}

  static byte[] of(MdfColumn column, Object value) {
    if (value instanceof byte[] bytes) {
      return bytes;
    }
    return switch (column.type()) {
      case 48, 104 -> little(1, number(value));
      case 52 -> little(2, number(value));
      case 56 -> little(4, number(value));
      case 127 -> little(8, number(value));
      case 59 -> little(4, Float.floatToRawIntBits(((Number) value).floatValue()));
      case 62 -> little(8, Double.doubleToRawLongBits(((Number) value).doubleValue()));
      case 60 -> little(8, ((BigDecimal) value).movePointRight(4).longValueExact());
      case 122 -> little(4, ((BigDecimal) value).movePointRight(4).longValueExact());
      case 106, 108 -> decimal(column, (BigDecimal) value);
      case 40 -> little(3, ChronoUnit.DAYS.between(YEAR_1, (LocalDate) value));
      case 41 -> time(column.scale(), (LocalTime) value);
      case 42 -> datetime2(column.scale(), (LocalDateTime) value);
      case 43 -> {
        OffsetDateTime time = (OffsetDateTime) value;
        yield joined(
            datetime2(column.scale(), time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime()),
            little(2, time.getOffset().getTotalSeconds() / 60));
      }
      case 61 -> {
        LocalDateTime time = (LocalDateTime) value;
        long ticks = Math.round(time.toLocalTime().toNanoOfDay() * 300 / 1e9);
        yield joined(
            little(4, ticks), little(4, ChronoUnit.DAYS.between(YEAR_1900, time.toLocalDate())));
      }
      case 58 -> {
        LocalDateTime time = (LocalDateTime) value;
        yield joined(
            little(2, time.toLocalTime().toSecondOfDay() / 60),
            little(2, ChronoUnit.DAYS.between(YEAR_1900, time.toLocalDate())));
      }
      case 36 -> guid((UUID) value);
      case 35, 167 -> ((String) value).getBytes(charset(column));
      case 175 -> padded(((String) value).getBytes(charset(column)), column.length(), 1);
      case 99, 231 -> ((String) value).getBytes(StandardCharsets.UTF_16LE);
      case 239 -> padded(((String) value).getBytes(StandardCharsets.UTF_16LE), column.length(), 2);
      default -> throw new IllegalArgumentException("give the bytes of type " + column.type());
    };
  }

  private static Charset charset(MdfColumn column) {
    return switch (column.collation()) {
      case MdfColumn.CYRILLIC -> Charset.forName("windows-1251");
      case MdfColumn.JAPANESE -> Charset.forName("windows-31j");
      default -> Charset.forName("windows-1252");
    };
  }

  private static long number(Object value) {
    return value instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) value).longValue();
  }

  static byte[] little(int bytes, long value) {
    byte[] b = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      b[i] = (byte) (value >> 8 * i);
    }
    return b;
  }

  private static byte[] decimal(MdfColumn column, BigDecimal value) {
    BigInteger unscaled = value.setScale(column.scale()).unscaledValue();
    byte[] b = new byte[column.length()];
    b[0] = (byte) (unscaled.signum() < 0 ? 0 : 1);
    byte[] big = unscaled.abs().toByteArray();
    for (int i = 0; i < big.length && 1 + i < b.length; i++) {
      b[1 + i] = big[big.length - 1 - i];
    }
    return b;
  }

  private static byte[] time(int scale, LocalTime value) {
    long units = value.toNanoOfDay() / (long) Math.pow(10, 9 - scale);
    return little(scale <= 2 ? 3 : scale <= 4 ? 4 : 5, units);
  }

  private static byte[] datetime2(int scale, LocalDateTime value) {
    return joined(
        time(scale, value.toLocalTime()),
        little(3, ChronoUnit.DAYS.between(YEAR_1, value.toLocalDate())));
  }

  private static byte[] guid(UUID value) {
    ByteBuffer b = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    long high = value.getMostSignificantBits();
    b.putInt((int) (high >>> 32)).putShort((short) (high >>> 16)).putShort((short) high);
    b.order(ByteOrder.BIG_ENDIAN).putLong(value.getLeastSignificantBits());
    return b.array();
  }

  private static byte[] padded(byte[] text, int length, int unit) {
    byte[] b = Arrays.copyOf(text, length);
    for (int i = text.length; i < length; i += unit) {
      b[i] = ' ';
    }
    return b;
  }

  static byte[] joined(byte[]... parts) {
    int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
    ByteBuffer b = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      b.put(part);
    }
    return b.array();
  }
}
