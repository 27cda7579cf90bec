package io.pyforge.core.reader.mdf;

/** Where the header of a page has what, and the kinds of pages. */
final class PageHeader {
  /** Bytes of a page. */
  static final int PAGE_BYTES = 8192;

  /** Bytes of its header, behind which records begin. */
  static final int BYTES = 96;

  /** Bytes of one entry of the slot array, which grows down from the page's end. */
  static final int SLOT_BYTES = 2;

  static final int DATA = 1;
  static final int LOB_MIX = 3;
  static final int LOB_TREE = 4;
  static final int IAM = 10;
  static final int PFS = 11;
  static final int BOOT = 13;
  static final int FILE_HEADER = 15;

  private static final int TYPE = 1;
  private static final int TYPE_FLAGS = 2;
  private static final int LEVEL = 3;
  private static final int FLAGS = 4;
  private static final int NEXT_PAGE = 16;
  private static final int NEXT_FILE = 20;
  private static final int SLOTS = 22;
  private static final int PAGE = 32;
  private static final int FILE = 36;

  /** Where the checksum, or the bits that torn-page protection took away, are kept. */
  static final int PROTECTION = 60;

  static final int TORN_FLAG = 0x100;
  static final int CHECKSUM_FLAG = 0x200;
  private static final int COMPRESSED_FLAG = 0x80;

  private PageHeader() {}

  static int version(byte[] b, int page) {
    return LittleEndian.u8(b, page);
  }

  static int type(byte[] b, int page) {
    return LittleEndian.u8(b, page + TYPE);
  }

  static boolean compressed(byte[] b, int page) {
    return (LittleEndian.u8(b, page + TYPE_FLAGS) & COMPRESSED_FLAG) != 0;
  }

  static int level(byte[] b, int page) {
    return LittleEndian.u8(b, page + LEVEL);
  }

  /** Whether it is a page of rows, rather than one of the upper levels of an index. */
  static boolean holdsRows(byte[] b, int page) {
    return type(b, page) == DATA && level(b, page) == 0;
  }

  static int flags(byte[] b, int page) {
    return LittleEndian.u16(b, page + FLAGS);
  }

  /** The page that follows in a chain. */
  static PageAddress next(byte[] b, int page) {
    return PageAddress.of(
        LittleEndian.i32(b, page + NEXT_PAGE), LittleEndian.u16(b, page + NEXT_FILE));
  }

  static int slots(byte[] b, int page) {
    return LittleEndian.u16(b, page + SLOTS);
  }

  /** The page's own address, as it says itself. */
  static PageAddress self(byte[] b, int page) {
    return PageAddress.of(LittleEndian.i32(b, page + PAGE), LittleEndian.u16(b, page + FILE));
  }
}
