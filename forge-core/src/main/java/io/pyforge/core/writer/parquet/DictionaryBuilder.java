package io.pyforge.core.writer.parquet;

import io.pyforge.core.writer.LittleEndian;
import io.pyforge.spi.batch.BytesVector;
import java.util.Arrays;

/**
 * Finds the distinct values of a column chunk in the order of their first appearance, and the index
 * of each value among them. Gives up early when values hardly repeat.
 *
 * <p>One builder serves all chunks of an encoder. What it yields depends on the chunk alone: the
 * tables are sized and cleared for each chunk by its number of values.
 */
final class DictionaryBuilder {
  /** What {@link #size} is when the chunk is better written plain. */
  static final int GIVEN_UP = -1;

  private static final int MAX_ENTRIES = 32 * 1024;
  private static final int MAX_BYTES = 1024 * 1024;

  /** Entries that any chunk may have, however short it is. */
  private static final int MIN_ENTRIES = 16;

  /** Values that tell whether a chunk repeats itself; fewer are too few. */
  private static final int TRIAL_VALUES = 16 * 1024;

  /** More distinct values than these among the first ones are too many: seven of eight. */
  private static final int TRIAL_ENTRIES = TRIAL_VALUES - TRIAL_VALUES / 8;

  /** Values that are hashed before they are looked up. */
  private static final int GROUP = 256;

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long MIX = 0xff51afd7ed558ccdL;

  private final long[] groupHashes = new long[GROUP];
  private int[] slots = new int[0];
  private int[] hashes = new int[0];
  private long[] entries = new long[MIN_ENTRIES];
  private int[] indexes = new int[0];
  private boolean[] seen = new boolean[0];
  private long[] used = new long[0];
  private int mask;
  private int size;
  private int base;

  /** Distinct values, or {@link #GIVEN_UP}. */
  int size() {
    return size;
  }

  /** The distinct values: numbers, spans, or positions in the vector, as the build method says. */
  long[] entries() {
    return entries;
  }

  /** The index of the value at position {@code base + i} of the vector, at {@code i}. */
  int[] indexes() {
    return indexes;
  }

  /** The position in the vector of the first value. */
  int base() {
    return base;
  }

  /** Looks at numbers; the entries are the numbers. */
  void build(long[] values, int from, int to) {
    int limit = begin(from, to);
    int mask = this.mask;
    for (int i = from; i < to; i++) {
      long value = values[i];
      int slot = (int) (mix(value) >>> 7) & mask;
      int entry;
      while ((entry = slots[slot]) != 0 && entries[entry - 1] != value) {
        slot = (slot + 1) & mask;
      }
      if (entry == 0) {
        if (size == limit || hopeless(i - from)) {
          size = GIVEN_UP;
          return;
        }
        entries[size] = value;
        entry = ++size;
        slots[slot] = entry;
      }
      indexes[i - from] = entry - 1;
    }
  }

  /** Looks at spans of a byte array; the entries are spans. */
  void build(long[] spans, byte[] buffer, int from, int to) {
    int limit = begin(from, to);
    if (hashes.length < slots.length) {
      hashes = new int[slots.length];
    }
    long bytes = 0;
    for (int start = from; start < to; start += GROUP) {
      int end = Math.min(start + GROUP, to);
      hashAll(spans, buffer, start, end);
      bytes = addAll(spans, buffer, start, end, limit, bytes);
      if (size == GIVEN_UP) {
        return;
      }
    }
  }

  /**
   * Hashes a group of values before any is looked up: values lie far apart in memory, and a loop
   * without guesses lets the processor fetch several of them at a time.
   */
  private void hashAll(long[] spans, byte[] buffer, int start, int end) {
    long[] into = groupHashes;
    for (int i = start; i < end; i++) {
      into[i - start] = hash(buffer, BytesVector.offset(spans[i]), BytesVector.length(spans[i]));
    }
  }

  /**
   * Looks up a group of values that are hashed.
   *
   * @param bytesBefore that the entries so far take
   * @return the bytes that the entries take then
   */
  private long addAll(
      long[] spans, byte[] buffer, int start, int end, int limit, long bytesBefore) {
    int mask = this.mask;
    long bytes = bytesBefore;
    for (int i = start; i < end; i++) {
      long span = spans[i];
      int offset = BytesVector.offset(span);
      int length = BytesVector.length(span);
      long hash = groupHashes[i - start];
      int slot = (int) (hash >>> 40) & mask;
      int check = (int) hash;
      int entry;
      while ((entry = slots[slot]) != 0) {
        if (hashes[slot] == check) {
          long known = entries[entry - 1];
          if (BytesVector.length(known) == length
              && equal(buffer, BytesVector.offset(known), offset, length)) {
            break;
          }
        }
        slot = (slot + 1) & mask;
      }
      if (entry == 0) {
        bytes += Integer.BYTES + length;
        if (size == limit || bytes > MAX_BYTES || hopeless(i - base)) {
          size = GIVEN_UP;
          return bytes;
        }
        entries[size] = span;
        entry = ++size;
        slots[slot] = entry;
        hashes[slot] = check;
      }
      indexes[i - base] = entry - 1;
    }
    return bytes;
  }

  /** Looks at 128-bit numbers; the entries are positions of first appearance. */
  void build(long[] high, long[] low, int from, int to) {
    int limit = begin(from, to);
    int mask = this.mask;
    for (int i = from; i < to; i++) {
      int slot = (int) (mix(high[i] * MIX ^ low[i]) >>> 7) & mask;
      int entry;
      while ((entry = slots[slot]) != 0) {
        int known = (int) entries[entry - 1];
        if (low[known] == low[i] && high[known] == high[i]) {
          break;
        }
        slot = (slot + 1) & mask;
      }
      if (entry == 0) {
        if (size == limit || hopeless(i - from)) {
          size = GIVEN_UP;
          return;
        }
        entries[size] = i;
        entry = ++size;
        slots[slot] = entry;
      }
      indexes[i - from] = entry - 1;
    }
  }

  /**
   * The entries that stand for the values from {@code from} to {@code to}, each once.
   *
   * @return how many there are, at the start of {@link #used}
   */
  int collectUsed(int from, int to) {
    if (seen.length < size) {
      seen = new boolean[entries.length];
      used = new long[entries.length];
    }
    Arrays.fill(seen, 0, size, false);
    int count = 0;
    for (int i = from - base; i < to - base; i++) {
      int index = indexes[i];
      if (!seen[index]) {
        seen[index] = true;
        used[count++] = entries[index];
      }
    }
    return count;
  }

  /** What {@link #collectUsed} found. */
  long[] used() {
    return used;
  }

  /** Clears the tables for a chunk, and returns the most entries it may have. */
  private int begin(int from, int to) {
    int values = to - from;
    int limit = Math.min(MAX_ENTRIES, values / 3 + MIN_ENTRIES);
    int slotCount = Integer.highestOneBit(limit) << 2;
    if (slots.length < slotCount) {
      slots = new int[slotCount];
    } else {
      Arrays.fill(slots, 0, slotCount, 0);
    }
    mask = slotCount - 1;
    if (entries.length < limit) {
      entries = new long[limit];
    }
    if (indexes.length < values) {
      indexes = new int[values];
    }
    size = 0;
    base = from;
    return limit;
  }

  private boolean hopeless(int valuesBefore) {
    return size >= TRIAL_ENTRIES && valuesBefore < TRIAL_VALUES;
  }

  private static long mix(long value) {
    long product = value * GOLDEN;
    return product ^ product >>> 32;
  }

  private static long hash(byte[] buffer, int offset, int length) {
    // The first and the last eight bytes, which may overlap, or all of a shorter value twice.
    long mask = LittleEndian.lowBytes(Math.min(length, Long.BYTES));
    long first = LittleEndian.getLong(buffer, offset) & mask;
    long last = LittleEndian.getLong(buffer, offset + Math.max(length - Long.BYTES, 0)) & mask;
    long hash = (length * GOLDEN ^ first) * MIX;
    for (int i = Long.BYTES; i < length - Long.BYTES; i += Long.BYTES) {
      hash = (hash ^ hash >>> 32 ^ LittleEndian.getLong(buffer, offset + i)) * MIX;
    }
    hash = (hash ^ hash >>> 32 ^ last) * MIX;
    return (hash ^ hash >>> 32) * GOLDEN;
  }

  private static boolean equal(byte[] buffer, int left, int right, int length) {
    int i = 0;
    for (; i + Long.BYTES <= length; i += Long.BYTES) {
      if (LittleEndian.getLong(buffer, left + i) != LittleEndian.getLong(buffer, right + i)) {
        return false;
      }
    }
    long difference =
        LittleEndian.getLong(buffer, left + i) ^ LittleEndian.getLong(buffer, right + i);
    return (difference & LittleEndian.lowBytes(length - i)) == 0;
  }
}
