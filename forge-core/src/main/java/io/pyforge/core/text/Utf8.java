package io.pyforge.core.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks that bytes are UTF-8 as RFC 3629 defines it, or ASCII. */
public final class Utf8 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH = 0x8080808080808080L;

  private Utf8() {}

  /** Whether all bytes in {@code [from, to)} are ASCII, and so the same in UTF-8. */
  public static boolean isAscii(byte[] b, int from, int to) {
    int p = from;
    for (; p + Long.BYTES <= to; p += Long.BYTES) {
      if (((long) LONG.get(b, p) & HIGH) != 0) {
        return false;
      }
    }
    for (; p < to; p++) {
      if (b[p] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The position of the first byte in {@code [from, to)} that starts no valid character, or -1. A
   * character cut off by {@code to} is invalid.
   */
  public static int firstInvalid(byte[] b, int from, int to) {
    int p = from;
    while (true) {
      while (p + 32 <= to
          && (((long) LONG.get(b, p)
                      | (long) LONG.get(b, p + 8)
                      | (long) LONG.get(b, p + 16)
                      | (long) LONG.get(b, p + 24))
                  & HIGH)
              == 0) {
        p += 32;
      }
      while (p < to && b[p] >= 0) {
        p++;
        if (p + 32 <= to && ((long) LONG.get(b, p) & HIGH) == 0) {
          break;
        }
      }
      if (p >= to) {
        return -1;
      }
      if (b[p] >= 0) {
        continue;
      }
      int length = characterLength(b, p, to);
      if (length == 0) {
        return p;
      }
      p += length;
    }
  }

  /** Bytes of the character at {@code p}, which is not ASCII, or 0 when it is invalid. */
  private static int characterLength(byte[] b, int p, int to) {
    int lead = b[p] & 0xff;
    if (lead < 0xC2 || lead > 0xF4) {
      return 0;
    }
    int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (p + length > to) {
      return 0;
    }
    int second = b[p + 1] & 0xff;
    // Overlong forms, surrogates and code points beyond U+10FFFF all show in the second byte.
    int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (second < low || second > high) {
      return 0;
    }
    for (int i = 2; i < length; i++) {
      if ((b[p + i] & 0xC0) != 0x80) {
        return 0;
      }
    }
    return length;
  }

  /** How many bytes at the end of {@code [0, to)} belong to a character that is cut off there. */
  public static int cutOff(byte[] b, int to) {
    for (int back = 1; back <= 3 && back <= to; back++) {
      int c = b[to - back] & 0xff;
      if (c >= 0xC0) {
        int length = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
        return length > back ? back : 0;
      }
      if (c < 0x80) {
        return 0;
      }
    }
    return 0;
  }
}
