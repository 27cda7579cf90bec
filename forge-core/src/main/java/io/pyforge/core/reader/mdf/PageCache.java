package io.pyforge.core.reader.mdf;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The checked pages used last, for those that are read one by one. Used by one thread. */
final class PageCache {
  private static final int PAGES = 64;

  private final PageFile file;
  private final PageDefects defects;
  private final Map<Integer, byte[]> pages = new LinkedHashMap<>(PAGES, 0.75f, true);

  PageCache(PageFile file, PageDefects defects) {
    this.file = file;
    this.defects = defects;
  }

  PageFile file() {
    return file;
  }

  PageDefects defects() {
    return defects;
  }

  /**
   * A page, not to be changed, and good until the next one is asked for.
   *
   * @throws Damage if it lies in another file, beyond the end of this one, or is damaged
   */
  byte[] page(PageAddress address) throws IOException, Damage {
    if (address.file() != PageAddress.PRIMARY) {
      throw MdfFailures.otherDataFile(address);
    }
    byte[] known = pages.get(address.page());
    if (known != null) {
      return known;
    }
    byte[] page = spare();
    file.read(address.page(), 1, page, 0, defects);
    pages.put(address.page(), page);
    return page;
  }

  /** The array of the page used longest ago, once there are enough. */
  private byte[] spare() {
    if (pages.size() < PAGES) {
      return new byte[PageHeader.PAGE_BYTES];
    }
    Integer oldest = pages.keySet().iterator().next();
    byte[] array = pages.remove(oldest);
    return array == null ? new byte[PageHeader.PAGE_BYTES] : array;
  }
}
