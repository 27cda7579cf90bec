package io.pyforge.core.reader.mdf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in byte arrays, lowest byte first, as everything on a page is. */
final class LittleEndian {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static int u8(byte[] b, int at) {
    return b[at] & 0xff;
  }

  static int u16(byte[] b, int at) {
    return (short) SHORT.get(b, at) & 0xffff;
  }

  static short i16(byte[] b, int at) {
    return (short) SHORT.get(b, at);
  }

  static int u24(byte[] b, int at) {
    return u16(b, at) | u8(b, at + 2) << 16;
  }

  static int i32(byte[] b, int at) {
    return (int) INT.get(b, at);
  }

  static long u32(byte[] b, int at) {
    return i32(b, at) & 0xffffffffL;
  }

  static long u40(byte[] b, int at) {
    return u32(b, at) | (long) u8(b, at + 4) << 32;
  }

  static long i64(byte[] b, int at) {
    return (long) LONG.get(b, at);
  }

  static void putI32(byte[] b, int at, int value) {
    INT.set(b, at, value);
  }
}
