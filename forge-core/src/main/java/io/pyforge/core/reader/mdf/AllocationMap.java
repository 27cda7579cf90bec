package io.pyforge.core.reader.mdf;

import java.io.IOException;

/**
 * Which pages are in use, by the bytes of the PFS pages: each has one for every page of its
 * interval.
 */
final class AllocationMap {
  private static final int INTERVAL = 8088;
  private static final int FIRST_PAGE = 1;
  private static final int BYTES_START = 100;
  private static final int ALLOCATED = 0x40;

  private final PageCache pages;

  AllocationMap(PageCache pages) {
    this.pages = pages;
  }

  boolean allocated(int page) throws IOException, Damage {
    int interval = page / INTERVAL;
    int map = interval == 0 ? FIRST_PAGE : interval * INTERVAL;
    byte[] b = pages.page(new PageAddress(map, PageAddress.PRIMARY));
    if (PageHeader.type(b, 0) != PageHeader.PFS) {
      throw MdfFailures.corrupt(map, "it should tell which pages are in use, and does not");
    }
    return (b[BYTES_START + page % INTERVAL] & ALLOCATED) != 0;
  }
}
