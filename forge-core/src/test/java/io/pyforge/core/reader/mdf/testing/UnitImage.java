package io.pyforge.core.reader.mdf.testing;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** An allocation unit that is being written: its pages, one after the other, and its IAM page. */
final class UnitImage {
  private static final int EXTENT_PAGES = 8;
  private static final int SINGLE_PAGES = 8;

  private final Space space;
  private final long id;
  private final int type;
  private final long owner;
  private final int pageType;
  private final int iam;
  private final BitSet extents = new BitSet();
  private final List<Integer> singles = new ArrayList<>();
  private final boolean mixed;
  private PageImage page;
  private int first;
  private int extentLeft;
  private int nextInExtent;
  private int used;

  /**
   * @param mixed whether its first eight pages are single ones, as those of small tables are
   */
  UnitImage(Space space, long id, int type, long owner, int pageType, boolean mixed) {
    this.space = space;
    this.id = id;
    this.type = type;
    this.owner = owner;
    this.pageType = pageType;
    this.mixed = mixed;
    iam = space.singlePage(true);
    page = newPage();
    first = page.number();
  }

  long id() {
    return id;
  }

  int type() {
    return type;
  }

  long owner() {
    return owner;
  }

  int iam() {
    return iam;
  }

  int first() {
    return first;
  }

  int used() {
    return used;
  }

  /** The page that is being filled. */
  PageImage page() {
    return page;
  }

  private PageImage newPage() {
    used++;
    if (mixed && singles.size() < SINGLE_PAGES) {
      int single = space.singlePage(false);
      singles.add(single);
      return new PageImage(single, pageType);
    }
    while (true) {
      if (extentLeft == 0) {
        nextInExtent = space.extent();
        extentLeft = EXTENT_PAGES;
        extents.set(nextInExtent / EXTENT_PAGES);
      }
      extentLeft--;
      int number = nextInExtent++;
      if (!space.reserved(number)) {
        space.use(number);
        return new PageImage(number, pageType);
      }
    }
  }

  /** Adds a record, on the next page if this one has no room; returns its slot. */
  int add(byte[] record) {
    if (!page.hasRoom(record.length)) {
      turn();
    }
    return page.add(record);
  }

  /** Goes on with the next page. */
  void turn() {
    PageImage full = page;
    page = newPage();
    full.setNext(page.number());
    space.put(full);
  }

  /** Writes the last page and the IAM page. */
  void finish() {
    space.put(page);
    PageImage map = new PageImage(iam, PageImage.IAM);
    byte[] head = new byte[94];
    for (int i = 0; i < singles.size(); i++) {
      System.arraycopy(address(singles.get(i)), 0, head, 46 + 6 * i, 6);
    }
    System.arraycopy(address(0), 0, head, 40, 4);
    head[44] = 1; // the range starts at page 0 of file 1
    map.add(head);
    byte[] bits = new byte[4 + 7988];
    bits[2] = 0x38;
    bits[3] = 0x1F;
    byte[] set = extents.toByteArray();
    System.arraycopy(set, 0, bits, 4, set.length);
    map.add(bits);
    space.put(map);
  }

  /** A page's address in six bytes. */
  static byte[] address(int page) {
    return SqlValue.joined(SqlValue.little(4, page), SqlValue.little(2, page == 0 ? 0 : 1));
  }
}
