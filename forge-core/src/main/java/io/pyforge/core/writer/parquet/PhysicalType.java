package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;
import java.util.Arrays;
import org.apache.parquet.format.Type;

/**
 * How values of a column lie in its pages, and how the bounds of statistics are ordered, by the
 * type-defined order of the Parquet format.
 */
enum PhysicalType {
  BOOLEAN(Type.BOOLEAN, 1),
  INT32(Type.INT32, Integer.BYTES),
  INT64(Type.INT64, Long.BYTES),
  FLOAT(Type.FLOAT, Float.BYTES),
  DOUBLE(Type.DOUBLE, Double.BYTES),
  /** A decimal of 19 to 38 digits: 16 bytes, big-endian, two's complement. */
  WIDE_DECIMAL(Type.FIXED_LEN_BYTE_ARRAY, 2 * Long.BYTES),
  BYTE_ARRAY(Type.BYTE_ARRAY, 0);

  private final Type type;
  private final int width;

  PhysicalType(Type type, int width) {
    this.type = type;
    this.width = width;
  }

  Type type() {
    return type;
  }

  /** Bytes of a plain value, 0 when that varies; a BOOLEAN takes one only in statistics. */
  int width() {
    return width;
  }

  /** Compares plain encoded bounds. */
  int compareBounds(byte[] a, byte[] b) {
    return switch (this) {
      case BOOLEAN -> Byte.compare(a[0], b[0]);
      case INT32 -> Integer.compare(LittleEndian.getInt(a, 0), LittleEndian.getInt(b, 0));
      case INT64 -> Long.compare(LittleEndian.getLong(a, 0), LittleEndian.getLong(b, 0));
      case FLOAT -> Float.compare(floatOf(a), floatOf(b));
      case DOUBLE -> Double.compare(doubleOf(a), doubleOf(b));
      case WIDE_DECIMAL -> a[0] != b[0] ? Byte.compare(a[0], b[0]) : Arrays.compareUnsigned(a, b);
      case BYTE_ARRAY -> Arrays.compareUnsigned(a, b);
    };
  }

  private static float floatOf(byte[] bound) {
    return Float.intBitsToFloat(LittleEndian.getInt(bound, 0));
  }

  private static double doubleOf(byte[] bound) {
    return Double.longBitsToDouble(LittleEndian.getLong(bound, 0));
  }
}
