package io.pyforge.core.reader.mdf.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A page that is being filled with records. */
public final class PageImage {
  /** Bytes of a page. */
  public static final int BYTES = 8192;

  /** How a page is protected against damage. */
  public enum Protection {
    NONE,
    TORN_BITS,
    CHECKSUM
  }

  static final int HEADER = 96;
  static final int DATA = 1;
  static final int LOB = 3;
  static final int IAM = 10;

  private static final int FLAGS = 4;
  private static final int NEXT = 16;
  private static final int SLOTS = 22;
  private static final int PROTECTION = 60;
  private static final int TORN_PATTERN = 2;

  private final byte[] bytes = new byte[BYTES];
  private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  private final int number;
  private int free = HEADER;
  private int slots;

  PageImage(int number, int type) {
    this.number = number;
    bytes[0] = 1;
    bytes[1] = (byte) type;
    buffer.putInt(32, number);
    buffer.putShort(36, (short) 1);
  }

  int number() {
    return number;
  }

  /** The page's bytes, for what has no records. */
  ByteBuffer buffer() {
    return buffer;
  }

  int slots() {
    return slots;
  }

  /** Whether a record of that length has room. */
  boolean hasRoom(int length) {
    return free + length + 2 * (slots + 1) <= BYTES;
  }

  /** Adds a record; returns its slot. */
  int add(byte[] record) {
    System.arraycopy(record, 0, bytes, free, record.length);
    int slot = addSlot(free);
    free += record.length;
    return slot;
  }

  /** Adds a slot that points anywhere; 0 is the slot of a deleted row. */
  int addSlot(int offset) {
    slots++;
    buffer.putShort(BYTES - 2 * slots, (short) offset);
    return slots - 1;
  }

  void setNext(int page) {
    buffer.putInt(NEXT, page);
    buffer.putShort(NEXT + 4, (short) (page == 0 ? 0 : 1));
  }

  void setLevel(int level) {
    bytes[3] = (byte) level;
  }

  /** The finished page. */
  byte[] sealed(Protection protection) {
    buffer.putShort(SLOTS, (short) slots);
    buffer.putShort(28, (short) (BYTES - free - 2 * slots));
    buffer.putShort(30, (short) free);
    seal(bytes, 0, protection);
    return bytes;
  }

  /** Protects a page anew, whose bytes were changed. */
  public static void seal(byte[] file, int at, Protection protection) {
    ByteBuffer page = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    switch (protection) {
      case NONE -> page.putShort(at + FLAGS, (short) 0);
      case CHECKSUM -> {
        page.putShort(at + FLAGS, (short) 0x200);
        page.putInt(at + PROTECTION, checksum(page, at));
      }
      case TORN_BITS -> {
        page.putShort(at + FLAGS, (short) 0x100);
        int saved = TORN_PATTERN;
        for (int sector = 1; sector < 16; sector++) {
          int last = at + sector * 512 + 511;
          saved |= (file[last] & 3) << 2 * sector;
          file[last] = (byte) (file[last] & 0xFC | TORN_PATTERN);
        }
        page.putInt(at + PROTECTION, saved);
      }
    }
  }

  private static int checksum(ByteBuffer page, int at) {
    int sum = 0;
    for (int sector = 0; sector < 16; sector++) {
      int words = 0;
      for (int i = 0; i < 128; i++) {
        int offset = sector * 512 + i * 4;
        words ^= offset == PROTECTION ? 0 : page.getInt(at + offset);
      }
      sum ^= Integer.rotateLeft(words, 15 - sector);
    }
    return sum;
  }
}
