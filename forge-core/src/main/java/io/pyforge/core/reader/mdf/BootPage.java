package io.pyforge.core.reader.mdf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What page 9 tells of the database.
 *
 * @param version of its layout, which each release of SQL Server raises
 * @param createdVersion the version that it began with
 * @param name cosmetic: databases that were attached by their file may have a path here
 * @param collation of the database, for columns without one
 * @param allocationUnits the first page of {@code sysallocunits}, from which all else is found
 */
record BootPage(
    int version, int createdVersion, String name, int collation, PageAddress allocationUnits) {
  /** Where it is in every primary file. */
  static final int PAGE = 9;

  private static final int VERSION = 100;
  private static final int CREATED_VERSION = 102;
  private static final int NAME = 148;
  private static final int NAME_BYTES = 256;
  private static final int COLLATION = 488;
  private static final int ALLOCATION_UNITS = 612;

  /** What names are filled up with, beside blanks. */
  private static final char PAD = '\u2020';

  static BootPage read(PageCache pages) throws IOException, Damage {
    byte[] b = pages.page(new PageAddress(PAGE, PageAddress.PRIMARY));
    String name = new String(b, NAME, NAME_BYTES, StandardCharsets.UTF_16LE);
    int pad = name.indexOf(PAD);
    int end = name.indexOf(0);
    String cut = name.substring(0, pad < 0 ? name.length() : pad);
    return new BootPage(
        LittleEndian.u16(b, VERSION),
        LittleEndian.u16(b, CREATED_VERSION),
        (end >= 0 && end < cut.length() ? cut.substring(0, end) : cut).strip(),
        LittleEndian.i32(b, COLLATION),
        PageAddress.at(b, ALLOCATION_UNITS));
  }
}
