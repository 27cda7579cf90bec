package io.pyforge.core.reader.dbf;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a table. Layouts: dBASE III to V and FoxPro as Borland's and Microsoft's
 * table file structures tell; dBASE 7 as dBASE Inc.'s; dBASE II as seen in its files.
 */
final class HeaderParser {
  private static final int FIXED_BYTES = 32;
  private static final int DESCRIPTOR_BYTES = 32;
  private static final int NAME_BYTES = 11;
  private static final int FIXED_BYTES_7 = 68;
  private static final int DESCRIPTOR_BYTES_7 = 48;
  private static final int NAME_BYTES_7 = 32;
  private static final int FIXED_BYTES_2 = 8;
  private static final int DESCRIPTOR_BYTES_2 = 16;

  /** Where the records of dBASE II start, however many fields there are. */
  private static final int HEADER_BYTES_2 = 521;

  private static final int TERMINATOR = 0x0D;
  private static final int FLAG_NULLABLE = 2;
  private static final int ENCRYPTION_MARK = 15;
  private static final int LANGUAGE_DRIVER = 29;
  private static final int YEAR_BASE = 1900;

  /** Years of two digits below this are of the 21st century: no table is older than dBASE. */
  private static final int CENTURY_PIVOT = 80;

  private final String name;
  private final byte[] b;
  private final DbfVersion version;

  private HeaderParser(String name, byte[] bytes, DbfVersion version) {
    this.name = name;
    b = bytes;
    this.version = version;
  }

  /**
   * Reads the header from the start of a table.
   *
   * @throws io.pyforge.spi.error.ForgeException INPUT if it is none, or the table is encrypted
   */
  static DbfHeader read(String name, InputStream in) throws IOException {
    byte[] start = in.readNBytes(FIXED_BYTES);
    if (start.length == 0) {
      throw DbfFailures.empty(name);
    }
    if (start.length < FIXED_BYTES) {
      throw DbfFailures.notDbf(name, "it has " + start.length + " bytes, too few for a header");
    }
    DbfVersion version = DbfVersion.of(start[0] & 0xff);
    int length = version.family() == DbfVersion.Family.DBASE_2 ? HEADER_BYTES_2 : u16(start, 8);
    if (length < FIXED_BYTES) {
      throw DbfFailures.notDbf(name, "its header claims to be " + length + " bytes long");
    }
    byte[] bytes = Arrays.copyOf(start, length);
    int got = in.readNBytes(bytes, FIXED_BYTES, length - FIXED_BYTES) + FIXED_BYTES;
    if (got < length) {
      throw DbfFailures.notDbf(
          name, "it ends after " + got + " bytes, within its header of " + length);
    }
    return new HeaderParser(name, bytes, version).parse();
  }

  private DbfHeader parse() {
    boolean old = version.family() == DbfVersion.Family.DBASE_2;
    if (version.mayBeEncrypted() && b[ENCRYPTION_MARK] == 1) {
      throw DbfFailures.encrypted(name);
    }
    int recordLength = old ? u16(b, 6) : u16(b, 10);
    if (recordLength == 0) {
      throw DbfFailures.notDbf(name, "its records claim to be 0 bytes long");
    }
    List<DbfField> all =
        switch (version.family()) {
          case DBASE_2 -> fields2();
          case DBASE_7 -> fields(FIXED_BYTES_7, DESCRIPTOR_BYTES_7, NAME_BYTES_7);
          default -> fields(FIXED_BYTES, DESCRIPTOR_BYTES, NAME_BYTES);
        };
    all = withLongTexts(all, recordLength);
    int fieldBytes = bytesOf(all);
    if (fieldBytes >= recordLength) {
      throw DbfFailures.notDbf(
          name, "its fields need " + (fieldBytes + 1) + " bytes of records of " + recordLength);
    }
    List<DbfField> fields = all.stream().filter(f -> f.type() != DbfField.NULL_FLAGS).toList();
    @Nullable DbfField flags =
        all.stream().filter(f -> f.type() == DbfField.NULL_FLAGS).findFirst().orElse(null);
    return new DbfHeader(
        version,
        old ? date(b[5], b[3], b[4]) : date(b[1], b[2], b[3]),
        old ? u16(b, 1) : u32(b, 4),
        b.length,
        recordLength,
        old ? 0 : b[LANGUAGE_DRIVER] & 0xff,
        driverName(),
        fields,
        flags,
        fieldBytes);
  }

  private String driverName() {
    if (version.family() != DbfVersion.Family.DBASE_7 || b.length < FIXED_BYTES_7) {
      return "";
    }
    return new String(name(FIXED_BYTES, NAME_BYTES_7), StandardCharsets.ISO_8859_1).strip();
  }

  private static Optional<LocalDate> date(byte year, byte month, byte day) {
    int y = year & 0xff;
    try {
      return Optional.of(LocalDate.of(YEAR_BASE + (y < CENTURY_PIVOT ? y + 100 : y), month, day));
    } catch (DateTimeException e) {
      return Optional.empty(); // many programs leave it blank
    }
  }

  private List<DbfField> fields(int from, int step, int nameBytes) {
    List<DbfField> fields = new ArrayList<>();
    boolean flags = version.family() == DbfVersion.Family.VISUAL_FOXPRO;
    int bit = 0;
    int offset = 1;
    for (int p = from; p + step <= b.length && b[p] != TERMINATOR && b[p] != 0; p += step) {
      int type = p + nameBytes;
      int length = step == DESCRIPTOR_BYTES_7 ? p + nameBytes + 1 : p + 16;
      char letter = (char) (b[type] & 0xff);
      int lengthBit = DbfField.NONE;
      int nullBit = DbfField.NONE;
      if (flags && letter != DbfField.NULL_FLAGS) {
        if (letter == 'V' || letter == 'Q') {
          lengthBit = bit++;
        }
        if ((b[p + 18] & FLAG_NULLABLE) != 0) {
          nullBit = bit++;
        }
      }
      DbfField field =
          new DbfField(
              name(p, nameBytes),
              letter,
              offset,
              b[length] & 0xff,
              b[length + 1] & 0xff,
              nullBit,
              lengthBit);
      fields.add(field);
      offset += field.length();
    }
    return fields;
  }

  private List<DbfField> fields2() {
    List<DbfField> fields = new ArrayList<>();
    int offset = 1;
    for (int p = FIXED_BYTES_2;
        p + DESCRIPTOR_BYTES_2 <= b.length && b[p] != TERMINATOR && b[p] != 0;
        p += DESCRIPTOR_BYTES_2) {
      char letter = (char) (b[p + NAME_BYTES] & 0xff);
      int length = b[p + NAME_BYTES + 1] & 0xff;
      int decimals = b[p + NAME_BYTES + 4] & 0xff;
      fields.add(
          new DbfField(
              name(p, NAME_BYTES), letter, offset, length, decimals, DbfField.NONE, DbfField.NONE));
      offset += length;
    }
    return fields;
  }

  /**
   * Clipper and FoxPro keep the upper byte of a text's length where numbers have their decimals. A
   * text has no decimals, so where that gives just the length of the records, it is meant.
   */
  private static List<DbfField> withLongTexts(List<DbfField> fields, int recordLength) {
    List<DbfField> widened = new ArrayList<>();
    int offset = 1;
    for (DbfField field : fields) {
      boolean text = field.type() == 'C';
      int length = text ? field.length() + 256 * field.decimals() : field.length();
      widened.add(
          new DbfField(
              field.rawName(),
              field.type(),
              offset,
              length,
              text ? 0 : field.decimals(),
              field.nullBit(),
              field.lengthBit()));
      offset += length;
    }
    return offset == recordLength ? widened : fields;
  }

  private static int bytesOf(List<DbfField> fields) {
    return fields.stream().mapToInt(DbfField::length).sum();
  }

  /** The bytes of a name that ends at a NUL, or where its room does. */
  private byte[] name(int from, int room) {
    int end = from;
    while (end < from + room && b[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(b, from, end);
  }

  static int u16(byte[] b, int p) {
    return b[p] & 0xff | (b[p + 1] & 0xff) << 8;
  }

  private static long u32(byte[] b, int p) {
    return u16(b, p) | (long) u16(b, p + 2) << 16;
  }
}
