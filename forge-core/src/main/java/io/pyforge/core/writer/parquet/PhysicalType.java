package io.pyforge.core.writer.parquet;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.parquet.format.Type;

/**
 * How values of a column lie in its pages, and how the bounds of statistics are ordered, by the
 * type-defined order of the Parquet format.
 */
enum PhysicalType {
  BOOLEAN(Type.BOOLEAN, 1, (a, b) -> Byte.compare(a[0], b[0])),
  INT32(
      Type.INT32,
      Integer.BYTES,
      (a, b) -> Integer.compare(LittleEndian.getInt(a, 0), LittleEndian.getInt(b, 0))),
  INT64(
      Type.INT64,
      Long.BYTES,
      (a, b) -> Long.compare(LittleEndian.getLong(a, 0), LittleEndian.getLong(b, 0))),
  FLOAT(
      Type.FLOAT,
      Float.BYTES,
      (a, b) ->
          Float.compare(
              Float.intBitsToFloat(LittleEndian.getInt(a, 0)),
              Float.intBitsToFloat(LittleEndian.getInt(b, 0)))),
  DOUBLE(
      Type.DOUBLE,
      Double.BYTES,
      (a, b) ->
          Double.compare(
              Double.longBitsToDouble(LittleEndian.getLong(a, 0)),
              Double.longBitsToDouble(LittleEndian.getLong(b, 0)))),
  /** A decimal of 19 to 38 digits: 16 bytes, big-endian, two's complement. */
  WIDE_DECIMAL(
      Type.FIXED_LEN_BYTE_ARRAY,
      2 * Long.BYTES,
      (a, b) -> a[0] != b[0] ? Byte.compare(a[0], b[0]) : Arrays.compareUnsigned(a, b)),
  BYTE_ARRAY(Type.BYTE_ARRAY, 0, Arrays::compareUnsigned);

  private final Type type;
  private final int width;
  private final Comparator<byte[]> boundOrder;

  PhysicalType(Type type, int width, Comparator<byte[]> boundOrder) {
    this.type = type;
    this.width = width;
    this.boundOrder = boundOrder;
  }

  Type type() {
    return type;
  }

  /** Bytes of a plain value, 0 when that varies; a BOOLEAN takes one only in statistics. */
  int width() {
    return width;
  }

  /** The order of plain encoded bounds. */
  Comparator<byte[]> boundOrder() {
    return boundOrder;
  }
}
