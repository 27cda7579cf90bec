package io.pyforge.core.reader.mdf.testing;

import java.util.BitSet;

/** The pages of a file: which are in use, and for what. */
final class Space {
  private static final int PFS_INTERVAL = 8088;
  private static final int GAM_INTERVAL = 511_232;
  private static final int FIRST_FREE_EXTENT = 16;
  private static final int ALLOCATED = 0x40;
  private static final int MIXED = 0x20;
  private static final int IS_IAM = 0x10;

  private final PageStore store;
  private final PageImage.Protection protection;
  private final BitSet iams = new BitSet();
  private final BitSet used = new BitSet();
  private int nextExtent = FIRST_FREE_EXTENT;
  private int nextSingle;
  private int singlesLeft;

  Space(PageStore store, PageImage.Protection protection) {
    this.store = store;
    this.protection = protection;
    used.set(0, 10);
  }

  /** Whether a page has a purpose of its own, wherever it lies. */
  boolean reserved(int page) {
    int inGam = page % GAM_INTERVAL;
    return page % PFS_INTERVAL == 0 || inGam >= 2 && inGam <= 7 && inGam != 4 && inGam != 5;
  }

  int extent() {
    int start = nextExtent;
    nextExtent += 8;
    return start;
  }

  int singlePage(boolean iam) {
    while (true) {
      if (singlesLeft == 0) {
        nextSingle = extent();
        singlesLeft = 8;
      }
      singlesLeft--;
      int page = nextSingle++;
      if (!reserved(page)) {
        use(page);
        if (iam) {
          iams.set(page);
        }
        return page;
      }
    }
  }

  void use(int page) {
    used.set(page);
  }

  void put(PageImage page) {
    store.put(page.number(), page.sealed(protection));
  }

  int pageCount() {
    return nextExtent;
  }

  /** Writes the pages that tell which are in use, and empty ones for other maps. */
  void finish() {
    for (int interval = 0; interval * PFS_INTERVAL < pageCount(); interval++) {
      int start = interval * PFS_INTERVAL;
      int number = interval == 0 ? 1 : start;
      used.set(number);
      PageImage page = new PageImage(number, 11);
      byte[] record = new byte[4 + PFS_INTERVAL];
      for (int i = 0; i < PFS_INTERVAL; i++) {
        int flags = used.get(start + i) ? ALLOCATED | MIXED : 0;
        record[4 + i] = (byte) (iams.get(start + i) ? flags | IS_IAM : flags);
      }
      page.add(record);
      put(page);
    }
    put(new PageImage(2, 8));
    put(new PageImage(3, 9));
    put(new PageImage(6, 16));
    put(new PageImage(7, 17));
  }
}
