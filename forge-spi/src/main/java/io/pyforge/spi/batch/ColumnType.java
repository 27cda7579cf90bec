package io.pyforge.spi.batch;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The type of a column. Closed data: a new case must be handled by every writer.
 *
 * <p>{@link #name()} and {@link #parse} are each other's inverse; the names are public API ({@code
 * --schema}, JSON results).
 *
 * @since 1
 */
public sealed interface ColumnType {
  /** True or false. */
  record Bool() implements ColumnType {}

  /** A signed 32-bit integer. */
  record Int32() implements ColumnType {}

  /** A signed 64-bit integer. */
  record Int64() implements ColumnType {}

  /** An IEEE 754 single. */
  record Float32() implements ColumnType {}

  /** An IEEE 754 double. */
  record Float64() implements ColumnType {}

  /**
   * An exact decimal.
   *
   * @param precision significant digits, 1 to 38
   * @param scale digits after the point, 0 to {@code precision}
   */
  record Decimal(int precision, int scale) implements ColumnType {
    /** The most digits that fit the unscaled 64-bit form of {@link LongVector}. */
    public static final int MAX_LONG_PRECISION = 18;

    /** The most digits any decimal column has. */
    public static final int MAX_PRECISION = 38;

    /** Refuses what no decimal column can be. */
    public Decimal {
      if (precision < 1 || precision > MAX_PRECISION) {
        throw new IllegalArgumentException("precision must be 1 to 38, got " + precision);
      }
      if (scale < 0 || scale > precision) {
        throw new IllegalArgumentException(
            "scale must be 0 to precision " + precision + ", got " + scale);
      }
    }

    /** Whether unscaled values fit a long. */
    public boolean fitsLong() {
      return precision <= MAX_LONG_PRECISION;
    }
  }

  /** UTF-8 text. */
  record Text() implements ColumnType {}

  /** Bytes. */
  record Binary() implements ColumnType {}

  /** A calendar day: days since 1970-01-01, proleptic Gregorian. */
  record Date() implements ColumnType {}

  /** A time of day: microseconds since midnight. */
  record Time() implements ColumnType {}

  /**
   * A point in time: microseconds since 1970-01-01T00:00.
   *
   * @param utcAdjusted true when the value is an instant, false when it is a local date and time
   */
  record Timestamp(boolean utcAdjusted) implements ColumnType {}

  /**
   * The type's public name, such as {@code int64}, {@code decimal(10,2)}, {@code timestamp_utc}.
   */
  default String name() {
    if (this instanceof Decimal d) {
      return "decimal(" + d.precision() + "," + d.scale() + ")";
    }
    if (this instanceof Timestamp t) {
      return t.utcAdjusted() ? "timestamp_utc" : "timestamp";
    }
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads a public name. Letter case does not matter.
   *
   * @throws IllegalArgumentException if it names no type; the message lists the names
   */
  static ColumnType parse(String name) {
    String key = name.strip().toLowerCase(Locale.ROOT);
    switch (key) {
      case "bool", "boolean":
        return new Bool();
      case "int32", "int":
        return new Int32();
      case "int64", "bigint", "long":
        return new Int64();
      case "float32", "float":
        return new Float32();
      case "float64", "double":
        return new Float64();
      case "text", "string":
        return new Text();
      case "binary":
        return new Binary();
      case "date":
        return new Date();
      case "time":
        return new Time();
      case "timestamp":
        return new Timestamp(false);
      case "timestamp_utc":
        return new Timestamp(true);
      default:
        Matcher decimal =
            Pattern.compile("decimal\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)").matcher(key);
        if (decimal.matches()) {
          return new Decimal(
              Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
        }
        throw new IllegalArgumentException(
            "unknown type '"
                + name
                + "'; types are bool, int32, int64, float32, float64, decimal(p,s), text, binary,"
                + " date, time, timestamp, timestamp_utc");
    }
  }
}
