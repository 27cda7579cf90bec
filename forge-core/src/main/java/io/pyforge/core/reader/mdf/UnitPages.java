package io.pyforge.core.reader.mdf;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The pages of an allocation unit, one by one, in the order in which its IAM pages list them. Those
 * pages are held one at a time, so a table of any size takes no memory.
 *
 * <p>An IAM page lists up to eight single pages, and the extents of eight pages each that belong to
 * the unit, as bits of a map over a range of the file.
 */
final class UnitPages {
  /** What {@link #next} returns after the last page. */
  static final int END = -1;

  private static final int SINGLE_PAGES = 8;
  private static final int EXTENT_PAGES = 8;
  private static final int ADDRESS_BYTES = 6;
  private static final int RANGE_START = 136;
  private static final int SINGLES = 142;
  private static final int MAP = 194;
  private static final int MAP_BYTES = 7988;

  private final PageCache pages;
  private final AllocationMap allocation;
  private final int pageCount;
  private final boolean mapped;
  private final byte[] iam = new byte[PageHeader.PAGE_BYTES];
  private final Set<Integer> seen = new HashSet<>();
  private PageAddress nextIam;
  private int rangeStart;
  private int single = SINGLE_PAGES;
  private int extent = MAP_BYTES * Byte.SIZE;
  private int inExtent = EXTENT_PAGES;

  UnitPages(PageCache pages, AllocationMap allocation, AllocationUnit unit) {
    this.pages = pages;
    this.allocation = allocation;
    pageCount = pages.file().pageCount();
    nextIam = unit.firstIam();
    mapped = unit.hasMap();
  }

  /**
   * The next page that is in use, or {@link #END}. It may be of any kind: those of an index are
   * among them.
   */
  int next() throws IOException, Damage {
    while (true) {
      while (single < SINGLE_PAGES) {
        PageAddress address = PageAddress.at(iam, SINGLES + single++ * ADDRESS_BYTES);
        if (!address.none() && inUse(address)) {
          return address.page();
        }
      }
      while (inExtent < EXTENT_PAGES) {
        long page = rangeStart + (long) extent * EXTENT_PAGES + inExtent++;
        if (page <= Integer.MAX_VALUE && inUse(new PageAddress((int) page, PageAddress.PRIMARY))) {
          return (int) page;
        }
      }
      if (!nextExtent() && !nextMap()) {
        return END;
      }
    }
  }

  private boolean nextExtent() {
    int e = extent + 1;
    while (e < MAP_BYTES * Byte.SIZE) {
      int bits = iam[MAP + e / Byte.SIZE] & 0xff;
      if (bits >> e % Byte.SIZE == 0) {
        e = (e / Byte.SIZE + 1) * Byte.SIZE; // no more in this byte
        continue;
      }
      if ((bits >> e % Byte.SIZE & 1) != 0) {
        extent = e;
        inExtent = 0;
        return true;
      }
      e++;
    }
    extent = e;
    return false;
  }

  private boolean nextMap() throws IOException, Damage {
    if (nextIam.none()) {
      return false;
    }
    byte[] page = pages.page(nextIam);
    int number = nextIam.page();
    if (PageHeader.type(page, 0) != PageHeader.IAM) {
      throw MdfFailures.corrupt(number, "it should list the pages of a table, and does not");
    }
    PageAddress start = PageAddress.at(page, RANGE_START);
    if (!seen.add(start.page())) {
      throw MdfFailures.corrupt(number, "a list of the table's pages comes twice");
    }
    if (start.file() != PageAddress.PRIMARY) {
      throw MdfFailures.otherDataFile(start);
    }
    if (start.page() < 0) {
      throw MdfFailures.corrupt(number, "the list of the table's pages begins at page " + start);
    }
    System.arraycopy(page, 0, iam, 0, iam.length);
    rangeStart = start.page();
    single = 0;
    extent = mapped ? -1 : MAP_BYTES * Byte.SIZE;
    nextIam = PageHeader.next(page, 0);
    return true;
  }

  /** Whether a listed page is in use; one that is must be in the file. */
  private boolean inUse(PageAddress address) throws IOException, Damage {
    if (address.file() != PageAddress.PRIMARY) {
      throw MdfFailures.otherDataFile(address);
    }
    int page = address.page();
    if (page < 0 || !allocation.allocated(page)) {
      return false;
    }
    if (page >= pageCount) {
      throw MdfFailures.truncated(page, pageCount);
    }
    return true;
  }
}
