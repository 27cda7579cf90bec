package io.pyforge.core.reader.mdf;

/**
 * What a database does so that half-written pages are noticed: a checksum, or two bits of every
 * sector replaced by a pattern. Databases that began with SQL Server 2000 have the latter, and
 * their bits must be put back before anything else is read.
 *
 * @param ignored whether pages that do not match are read all the same
 */
record PageProtection(boolean ignored) {
  private static final int SECTORS = 16;
  private static final int SECTOR_BYTES = PageHeader.PAGE_BYTES / SECTORS;

  /** The bits of a sector that are replaced: the lowest two of its last byte. */
  private static final int TORN_MASK = 3;

  /**
   * Checks an allocated page and restores its torn bits.
   *
   * @throws Damage if it is not the page asked for, or does not match its protection
   */
  void check(byte[] b, int at, int page, PageDefects defects) throws Damage {
    PageAddress self = PageHeader.self(b, at);
    if (PageHeader.version(b, at) != 1) {
      throw MdfFailures.corrupt(page, "its header does not begin with version 1");
    }
    if (self.page() != page || self.file() != PageAddress.PRIMARY) {
      throw MdfFailures.corrupt(page, "its header says that it is page " + self);
    }
    int flags = PageHeader.flags(b, at);
    if ((flags & PageHeader.CHECKSUM_FLAG) != 0) {
      if (checksum(b, at) != LittleEndian.i32(b, at + PageHeader.PROTECTION)) {
        report(MdfFailures.checksum(page), page, defects);
      }
    } else if ((flags & PageHeader.TORN_FLAG) != 0 && !restore(b, at)) {
      report(MdfFailures.torn(page), page, defects);
    }
  }

  private void report(Damage damage, int page, PageDefects defects) throws Damage {
    if (!ignored) {
      throw damage;
    }
    defects.add(page);
  }

  /**
   * The checksum that a page should have: the exclusive-or of the 32-bit words of each sector,
   * rotated left by the number of sectors that follow, and joined by exclusive-or.
   */
  static int checksum(byte[] b, int at) {
    int sum = 0;
    for (int sector = 0; sector < SECTORS; sector++) {
      int start = at + sector * SECTOR_BYTES;
      long words = 0;
      for (int i = 0; i < SECTOR_BYTES; i += Long.BYTES) {
        words ^= LittleEndian.i64(b, start + i);
      }
      int word = (int) (words ^ words >>> 32);
      if (sector == 0) {
        word ^= LittleEndian.i32(b, at + PageHeader.PROTECTION); // counts as zero
      }
      sum ^= Integer.rotateLeft(word, SECTORS - 1 - sector);
    }
    return sum;
  }

  /** Puts back the bits; returns whether all sectors had the same pattern. */
  private static boolean restore(byte[] b, int at) {
    int saved = LittleEndian.i32(b, at + PageHeader.PROTECTION);
    int pattern = saved & TORN_MASK;
    boolean whole = true;
    for (int sector = 1; sector < SECTORS; sector++) {
      int last = at + sector * SECTOR_BYTES + SECTOR_BYTES - 1;
      whole &= (b[last] & TORN_MASK) == pattern;
      b[last] = (byte) (b[last] & ~TORN_MASK | saved >>> 2 * sector & TORN_MASK);
    }
    return whole;
  }
}
