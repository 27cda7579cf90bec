package io.pyforge.core.reader.csv;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The positions of all delimiters and line ends of a block, in order, those within quotes too. They
 * are found 64 bytes at a time without a branch for each, a window ahead of where they are used.
 */
final class SeparatorStream {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final long ONES = 0x0101010101010101L;

  /** Multiplied with bytes of 0 or 1, it puts all eight into the highest byte, the lowest first. */
  private static final long GATHER = 0x0102040810204080L;

  private static final int WINDOW_BYTES = 8 * 1024;

  /** Positions written for every 64 bytes, whether or not there are as many. */
  private static final int ALWAYS_WRITTEN = 8;

  private final byte[] b;
  private final int end;
  private final long delimiterWord;
  private final long lineEndWord;
  private final int[] positions = new int[2 * WINDOW_BYTES + Long.SIZE];
  private int count;
  private int next;

  /** Where the next window starts. */
  private int scanned;

  /**
   * @param end exclusive; 64 more bytes must be readable
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

  /** Looks ahead so that the next {@code wanted} positions are known, if the block has them. */
  void buffer(int wanted) {
    if (count - next < wanted && wanted <= WINDOW_BYTES && scanned < end) {
      fill();
    }
  }

  /**
   * Whether the next {@code wanted} positions stand in {@link #positions} from {@link #index} on.
   */
  boolean has(int wanted) {
    return count - next >= wanted;
  }

  /** The positions found, those before {@link #index} used up. */
  int[] positions() {
    return positions;
  }

  /** Where the next position stands. */
  int index() {
    return next;
  }

  /** Goes on after positions that were taken from the array. */
  void moveTo(int index) {
    next = index;
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

  /** Finds the positions in the next window and puts them behind those not used yet. */
  private void fill() {
    int to = Math.min(end, scanned + WINDOW_BYTES);
    int n = count - next;
    int[] out = positions;
    System.arraycopy(out, next, out, 0, n);
    for (int p = scanned; p < to; p += Long.SIZE) {
      // One bit a byte, for 64 bytes.
      long bits =
          marks(p)
              | marks(p + 8) << 8
              | marks(p + 16) << 16
              | marks(p + 24) << 24
              | marks(p + 32) << 32
              | marks(p + 40) << 40
              | marks(p + 48) << 48
              | marks(p + 56) << 56;
      int matches = Long.bitCount(bits);
      for (int i = 0; i < ALWAYS_WRITTEN; i++) {
        out[n + i] = p + Long.numberOfTrailingZeros(bits);
        bits &= bits - 1;
      }
      for (int i = ALWAYS_WRITTEN; i < matches; i++) {
        out[n + i] = p + Long.numberOfTrailingZeros(bits);
        bits &= bits - 1;
      }
      n += matches;
    }
    // The last 64 bytes may reach beyond the block.
    while (n > 0 && out[n - 1] >= to) {
      n--;
    }
    scanned = to;
    count = n;
    next = 0;
  }

  /** Eight bits, the lowest for the byte at {@code p}: 1 where it is a delimiter or line end. */
  private long marks(int p) {
    long word = (long) LONG.get(b, p);
    long delimiter = word ^ delimiterWord;
    long lineEnd = word ^ lineEndWord;
    // The high bit of a byte ends up 0 in a term only where the byte matches.
    long others =
        ((delimiter & LOW_BITS) + LOW_BITS | delimiter)
            & ((lineEnd & LOW_BITS) + LOW_BITS | lineEnd);
    return (~others >>> 7 & ONES) * GATHER >>> 56;
  }
}
