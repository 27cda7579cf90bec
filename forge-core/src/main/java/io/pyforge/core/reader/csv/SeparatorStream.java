package io.pyforge.core.reader.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The positions of all delimiters and line ends of a block, in order, those within quotes too. They are found eight bytes
 * at a time without a branch for each, a window ahead of where they are used.
 */
final class SeparatorStream {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final int WINDOW_BYTES = 8 * 1024;

  /** Positions written for every word, whether or not it has as many. */
  private static final int ALWAYS_WRITTEN = 4;

  private final byte[] b;
  private final int end;
  private final long delimiterWord;
  private final long lineEndWord;
  private final int[] positions = new int[WINDOW_BYTES + 8];
  private int count;
  private int next;

  /** Where the next window starts. */
  private int scanned;

  /**
   * @param end exclusive; eight more bytes must be readable
   */
  SeparatorStream(byte[] b, int end, Dialect dialect) {
    this.b = b;
    this.end = end;
    delimiterWord = FieldScanner.word(dialect.delimiter());
    lineEndWord = FieldScanner.word(dialect.lineEnd());
  }

  /** The next position, or {@code end} after the last. */
  int next() {
    while (next == count) {
      if (scanned >= end) {
        return end;
      }
      fill();
    }
    return positions[next++];
  }

  /** Leaves out positions before {@code p}. */
  void skipTo(int p) {
    if (p >= scanned) {
      scanned = p;
      count = 0;
      next = 0;
      return;
    }
    while (next < count && positions[next] < p) {
      next++;
    }
  }

  private void fill() {
    int to = Math.min(end, scanned + WINDOW_BYTES);
    int n = 0;
    int[] out = positions;
    for (int p = scanned; p < to; p += 8) {
      long word = (long) LONG.get(b, p);
      long delimiter = word ^ delimiterWord;
      long lineEnd = word ^ lineEndWord;
      // The high bit of a byte ends up 0 in each term only where the byte matches.
      long others =
          ((delimiter & LOW_BITS) + LOW_BITS | delimiter)
              & ((lineEnd & LOW_BITS) + LOW_BITS | lineEnd);
      long found = ~(others | LOW_BITS);
      int matches = Long.bitCount(found);
      out[n] = p + (Long.numberOfTrailingZeros(found) >>> 3);
      found &= found - 1;
      out[n + 1] = p + (Long.numberOfTrailingZeros(found) >>> 3);
      found &= found - 1;
      out[n + 2] = p + (Long.numberOfTrailingZeros(found) >>> 3);
      found &= found - 1;
      out[n + 3] = p + (Long.numberOfTrailingZeros(found) >>> 3);
      for (int i = ALWAYS_WRITTEN; i < matches; i++) {
        found &= found - 1;
        out[n + i] = p + (Long.numberOfTrailingZeros(found) >>> 3);
      }
      n += matches;
    }
    // A window that ends within a word may have found positions beyond the block.
    while (n > 0 && out[n - 1] >= to) {
      n--;
    }
    scanned = to;
    count = n;
    next = 0;
  }
}
