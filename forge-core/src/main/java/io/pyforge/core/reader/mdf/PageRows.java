package io.pyforge.core.reader.mdf;

import java.util.Arrays;

/**
 * The live rows of one data page: where the parts of each record are. Everything a record says
 * about itself is checked here, so that whoever reads its columns need not. Used again from page to
 * page; all positions are in the array that the page is in.
 *
 * <p>A record is two tag bytes, the offset of the end of its fixed part, that part, a bitmap of
 * nulls behind the number of columns, and the end offsets of its variable values before the values
 * themselves; the bitmap and the values are there only if the tag says so.
 */
final class PageRows {
  /** Stands for a variable value that the record does not hold. */
  static final int ABSENT = -1;

  private static final int HAS_NULLS = 0x10;
  private static final int HAS_VARIABLES = 0x20;
  private static final int COMPLEX = 0x8000;
  private static final int OFFSET_MASK = 0x7FFF;
  private static final int TAG_BYTES = 4;
  private static final int COUNT_BYTES = 2;

  private static final int PRIMARY = 0;
  private static final int FORWARDED = 1;
  private static final int FORWARDING_STUB = 2;
  private static final int GHOST_DATA = 6;
  private static final int GHOST_VERSION = 7;

  /** What the last variable value of a forwarded record starts with: the way back to its stub. */
  private static final int BACK_POINTER = 0x0400;

  private static final int USUAL_ROWS = 256;

  private byte[] bytes = new byte[0];
  private int page;
  private int count;
  private int[] slots = new int[USUAL_ROWS];
  private int[] starts = new int[USUAL_ROWS];
  private int[] fixedEnds = new int[USUAL_ROWS];
  private int[] columns = new int[USUAL_ROWS];
  private int[] variables = new int[USUAL_ROWS];
  private int[] variableEnds = new int[USUAL_ROWS];

  /**
   * Finds the rows of a page.
   *
   * @param b what holds the page, and grows no more while its rows are read
   * @param at where it starts
   */
  void read(byte[] b, int at, int pageNumber) throws Damage {
    bytes = b;
    page = pageNumber;
    count = 0;
    int slotCount = PageHeader.slots(b, at);
    int slotEnd = at + PageHeader.PAGE_BYTES;
    int limit = slotEnd - slotCount * PageHeader.SLOT_BYTES;
    if (limit < at + PageHeader.BYTES) {
      throw MdfFailures.corrupt(page, slotCount + " slots have no room on a page");
    }
    if (PageHeader.compressed(b, at)) {
      throw MdfFailures.compressedPage(page);
    }
    int room = limit - at - PageHeader.BYTES;
    for (int slot = 0; slot < slotCount; slot++) {
      int offset = LittleEndian.u16(b, slotEnd - (slot + 1) * PageHeader.SLOT_BYTES);
      if (offset == 0) {
        continue; // a deleted row of a heap
      }
      int start = at + offset;
      if (offset < PageHeader.BYTES || start > limit - TAG_BYTES) {
        throw corrupt(slot, "it points to byte " + offset);
      }
      int type = b[start] >> 1 & 7;
      switch (type) {
        case PRIMARY, FORWARDED -> room -= add(slot, start, limit, type == FORWARDED);
        case FORWARDING_STUB, GHOST_DATA, GHOST_VERSION -> {
          // The row is elsewhere in the heap, where it is met as a forwarded one; or it is deleted.
        }
        default -> throw corrupt(slot, "it holds a record of type " + type + " among rows");
      }
      if (room < 0) {
        throw corrupt(slot, "its record overlaps others");
      }
    }
  }

  /** Adds a record; returns how many bytes it takes. */
  private int add(int slot, int start, int limit, boolean forwarded) throws Damage {
    byte[] b = bytes;
    if (count == starts.length) {
      grow();
    }
    int fixedEnd = start + LittleEndian.u16(b, start + 2);
    if (fixedEnd < start + TAG_BYTES || fixedEnd > limit) {
      throw corrupt(slot, "its fixed part ends at byte " + (fixedEnd - start) + " of the record");
    }
    int at = fixedEnd;
    int columnCount = 0;
    if ((b[start] & HAS_NULLS) != 0) {
      columnCount = at + COUNT_BYTES <= limit ? LittleEndian.u16(b, at) : limit * Byte.SIZE;
      at += COUNT_BYTES + (columnCount + 7) / Byte.SIZE;
      if (at > limit) {
        throw corrupt(slot, "its bitmap of nulls has no room");
      }
    }
    int variableCount = 0;
    int ends = at;
    if ((b[start] & HAS_VARIABLES) != 0) {
      variableCount = at + COUNT_BYTES <= limit ? LittleEndian.u16(b, at) : limit;
      ends = at + COUNT_BYTES;
      at = ends + variableCount * 2;
      if (at > limit) {
        throw corrupt(slot, "its variable values have no room");
      }
      for (int i = 0; i < variableCount; i++) {
        int end = start + (LittleEndian.u16(b, ends + 2 * i) & OFFSET_MASK);
        if (end < at || end > limit) {
          throw corrupt(slot, "variable value " + (i + 1) + " ends at byte " + (end - start));
        }
        at = end;
      }
    }
    slots[count] = slot;
    starts[count] = start;
    fixedEnds[count] = fixedEnd;
    columns[count] = columnCount;
    variables[count] = variableCount;
    variableEnds[count] = ends;
    count++;
    if (forwarded && variableCount > 0 && isBackPointer(count - 1, variableCount - 1)) {
      variables[count - 1]--;
    }
    return at - start;
  }

  private boolean isBackPointer(int row, int value) {
    int start = valueStart(row, value);
    return isComplex(row, value)
        && valueEnd(row, value) - start >= 2
        && LittleEndian.u16(bytes, start) == BACK_POINTER;
  }

  private void grow() {
    int length = starts.length * 4;
    slots = Arrays.copyOf(slots, length);
    starts = Arrays.copyOf(starts, length);
    fixedEnds = Arrays.copyOf(fixedEnds, length);
    columns = Arrays.copyOf(columns, length);
    variables = Arrays.copyOf(variables, length);
    variableEnds = Arrays.copyOf(variableEnds, length);
  }

  /** Forgets all rows but those from {@code from} to before {@code to}. */
  void keep(int from, int to) {
    count = Math.max(0, Math.min(to, count) - from);
    if (from > 0) {
      for (int[] part : new int[][] {slots, starts, fixedEnds, columns, variables, variableEnds}) {
        System.arraycopy(part, from, part, 0, count);
      }
    }
  }

  /** The array that the page is in. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Says that the same page is now in another array, at the same place: the first one had to grow.
   */
  void moved(byte[] b) {
    bytes = b;
  }

  int page() {
    return page;
  }

  /** Live rows. */
  int count() {
    return count;
  }

  /** The slot of a row, for messages. */
  int slot(int row) {
    return slots[row];
  }

  /** Where a row's record starts. */
  int start(int row) {
    return starts[row];
  }

  /** The end of its fixed part. */
  int fixedEnd(int row) {
    return fixedEnds[row];
  }

  /** How many columns its bitmap of nulls covers; 0 if it has none. */
  int columns(int row) {
    return columns[row];
  }

  /** Whether its bitmap of nulls has that bit, counted from 1, set. */
  boolean isNull(int row, int nullBit) {
    int at = fixedEnds[row] + COUNT_BYTES + (nullBit - 1 >> 3);
    return (bytes[at] >> (nullBit - 1 & 7) & 1) != 0;
  }

  /** Whether its record holds a variable value, rather than leaving it out as empty or null. */
  boolean holds(int row, int value) {
    return value < variables[row];
  }

  /** Where a variable value that the record holds starts. */
  int valueStart(int row, int value) {
    int ends = variableEnds[row];
    return value == 0
        ? ends + LittleEndian.u16(bytes, ends - COUNT_BYTES) * 2
        : starts[row] + (LittleEndian.u16(bytes, ends + 2 * value - 2) & OFFSET_MASK);
  }

  /** Where it ends. */
  int valueEnd(int row, int value) {
    return starts[row] + (LittleEndian.u16(bytes, variableEnds[row] + 2 * value) & OFFSET_MASK);
  }

  /** Its length; the complement of that of a pointer to where the value is. */
  int valueLength(int row, int value) {
    int end = LittleEndian.u16(bytes, variableEnds[row] + 2 * value);
    int length = starts[row] + (end & OFFSET_MASK) - valueStart(row, value);
    return (end & COMPLEX) != 0 ? ~length : length;
  }

  /** Whether it is a pointer to where the value is. */
  boolean isComplex(int row, int value) {
    return (LittleEndian.u16(bytes, variableEnds[row] + 2 * value) & COMPLEX) != 0;
  }

  private Damage corrupt(int slot, String what) {
    return MdfFailures.corrupt(page, slot, what);
  }

  /** What to say of a row whose record is wrong. */
  Damage corruptRow(int row, String what) {
    return corrupt(slots[row], what);
  }
}
