package io.pyforge.core.reader.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the ends of JSON tokens (RFC 8259) in UTF-8 text, and refuses what is none. Eight bytes
 * behind the text must be readable.
 */
final class JsonScanner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;
  private static final long QUOTES = 0x2222222222222222L;
  private static final long BACKSLASHES = 0x5c5c5c5c5c5c5c5cL;

  private final int maxDepth;
  private final boolean oneLine;

  /**
   * @param maxDepth levels of structures accepted
   * @param oneLine whether a line end is no white space, because it ends the value
   */
  JsonScanner(int maxDepth, boolean oneLine) {
    this.maxDepth = maxDepth;
    this.oneLine = oneLine;
  }

  int maxDepth() {
    return maxDepth;
  }

  /**
   * Whether {@code wanted}, of 4 bytes or more, stands at {@code p}; never for fewer. The bytes may
   * reach beyond the text.
   */
  static boolean isAt(byte[] b, int p, byte[] wanted) {
    int length = wanted.length;
    if (length < 8) {
      return length > 3
          && (int) INT.get(b, p) == (int) INT.get(wanted, 0)
          && (int) INT.get(b, p + length - 4) == (int) INT.get(wanted, length - 4);
    }
    for (int i = 0; i < length - 8; i += 8) {
      if ((long) LONG.get(b, p + i) != (long) LONG.get(wanted, i)) {
        return false;
      }
    }
    return (long) LONG.get(b, p + length - 8) == (long) LONG.get(wanted, length - 8);
  }

  /** The first byte from {@code p} on that is no white space, or {@code end}. */
  static int skipSpace(byte[] b, int p, int end) {
    int at = p;
    while (at < end && (b[at] == ' ' || b[at] == '\n' || b[at] == '\r' || b[at] == '\t')) {
      at++;
    }
    return at;
  }

  /** As {@link #skipSpace}, between the tokens of a value. */
  int skip(byte[] b, int p, int end) {
    int at = p;
    while (at < end
        && b[at] <= ' '
        && (b[at] == ' ' || b[at] == '\r' || b[at] == '\t' || b[at] == '\n' && !oneLine)) {
      at++;
    }
    return at;
  }

  /**
   * The first byte from {@code p} on, within a string, that is a quote, a backslash or a control
   * character; or {@code end}.
   */
  static int plainEnd(byte[] b, int p, int end) {
    int at = p;
    while (at < end) {
      long word = (long) LONG.get(b, at);
      long quotes = word ^ QUOTES;
      long escapes = word ^ BACKSLASHES;
      // A byte below 0x20 borrows from its high bit; bytes of 0x80 and more are masked out by
      // ~word.
      long found =
          (quotes - ONES & ~quotes | escapes - ONES & ~escapes | word - ONES * 0x20 & ~word) & HIGH;
      if (found != 0) {
        at += Long.numberOfTrailingZeros(found) >>> 3;
        return Math.min(at, end);
      }
      at += 8;
    }
    return end;
  }

  /**
   * The end of a string, behind its closing quote.
   *
   * @param p behind the opening quote
   */
  static int stringEnd(byte[] b, int p, int end) throws JsonSyntax {
    int at = p;
    while (true) {
      at = plainEnd(b, at, end);
      if (at >= end) {
        throw JsonSyntax.wrong("a string is not closed", p - 1);
      }
      if (b[at] == '"') {
        return at + 1;
      }
      if (b[at] != '\\') {
        throw JsonSyntax.wrong("a control character stands in a string", at);
      }
      at = escapeEnd(b, at, end);
    }
  }

  /** The end of the escape that starts with the backslash at {@code p}. */
  static int escapeEnd(byte[] b, int p, int end) throws JsonSyntax {
    if (p + 1 < end) {
      switch (b[p + 1]) {
        case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
          return p + 2;
        }
        case 'u' -> {
          if (p + 6 <= end
              && hex(b[p + 2]) >= 0
              && hex(b[p + 3]) >= 0
              && hex(b[p + 4]) >= 0
              && hex(b[p + 5]) >= 0) {
            return p + 6;
          }
        }
        default -> {
          // Falls out of the switch: no escape.
        }
      }
    }
    throw JsonSyntax.wrong("a backslash starts no escape", p);
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hex(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int lower = digit | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** The end of the number that starts at {@code p}. */
  static int numberEnd(byte[] b, int p, int end) throws JsonSyntax {
    int at = b[p] == '-' ? p + 1 : p;
    if (at < end && b[at] == '0') {
      at++;
    } else {
      at = digitsEnd(b, at, end);
    }
    if (at < end && b[at] == '.') {
      at = digitsEnd(b, at + 1, end);
    }
    if (at < end && (b[at] == 'e' || b[at] == 'E')) {
      at++;
      if (at < end && (b[at] == '+' || b[at] == '-')) {
        at++;
      }
      at = digitsEnd(b, at, end);
    }
    return at;
  }

  private static int digitsEnd(byte[] b, int p, int end) throws JsonSyntax {
    int at = p;
    while (at < end && b[at] >= '0' && b[at] <= '9') {
      at++;
    }
    if (at == p) {
      throw JsonSyntax.expected("a digit", b, at, end);
    }
    return at;
  }

  /**
   * The end of {@code true}, {@code false} or {@code null}, of which {@code p} has the first
   * letter.
   */
  static int wordEnd(byte[] b, int p, int end) throws JsonSyntax {
    String word = b[p] == 't' ? "true" : b[p] == 'f' ? "false" : "null";
    if (p + word.length() <= end) {
      int i = 1;
      while (i < word.length() && b[p + i] == word.charAt(i)) {
        i++;
      }
      if (i == word.length()) {
        return p + i;
      }
    }
    throw JsonSyntax.expected("a value", b, p, end);
  }

  /**
   * The end of any value.
   *
   * @param p its first byte
   */
  int valueEnd(byte[] b, int p, int end) throws JsonSyntax {
    return valueEnd(b, p, end, 0);
  }

  private int valueEnd(byte[] b, int p, int end, int depth) throws JsonSyntax {
    if (p >= end) {
      throw JsonSyntax.expected("a value", b, p, end);
    }
    return switch (b[p]) {
      case '"' -> stringEnd(b, p + 1, end);
      case '{', '[' -> structureEnd(b, p, end, depth + 1);
      case 't', 'f', 'n' -> wordEnd(b, p, end);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> numberEnd(b, p, end);
      default -> throw JsonSyntax.expected("a value", b, p, end);
    };
  }

  private int structureEnd(byte[] b, int p, int end, int depth) throws JsonSyntax {
    if (depth > maxDepth) {
      throw JsonSyntax.tooDeep(maxDepth, p);
    }
    boolean object = b[p] == '{';
    byte closing = (byte) (object ? '}' : ']');
    int at = skip(b, p + 1, end);
    if (at < end && b[at] == closing) {
      return at + 1;
    }
    while (true) {
      if (object) {
        at = keyEnd(b, at, end);
      }
      at = skip(b, valueEnd(b, at, end, depth), end);
      if (at < end && b[at] == closing) {
        return at + 1;
      }
      if (at >= end || b[at] != ',') {
        throw JsonSyntax.expected("',' or '" + (char) closing + "'", b, at, end);
      }
      at = skip(b, at + 1, end);
    }
  }

  /** The first byte of the value behind the key, and its colon, that start at {@code p}. */
  private int keyEnd(byte[] b, int p, int end) throws JsonSyntax {
    if (p >= end || b[p] != '"') {
      throw JsonSyntax.expected("a key", b, p, end);
    }
    return afterColon(b, stringEnd(b, p + 1, end), end);
  }

  /** The first byte of the value behind the colon that follows at {@code p}. */
  int afterColon(byte[] b, int p, int end) throws JsonSyntax {
    int at = skip(b, p, end);
    if (at >= end || b[at] != ':') {
      throw JsonSyntax.expected("':'", b, at, end);
    }
    return skip(b, at + 1, end);
  }
}
