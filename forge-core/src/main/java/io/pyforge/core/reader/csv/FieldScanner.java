package io.pyforge.core.reader.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the fields of a row: the definition of the dialect, which {@link BlockCutter} and {@link
 * BlockParser} only shorten.
 *
 * <ul>
 *   <li>A field is quoted when its first byte is the quote. Inside, two quotes are one, the escape
 *       takes the meaning from the next byte, and everything else stands for itself.
 *   <li>What follows the closing quote up to the delimiter belongs to the field as it stands.
 *   <li>A quote anywhere else is an ordinary byte.
 *   <li>Outside quotes the escape also takes the meaning from a delimiter or a line end.
 * </ul>
 *
 * <p>The array must end in a line end at {@code end - 1}, and have eight more readable bytes.
 */
final class FieldScanner {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH = 0x8080808080808080L;

  private final Dialect dialect;
  private final byte delimiter;
  private final byte lineEnd;
  private final long delimiterWord;
  private final long lineEndWord;

  private int contentStart;
  private int contentEnd;
  private boolean quoted;
  private boolean rewritten;
  private boolean unterminated;
  private boolean endsInEscape;
  private int lineEndsInside;

  FieldScanner(Dialect dialect) {
    this.dialect = dialect;
    delimiter = dialect.delimiter();
    lineEnd = dialect.lineEnd();
    delimiterWord = (delimiter & 0xffL) * ONES;
    lineEndWord = (lineEnd & 0xffL) * ONES;
  }

  /** The first delimiter or line end at or after {@code p}; there must be one. */
  static int findEither(byte[] b, int p, long firstWord, long secondWord) {
    for (int at = p; ; at += 8) {
      long word = (long) LONG.get(b, at);
      long x = word ^ firstWord;
      long y = word ^ secondWord;
      long found = ((x - ONES) & ~x | (y - ONES) & ~y) & HIGH;
      if (found != 0) {
        return at + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
  }

  /** The first byte equal to those of {@code wanted} at or after {@code p}, or {@code end}. */
  static int find(byte[] b, int p, int end, long wanted) {
    for (int at = p; at < end; at += 8) {
      long x = (long) LONG.get(b, at) ^ wanted;
      long found = (x - ONES) & ~x & HIGH;
      if (found != 0) {
        return Math.min(end, at + (Long.numberOfTrailingZeros(found) >>> 3));
      }
    }
    return end;
  }

  /** Eight copies of a byte, for {@link #find}. */
  static long word(int mark) {
    return (mark & 0xffL) * ONES;
  }

  /**
   * Scans the field at {@code p} and returns the position of the delimiter or line end behind it. A
   * {@code \r} that belongs to the line end is skipped. When the field opens a quote that never
   * closes, {@link #unterminated} holds and {@code end} is returned.
   */
  int scan(byte[] b, int p, int end) {
    rewritten = false;
    unterminated = false;
    endsInEscape = false;
    lineEndsInside = 0;
    quoted = b[p] == dialect.quote();
    int at = p;
    if (quoted) {
      at = closingQuote(b, p + 1, end);
      if (at == end) {
        unterminated = true;
        contentStart = p + 1;
        contentEnd = end;
        return end;
      }
      contentStart = p + 1;
      contentEnd = at;
      at++;
      if (isEnd(b, at)) {
        return b[at] == '\r' && lineEnd != '\r' ? at + 1 : at;
      }
      rewritten = true; // bytes follow the closing quote
    } else {
      contentStart = p;
    }
    at = fieldEnd(b, at, end);
    int stop = at;
    if (lineEnd == '\n' && b[at] == '\n' && stop > p && b[stop - 1] == '\r') {
      stop--;
    }
    contentEnd = stop;
    return at;
  }

  /** The closing quote of a field whose content starts at {@code p}, or {@code end}. */
  private int closingQuote(byte[] b, int p, int end) {
    int escape = dialect.escape();
    int quote = dialect.quote();
    int at = p;
    while (at < end) {
      byte c = b[at];
      if (c == escape) {
        rewritten = true;
        if (at + 1 < end && b[at + 1] == lineEnd) {
          lineEndsInside++;
        }
        at += 2;
      } else if (c == quote) {
        if (b[at + 1] != quote || at + 1 >= end) {
          return at;
        }
        rewritten = true;
        at += 2;
      } else {
        if (c == lineEnd) {
          lineEndsInside++;
        }
        at++;
      }
    }
    return end;
  }

  /** The delimiter or line end that ends the unquoted part at {@code p}. */
  private int fieldEnd(byte[] b, int p, int end) {
    int escape = dialect.escape();
    if (escape == Dialect.NONE) {
      return findEither(b, p, delimiterWord, lineEndWord);
    }
    int at = p;
    while (b[at] != delimiter && b[at] != lineEnd) {
      if (b[at] == escape) {
        if (at + 1 >= end - 1) {
          endsInEscape = true;
          return at + 1;
        }
        rewritten = true;
        if (b[at + 1] == lineEnd) {
          lineEndsInside++;
        }
        at++;
      }
      at++;
    }
    return at;
  }

  private boolean isEnd(byte[] b, int at) {
    byte c = b[at];
    return c == delimiter || c == lineEnd || c == '\r' && b[at + 1] == lineEnd;
  }

  /**
   * Whether the bytes from {@link #contentStart} to {@link #contentEnd} are not the field's content
   * as they stand; {@link #rewrite} makes it.
   */
  boolean rewritten() {
    return rewritten;
  }

  /** Where the content starts. */
  int contentStart() {
    return contentStart;
  }

  /** Where the content ends, exclusive. */
  int contentEnd() {
    return contentEnd;
  }

  /** Whether the field was quoted. */
  boolean quoted() {
    return quoted;
  }

  /** Whether the field's quote never closes. */
  boolean unterminated() {
    return unterminated;
  }

  /**
   * Whether the field's last byte is an escape before the array's last line end, which was left to
   * end the row.
   */
  boolean endsInEscape() {
    return endsInEscape;
  }

  /** Line ends within the field. */
  int lineEndsInside() {
    return lineEndsInside;
  }

  /**
   * Writes the field's content, quotes and escapes resolved, to {@code to[at..]}, which must have
   * room for {@code contentEnd - contentStart} bytes. {@code to} may be {@code b}.
   *
   * @return its length
   */
  int rewrite(byte[] b, byte[] to, int at) {
    int escape = dialect.escape();
    int quote = dialect.quote();
    boolean inside = quoted;
    int out = at;
    for (int p = contentStart; p < contentEnd; p++) {
      byte c = b[p];
      if (c == escape && p + 1 < contentEnd) {
        c = b[++p];
      } else if (inside && c == quote) {
        if (p + 1 < contentEnd && b[p + 1] == quote) {
          p++;
        } else {
          inside = false;
          continue;
        }
      }
      to[out++] = c;
    }
    return out - at;
  }
}
