package io.pyforge.core.reader.excel;

import io.pyforge.spi.reader.ReadContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The texts that cells refer to by index: UTF-8 in one array while that stays within the memory
 * allowed, beyond it in a temporary file. Filled once, in order, then only read.
 */
final class SharedStrings implements Closeable {
  private static final int FIRST_BYTES = 64 * 1024;
  private static final int FIRST_COUNT = 1024;

  private final PartName part;
  private final long maxMemoryBytes;
  private final ReadContext context;
  private final BitSet blank = new BitSet();
  private byte[] bytes = new byte[FIRST_BYTES];
  private int[] ends = new int[FIRST_COUNT];
  private int count;
  private @Nullable SpilledTexts spilled;

  /**
   * @param part where the texts come from, for messages
   * @param maxMemoryBytes for the texts and their places
   */
  SharedStrings(PartName part, long maxMemoryBytes, ReadContext context) {
    this.part = part;
    this.maxMemoryBytes = Math.min(maxMemoryBytes, Integer.MAX_VALUE / 2);
    this.context = context;
  }

  /** Adds the next text. */
  void add(byte[] source, int from, int to) throws IOException {
    if (isBlank(source, from, to)) {
      blank.set(count);
    }
    if (spilled == null && memoryWith(to - from) > maxMemoryBytes) {
      spill();
    }
    if (spilled != null) {
      spilled.add(source, from, to);
    } else {
      int end = count == 0 ? 0 : ends[count - 1];
      bytes = grown(bytes, end + (long) (to - from));
      System.arraycopy(source, from, bytes, end, to - from);
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, count * 2);
      }
      ends[count] = end + to - from;
    }
    count++;
  }

  private long memoryWith(int more) {
    return (count == 0 ? 0 : ends[count - 1]) + (long) more + Integer.BYTES * (count + 1L);
  }

  private byte[] grown(byte[] array, long needed) {
    if (needed <= array.length) {
      return array;
    }
    return Arrays.copyOf(
        array, (int) Math.min(Math.max(needed, array.length * 2L), maxMemoryBytes));
  }

  private void spill() throws IOException {
    SpilledTexts file = new SpilledTexts(context);
    for (int i = 0; i < count; i++) {
      file.add(bytes, i == 0 ? 0 : ends[i - 1], ends[i]);
    }
    bytes = new byte[0];
    ends = new int[0];
    spilled = file;
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    for (int p = from; p < to; p++) {
      if (b[p] > ' ' || b[p] < 0) {
        return false;
      }
    }
    return true;
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** Whether a text has nothing but blanks, or nothing at all. */
  boolean isBlank(int index) {
    return blank.get(index);
  }

  /** Whether a text has nothing at all. */
  boolean isEmpty(int index) throws IOException {
    return blank.get(index) && length(index) == 0;
  }

  /**
   * Fails when a cell refers to a text that is not there.
   *
   * @param index as the cell has it
   */
  void require(long index, XmlTokens cell) {
    if (index < 0 || index >= count) {
      throw cell.corrupt("refers to text " + index + " of " + count + " in " + part.part());
    }
  }

  /** How many bytes a text has. */
  int length(int index) throws IOException {
    if (spilled != null) {
      return spilled.length(index);
    }
    return ends[index] - (index == 0 ? 0 : ends[index - 1]);
  }

  /** Copies a text behind those that are in {@code into}. */
  void append(int index, TextBytes into) throws IOException {
    if (spilled != null) {
      spilled.append(index, into);
    } else {
      into.append(bytes, index == 0 ? 0 : ends[index - 1], ends[index]);
    }
  }

  /** A text as a string, for names and messages. */
  String text(int index) throws IOException {
    TextBytes text = new TextBytes();
    append(index, text);
    return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    if (spilled != null) {
      spilled.close();
    }
  }
}
