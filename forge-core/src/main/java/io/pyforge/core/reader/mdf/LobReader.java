package io.pyforge.core.reader.mdf;

import java.io.IOException;

/**
 * Values that are not in their rows: trees of pages, reached over a pointer in the row. Used by one
 * thread.
 *
 * <p>Every node of a tree tells how long what is below it is. That is checked at each step, so that
 * a value never takes more than its pointer said, and a tree that bites its tail ends.
 */
final class LobReader {
  /** What {@link #size} returns of a value that is null. */
  static final long NULL = -1;

  /** The size of a pointer that says nothing but where the root is. */
  static final int TEXT_POINTER_BYTES = 16;

  /** More levels than any value of 2 GB needs. */
  private static final int MAX_DEPTH = 16;

  private static final int OVERFLOW_POINTER = 2;
  private static final int INLINE_ROOT = 4;
  private static final int POINTER_ENTRIES = 12;
  private static final int SHORT_ENTRY_BYTES = 12;
  private static final int LONG_ENTRY_BYTES = 16;

  // Kinds of nodes, and what each has behind its first ten bytes.
  private static final int SMALL_ROOT = 0;
  private static final int INTERNAL = 2;
  private static final int DATA = 3;
  private static final int LARGE_ROOT_2000 = 4;
  private static final int LARGE_ROOT = 5;
  private static final int NULL_ROOT = 8;
  private static final int KIND = 8;
  private static final int DATA_START = 10;
  private static final int SMALL_LENGTH = 10;
  private static final int SMALL_START = 16;
  private static final int LINK_COUNT = 12;
  private static final int INTERNAL_LINKS = 16;
  private static final int ROOT_LINKS = 20;

  private static final int LOB_RECORD = 4;
  private static final int RECORD_HEAD = 4;

  /**
   * The links of a node.
   *
   * @param ends where what is below each ends, counted from the start of the node's own part
   */
  @SuppressWarnings("ArrayRecordComponent") // private, never compared
  private record Links(long[] ends, PageAddress[] pages, int[] slots) {
    long size() {
      return ends.length == 0 ? 0 : ends[ends.length - 1];
    }
  }

  private final PageCache pages;

  LobReader(PageCache pages) {
    this.pages = pages;
  }

  /**
   * How long the value is that a pointer leads to.
   *
   * @param length of the pointer
   * @return {@link #NULL} if it is null
   * @throws Damage also if the pointer is of no kind that is known
   */
  long size(byte[] b, int at, int length, boolean textPointer) throws IOException, Damage {
    if (isInline(b, at, length, textPointer)) {
      return entries(b, at + POINTER_ENTRIES, (length - POINTER_ENTRIES) / SHORT_ENTRY_BYTES)
          .size();
    }
    PageAddress root = PageAddress.at(b, at + 8);
    int slot = LittleEndian.u16(b, at + 14);
    byte[] page = pages.page(root);
    int node = node(page, root, slot);
    int nodeEnd = nodeEnd(page, node);
    return switch (LittleEndian.u16(page, node + KIND)) {
      case SMALL_ROOT -> smallLength(page, node, nodeEnd, root, slot);
      case DATA -> nodeEnd - node - DATA_START;
      case NULL_ROOT -> NULL;
      default -> links(page, node, nodeEnd, root, slot).size();
    };
  }

  /**
   * Whether a pointer lists where the parts of the value are.
   *
   * @throws Damage if it does neither that nor name one root
   */
  private static boolean isInline(byte[] b, int at, int length, boolean textPointer) throws Damage {
    if (length == TEXT_POINTER_BYTES) {
      return false;
    }
    int kind = length > 0 ? LittleEndian.u8(b, at) : 0;
    boolean inline =
        (kind == INLINE_ROOT || kind == OVERFLOW_POINTER)
            && length >= POINTER_ENTRIES + SHORT_ENTRY_BYTES
            && (length - POINTER_ENTRIES) % SHORT_ENTRY_BYTES == 0;
    if (!inline || textPointer) {
      throw MdfFailures.pointerKind(kind, length);
    }
    return true;
  }

  /**
   * Reads the value that a pointer leads to.
   *
   * @param size as {@link #size} found it
   * @param into with room for it
   */
  void read(byte[] b, int at, int length, boolean textPointer, long size, byte[] into, int offset)
      throws IOException, Damage {
    if (isInline(b, at, length, textPointer)) {
      Links parts =
          entries(b, at + POINTER_ENTRIES, (length - POINTER_ENTRIES) / SHORT_ENTRY_BYTES);
      readLinks(parts, into, offset, 1);
    } else {
      readNode(PageAddress.at(b, at + 8), LittleEndian.u16(b, at + 14), size, into, offset, 1);
    }
  }

  private void readLinks(Links links, byte[] into, int offset, int depth)
      throws IOException, Damage {
    long before = 0;
    for (int i = 0; i < links.ends.length; i++) {
      long size = links.ends[i] - before;
      readNode(links.pages[i], links.slots[i], size, into, (int) (offset + before), depth);
      before = links.ends[i];
    }
  }

  private void readNode(
      PageAddress address, int slot, long size, byte[] into, int offset, int depth)
      throws IOException, Damage {
    if (depth > MAX_DEPTH) {
      throw MdfFailures.corrupt(
          address.page(), slot, "a large value has more than " + MAX_DEPTH + " levels");
    }
    byte[] page = pages.page(address);
    int node = node(page, address, slot);
    int nodeEnd = nodeEnd(page, node);
    int kind = LittleEndian.u16(page, node + KIND);
    if (kind == SMALL_ROOT || kind == DATA) {
      boolean small = kind == SMALL_ROOT;
      int start = node + (small ? SMALL_START : DATA_START);
      int length = small ? smallLength(page, node, nodeEnd, address, slot) : nodeEnd - start;
      if (length != size) {
        throw wrongSize(address, slot, length, size);
      }
      System.arraycopy(page, start, into, offset, length);
      return;
    }
    Links links = links(page, node, nodeEnd, address, slot);
    if (links.size() != size) {
      throw wrongSize(address, slot, links.size(), size);
    }
    readLinks(links, into, offset, depth + 1);
  }

  private static Damage wrongSize(PageAddress address, int slot, long actual, long expected) {
    return MdfFailures.corrupt(
        address.page(),
        slot,
        "a part of a large value has " + actual + " bytes instead of " + expected);
  }

  /** Where the node of a slot starts. */
  private static int node(byte[] page, PageAddress address, int slot) throws Damage {
    int type = PageHeader.type(page, 0);
    if (type != PageHeader.LOB_MIX && type != PageHeader.LOB_TREE) {
      throw MdfFailures.corrupt(
          address.page(), "it is of type " + type + ", and a large value points to it");
    }
    int slots = PageHeader.slots(page, 0);
    int limit = PageHeader.PAGE_BYTES - slots * PageHeader.SLOT_BYTES;
    if (slot >= slots || limit < PageHeader.BYTES) {
      throw MdfFailures.corrupt(address.page(), slot, "the page has " + slots + " slots");
    }
    int record = LittleEndian.u16(page, PageHeader.PAGE_BYTES - (slot + 1) * PageHeader.SLOT_BYTES);
    if (record < PageHeader.BYTES || record > limit - RECORD_HEAD - DATA_START) {
      throw MdfFailures.corrupt(address.page(), slot, "it points to byte " + record);
    }
    int end = record + LittleEndian.u16(page, record + 2);
    boolean lob = (page[record] >> 1 & 7) == LOB_RECORD;
    if (!lob || end > limit || end < record + RECORD_HEAD + DATA_START) {
      throw MdfFailures.corrupt(address.page(), slot, "it holds no part of a large value");
    }
    return record + RECORD_HEAD;
  }

  private static int nodeEnd(byte[] page, int node) {
    int record = node - RECORD_HEAD;
    return record + LittleEndian.u16(page, record + 2);
  }

  private static int smallLength(byte[] page, int node, int nodeEnd, PageAddress address, int slot)
      throws Damage {
    int length = node + SMALL_START <= nodeEnd ? LittleEndian.u16(page, node + SMALL_LENGTH) : 0;
    if (node + SMALL_START + length > nodeEnd) {
      throw MdfFailures.corrupt(
          address.page(), slot, "a value of " + length + " bytes has no room in its record");
    }
    return length;
  }

  private static Links links(byte[] page, int node, int nodeEnd, PageAddress address, int slot)
      throws Damage {
    int kind = LittleEndian.u16(page, node + KIND);
    boolean internal = kind == INTERNAL;
    if (!internal && kind != LARGE_ROOT && kind != LARGE_ROOT_2000) {
      throw MdfFailures.lobKind(address, slot, kind);
    }
    int start = node + (internal ? INTERNAL_LINKS : ROOT_LINKS);
    int count = start <= nodeEnd ? LittleEndian.u16(page, node + LINK_COUNT) : 0;
    int entry = internal ? LONG_ENTRY_BYTES : SHORT_ENTRY_BYTES;
    if (start + count * entry > nodeEnd) {
      throw MdfFailures.corrupt(
          address.page(), slot, count + " links of a large value have no room in their record");
    }
    return internal ? longEntries(page, start, count) : entries(page, start, count);
  }

  private static Links entries(byte[] b, int at, int count) throws Damage {
    Links links = new Links(new long[count], new PageAddress[count], new int[count]);
    for (int i = 0; i < count; i++) {
      int entry = at + i * SHORT_ENTRY_BYTES;
      links.ends[i] = LittleEndian.u32(b, entry);
      links.pages[i] = PageAddress.at(b, entry + 4);
      links.slots[i] = LittleEndian.u16(b, entry + 10);
    }
    return ascending(links);
  }

  private static Links longEntries(byte[] b, int at, int count) throws Damage {
    Links links = new Links(new long[count], new PageAddress[count], new int[count]);
    for (int i = 0; i < count; i++) {
      int entry = at + i * LONG_ENTRY_BYTES;
      links.ends[i] = LittleEndian.i64(b, entry);
      links.pages[i] = PageAddress.at(b, entry + 8);
      links.slots[i] = LittleEndian.u16(b, entry + 14);
    }
    return ascending(links);
  }

  /** Makes sure that no part is empty or goes backwards, which bounds the work by the size. */
  private static Links ascending(Links links) throws Damage {
    long before = 0;
    for (int i = 0; i < links.ends.length; i++) {
      if (links.ends[i] <= before) {
        throw MdfFailures.corrupt(
            links.pages[i].page(), "the parts of a large value that it belongs to do not ascend");
      }
      before = links.ends[i];
    }
    return links;
  }
}
