package io.pyforge.core.reader.parquet;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.reader.parquet.ValueReader.BadValue;
import io.pyforge.core.reader.parquet.ValueReader.InexactValue;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.batch.LongVector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UnknownLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/**
 * What each Parquet type becomes (Parquet format, LogicalTypes.md; the converted types of older
 * files reach us as logical types):
 *
 * <ul>
 *   <li>integers of any width the narrowest of int32, int64 and decimal(20,0) that holds them
 *   <li>DECIMAL of up to 38 digits a decimal, of more text
 *   <li>STRING, ENUM, JSON text, UUID its usual text; BSON and what has no annotation binary
 *   <li>TIME and TIMESTAMP in microseconds; those in nanoseconds too, unless a value has some, in
 *       which case the whole column becomes text
 *   <li>INT96 a timestamp without zone, as DuckDB and Arrow read it
 *   <li>INTERVAL text as an ISO 8601 duration
 *   <li>FLOAT16 float32; a column of unknown type, which is all null, text
 * </ul>
 */
final class SourceTypes {
  private static final int NANOS_PER_MICRO = 1000;
  private static final BigInteger NANOS_PER_DAY = BigInteger.valueOf(86_400_000_000_000L);

  /** The Julian day number of 1970-01-01, from which INT96 counts. */
  private static final int JULIAN_DAY_OF_EPOCH = 2_440_588;

  /** A type and the reader of its values. */
  record Mapping(ColumnType type, ValueReader reader) {}

  private final boolean replaceInvalidText;

  /**
   * @param replaceInvalidText whether bytes that are no UTF-8 become U+FFFD rather than a failure
   */
  SourceTypes(boolean replaceInvalidText) {
    this.replaceInvalidText = replaceInvalidText;
  }

  /**
   * Maps a type.
   *
   * @param inexact whether values are known that microseconds do not hold
   */
  Mapping map(PrimitiveType type, boolean inexact) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof UnknownLogicalTypeAnnotation) {
      return new Mapping(
          new ColumnType.Text(),
          (from, to) -> {
            throw new BadValue("a column of the null type holds a value");
          });
    }
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal(type.getPrimitiveTypeName(), decimal);
    }
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> longs(new ColumnType.Bool(), from -> from.getBoolean() ? 1 : 0);
      case FLOAT ->
          longs(
              new ColumnType.Float32(),
              from -> Double.doubleToRawLongBits((double) from.getFloat()));
      case DOUBLE ->
          longs(new ColumnType.Float64(), from -> Double.doubleToRawLongBits(from.getDouble()));
      case INT32 -> int32(logical);
      case INT64 -> int64(logical, inexact);
      case INT96 -> timestamp(false, SourceTypes::int96Nanos, inexact);
      case BINARY -> binary(logical);
      case FIXED_LEN_BYTE_ARRAY -> fixed(logical);
    };
  }

  private interface LongValue {
    long of(ColumnReader from) throws InexactValue, BadValue;
  }

  private interface BigValue {
    BigInteger of(ColumnReader from) throws BadValue;
  }

  private interface BytesValue {
    byte[] of(ColumnReader from) throws BadValue;
  }

  private static Mapping longs(ColumnType type, LongValue value) {
    return new Mapping(type, (from, to) -> ((LongVector) to).append(value.of(from)));
  }

  private static Mapping bytes(ColumnType type, BytesValue value) {
    return new Mapping(type, (from, to) -> appendBytes(to, value.of(from)));
  }

  private static void appendBytes(ColumnVector to, byte[] bytes) {
    ((BytesVector) to).appendCopy(bytes, 0, bytes.length);
  }

  private static Mapping int32(@Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof DateLogicalTypeAnnotation) {
      return longs(new ColumnType.Date(), ColumnReader::getInteger);
    }
    if (logical instanceof TimeLogicalTypeAnnotation) {
      return longs(new ColumnType.Time(), from -> timeOfDay(from.getInteger() * 1000L));
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return switch (integer.getBitWidth()) {
        case 8 -> longs(new ColumnType.Int32(), from -> from.getInteger() & 0xFF);
        case 16 -> longs(new ColumnType.Int32(), from -> from.getInteger() & 0xFFFF);
        default -> longs(new ColumnType.Int64(), from -> Integer.toUnsignedLong(from.getInteger()));
      };
    }
    return longs(new ColumnType.Int32(), ColumnReader::getInteger);
  }

  private Mapping int64(@Nullable LogicalTypeAnnotation logical, boolean inexact) {
    if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
      return switch (timestamp.getUnit()) {
        case MILLIS ->
            longs(
                new ColumnType.Timestamp(timestamp.isAdjustedToUTC()),
                from -> millisToMicros(from.getLong()));
        case MICROS ->
            longs(new ColumnType.Timestamp(timestamp.isAdjustedToUTC()), ColumnReader::getLong);
        case NANOS ->
            timestamp(
                timestamp.isAdjustedToUTC(), from -> BigInteger.valueOf(from.getLong()), inexact);
      };
    }
    if (logical instanceof TimeLogicalTypeAnnotation time) {
      if (time.getUnit() != TimeUnit.NANOS) {
        return longs(new ColumnType.Time(), from -> timeOfDay(from.getLong()));
      }
      return inexact
          ? bytes(
              new ColumnType.Text(), from -> utf8(NanosText.timeOfDay(dayNanos(from.getLong()))))
          : longs(new ColumnType.Time(), from -> exactMicros(dayNanos(from.getLong())));
    }
    if (logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return bigDecimals(
          new ColumnType.Decimal(20, 0),
          from -> new BigInteger(Long.toUnsignedString(from.getLong())));
    }
    return longs(new ColumnType.Int64(), ColumnReader::getLong);
  }

  /**
   * A timestamp in nanoseconds: exact in microseconds, or else as text. INT96 also reaches years
   * that microseconds do not.
   */
  private static Mapping timestamp(boolean utcAdjusted, BigValue nanos, boolean inexact) {
    if (inexact) {
      return bytes(
          new ColumnType.Text(), from -> utf8(NanosText.timestamp(nanos.of(from), utcAdjusted)));
    }
    return longs(
        new ColumnType.Timestamp(utcAdjusted),
        from -> {
          BigInteger[] parts =
              nanos.of(from).divideAndRemainder(BigInteger.valueOf(NANOS_PER_MICRO));
          if (parts[1].signum() != 0 || parts[0].bitLength() > Long.SIZE - 1) {
            throw new InexactValue();
          }
          return parts[0].longValue();
        });
  }

  /** INT96: nanoseconds of the day in eight bytes, then the Julian day in four, little-endian. */
  private static BigInteger int96Nanos(ColumnReader from) {
    ByteBuffer value = ByteBuffer.wrap(from.getBinary().getBytes()).order(ByteOrder.LITTLE_ENDIAN);
    BigInteger nanosOfDay = BigInteger.valueOf(value.getLong());
    long day = (long) value.getInt() - JULIAN_DAY_OF_EPOCH;
    return BigInteger.valueOf(day).multiply(NANOS_PER_DAY).add(nanosOfDay);
  }

  private Mapping binary(@Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof StringLogicalTypeAnnotation
        || logical instanceof EnumLogicalTypeAnnotation
        || logical instanceof JsonLogicalTypeAnnotation) {
      return bytes(new ColumnType.Text(), from -> validText(from.getBinary().getBytes()));
    }
    return bytes(new ColumnType.Binary(), from -> from.getBinary().getBytes());
  }

  private static Mapping fixed(@Nullable LogicalTypeAnnotation logical) {
    if (logical instanceof UUIDLogicalTypeAnnotation) {
      return bytes(
          new ColumnType.Text(),
          from -> {
            ByteBuffer value = from.getBinary().toByteBuffer();
            return utf8(new UUID(value.getLong(), value.getLong()).toString());
          });
    }
    if (logical instanceof Float16LogicalTypeAnnotation) {
      return longs(
          new ColumnType.Float32(),
          from -> {
            ByteBuffer value = from.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
            return Double.doubleToRawLongBits((double) halfToFloat(value.getShort()));
          });
    }
    if (logical instanceof IntervalLogicalTypeAnnotation) {
      return bytes(
          new ColumnType.Text(), from -> utf8(IntervalText.of(from.getBinary().getBytes())));
    }
    return bytes(new ColumnType.Binary(), from -> from.getBinary().getBytes());
  }

  private static Mapping decimal(
      PrimitiveTypeName physical, DecimalLogicalTypeAnnotation annotation) {
    int precision = annotation.getPrecision();
    int scale = annotation.getScale();
    BigValue value =
        switch (physical) {
          case INT32 -> from -> BigInteger.valueOf(from.getInteger());
          case INT64 -> from -> BigInteger.valueOf(from.getLong());
          default -> SourceTypes::bigEndian;
        };
    if (precision > ColumnType.Decimal.MAX_PRECISION) {
      return bytes(
          new ColumnType.Text(),
          from -> utf8(new BigDecimal(value.of(from), scale).toPlainString()));
    }
    return bigDecimals(new ColumnType.Decimal(precision, scale), value);
  }

  private static BigInteger bigEndian(ColumnReader from) throws BadValue {
    byte[] bytes = from.getBinary().getBytes();
    if (bytes.length == 0) {
      throw new BadValue("decimal of no bytes");
    }
    return new BigInteger(bytes);
  }

  private static Mapping bigDecimals(ColumnType.Decimal type, BigValue value) {
    BigInteger bound = BigInteger.TEN.pow(type.precision());
    return new Mapping(
        type,
        (from, to) -> {
          BigInteger unscaled = value.of(from);
          if (unscaled.abs().compareTo(bound) >= 0) {
            throw new BadValue(
                new BigDecimal(unscaled, type.scale()).toPlainString()
                    + " has more digits than "
                    + type.name());
          }
          if (to instanceof LongVector longs) {
            longs.append(unscaled.longValueExact());
          } else {
            ((Int128Vector) to).append(unscaled);
          }
        });
  }

  private static long timeOfDay(long micros) throws BadValue {
    if (micros < 0 || micros >= TemporalText.MICROS_PER_DAY) {
      throw new BadValue(micros + " microseconds are no time of day");
    }
    return micros;
  }

  private static long dayNanos(long nanos) throws BadValue {
    timeOfDay(Math.floorDiv(nanos, NANOS_PER_MICRO));
    return nanos;
  }

  private static long exactMicros(long nanos) throws InexactValue {
    if (nanos % NANOS_PER_MICRO != 0) {
      throw new InexactValue();
    }
    return nanos / NANOS_PER_MICRO;
  }

  private static long millisToMicros(long millis) throws BadValue {
    try {
      return Math.multiplyExact(millis, 1000L);
    } catch (ArithmeticException e) {
      throw new BadValue("timestamp of " + millis + " milliseconds is beyond the year 294247");
    }
  }

  private byte[] validText(byte[] bytes) throws BadValue {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return bytes;
    } catch (CharacterCodingException e) {
      if (replaceInvalidText) {
        return utf8(new String(bytes, StandardCharsets.UTF_8));
      }
      throw new BadValue("text is no valid UTF-8; --on-invalid-text replace would accept it");
    }
  }

  /** IEEE 754 half precision; JDK 17 has no method for it. */
  private static float halfToFloat(short bits) {
    int exponent = bits >>> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude =
        exponent == 0x1F
            ? fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN
            : exponent == 0
                ? fraction * 0x1p-24f
                : Math.scalb(1 + fraction * 0x1p-10f, exponent - 15);
    return bits < 0 ? -magnitude : magnitude;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
