package io.pyforge.core.reader.dbf;

import java.util.Map;

/**
 * What the first byte of a table tells: which program's layout it has.
 *
 * @param code the byte, 0 to 255
 * @param name for people
 */
record DbfVersion(int code, Family family, String name) {
  /** Layouts that differ in what bytes mean. */
  enum Family {
    /** A header of 520 bytes with descriptors of 16. */
    DBASE_2,
    /** dBASE III to V, FoxBASE, Clipper, and everything that writes shapefiles. */
    DBASE_3,
    /** FoxPro 2: as dBASE III, with memos in .fpt files. */
    FOXPRO,
    /** Binary numbers and times, null flags. */
    VISUAL_FOXPRO,
    /** Descriptors of 48 bytes; binary numbers with the highest byte first. */
    DBASE_7
  }

  private static final int DBASE_LEVEL_MASK = 7;
  private static final int DBASE_LEVEL_7 = 4;

  private static final Map<Integer, DbfVersion> KNOWN =
      Map.ofEntries(
          entry(0x02, Family.DBASE_2, "dBASE II"),
          entry(0x03, Family.DBASE_3, "dBASE III"),
          entry(0x04, Family.DBASE_7, "dBASE 7"),
          entry(0x05, Family.DBASE_3, "dBASE V"),
          entry(0x30, Family.VISUAL_FOXPRO, "Visual FoxPro"),
          entry(0x31, Family.VISUAL_FOXPRO, "Visual FoxPro with autoincrement"),
          entry(0x32, Family.VISUAL_FOXPRO, "Visual FoxPro with varchar"),
          entry(0x43, Family.DBASE_3, "dBASE IV SQL table"),
          entry(0x63, Family.DBASE_3, "dBASE IV SQL system table"),
          entry(0x7B, Family.DBASE_3, "dBASE IV with memo"),
          entry(0x83, Family.DBASE_3, "dBASE III with memo"),
          entry(0x8B, Family.DBASE_3, "dBASE IV with memo"),
          entry(0x8C, Family.DBASE_7, "dBASE 7 with memo"),
          entry(0x8E, Family.DBASE_3, "dBASE IV SQL table"),
          entry(0xCB, Family.DBASE_3, "dBASE IV SQL table with memo"),
          entry(0xE5, Family.DBASE_3, "HiPer-Six with memo"),
          entry(0xF5, Family.FOXPRO, "FoxPro 2 with memo"),
          entry(0xFB, Family.FOXPRO, "FoxBASE with memo"));

  private static Map.Entry<Integer, DbfVersion> entry(int code, Family family, String name) {
    return Map.entry(code, new DbfVersion(code, family, name));
  }

  /** What the byte means; a byte that no program is known for is read as dBASE III or 7. */
  static DbfVersion of(int code) {
    DbfVersion known = KNOWN.get(code);
    if (known != null) {
      return known;
    }
    Family family = (code & DBASE_LEVEL_MASK) == DBASE_LEVEL_7 ? Family.DBASE_7 : Family.DBASE_3;
    return new DbfVersion(code, family, "unknown version 0x%02X".formatted(code));
  }

  /** Whether the byte is one that a program is known to write. */
  static boolean isKnown(int code) {
    return KNOWN.containsKey(code);
  }

  /** Whether memos are in blocks of FoxPro. */
  boolean foxProMemos() {
    return family == Family.FOXPRO || family == Family.VISUAL_FOXPRO;
  }

  /** Whether the byte for encryption means something: only dBASE IV and 7 have it. */
  boolean mayBeEncrypted() {
    return switch (code) {
      case 0x04, 0x43, 0x63, 0x7B, 0x8B, 0x8C, 0x8E, 0xCB -> true;
      default -> false;
    };
  }
}
