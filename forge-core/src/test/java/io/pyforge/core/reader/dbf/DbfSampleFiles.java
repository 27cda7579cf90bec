package io.pyforge.core.reader.dbf;

import com.linuxense.javadbf.DBFDataType;
import com.linuxense.javadbf.DBFField;
import com.linuxense.javadbf.DBFWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.JulianFields;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes {@code samples/input/dbf}: run it with that folder, look at the difference, and run {@code
 * DbfSamplesTest}. One trait a file; {@code products.dbf} is written by javadbf, the others byte by
 * byte.
 */
final class DbfSampleFiles {
  private final Path folder;

  private DbfSampleFiles(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    DbfSampleFiles files = new DbfSampleFiles(Path.of(arguments[0]));
    Files.createDirectories(files.folder);
    files.products();
    files.notes();
    files.foxPro();
    files.cyrillic();
    files.oddities();
  }

  /** javadbf gives its fields in this code page, and its language driver. */
  private void products() throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve("products.dbf"));
        DBFWriter writer = new DBFWriter(out, Charset.forName("windows-1252"))) {
      DBFField id = new DBFField("ID", DBFDataType.NUMERIC, 6, 0);
      DBFField name = new DBFField("NAME", DBFDataType.CHARACTER, 20);
      DBFField price = new DBFField("PRICE", DBFDataType.NUMERIC, 10, 2);
      DBFField since = new DBFField("SINCE", DBFDataType.DATE);
      DBFField sold = new DBFField("SOLD", DBFDataType.LOGICAL);
      writer.setFields(new DBFField[] {id, name, price, since, sold});
      writer.addRecord(new Object[] {1, "Caf\u00E9", 12.5, date(2024, 3, 15), true});
      writer.addRecord(new Object[] {2, "Tea", -0.25, date(1999, 12, 31), false});
      writer.addRecord(new Object[] {3, null, null, null, null});
    }
  }

  private static Date date(int year, int month, int day) {
    return java.sql.Date.valueOf(LocalDate.of(year, month, day));
  }

  private void notes() throws IOException {
    DbfFile table =
        new DbfFile(0x83)
            .languageDriver(0x03)
            .field("ID", 'N', 3)
            .field("NOTE", 'M', 10)
            .row(1, "         1")
            .row(2, "")
            .deleted(3, "         1")
            .row(4, "         2");
    ByteBuffer memos = ByteBuffer.allocate(512 * 3);
    memos.position(512).put("two\r\nlines\u001A\u001A".getBytes(StandardCharsets.US_ASCII));
    memos.position(1024).put("last\u001A\u001A".getBytes(StandardCharsets.US_ASCII));
    Map<String, byte[]> members = new LinkedHashMap<>();
    members.put("notes.dbf", table.raw((byte) 0x1A).bytes());
    members.put("notes.dbt", memos.array());
    members.put("notes.shp", new byte[] {0, 0, 0x27, 0x0A});
    zip("notes.zip", members);
  }

  private void foxPro() throws IOException {
    long day = LocalDate.of(2024, 3, 15).getLong(JulianFields.JULIAN_DAY);
    DbfFile table =
        new DbfFile(0x32)
            .languageDriver(0x03)
            .field("ID", 'I', 4)
            .field("RATE", 'B', 8, 4)
            .field("COST", 'Y', 8, 4)
            .field("MADE", 'T', 8)
            .field("NAME", 'V', 10, 0, 2)
            .field("CODE", 'C', 3, 0, 2)
            .field("_NullFlags", '0', 1, 0, 5)
            .row(
                DbfFile.int32(-7),
                DbfFile.int64(Double.doubleToRawLongBits(0.1)),
                DbfFile.int64(123_456_789),
                DbfFile.int64(52_205_000L << 32 | day),
                DbfFile.bytes('a', 'b', ' ', 0, 0, 0, 0, 0, 0, 3),
                "",
                DbfFile.bytes(1))
            .row(
                DbfFile.int32(8),
                DbfFile.int64(Double.doubleToRawLongBits(-2.5)),
                DbfFile.int64(-1),
                new byte[8],
                "",
                "",
                DbfFile.bytes(7));
    Files.write(folder.resolve("foxpro.dbf"), table.raw((byte) 0x1A).bytes());
  }

  private void cyrillic() throws IOException {
    DbfFile table =
        new DbfFile(0x03)
            .charset(Charset.forName("IBM866"))
            .languageDriver(0x65)
            .field("\u0413\u041E\u0420\u041E\u0414", 'C', 12)
            .row("\u041C\u043E\u0441\u043A\u0432\u0430")
            .row("Riga");
    Files.write(folder.resolve("cyrillic.dbf"), table.raw((byte) 0x1A).bytes());
  }

  private void oddities() throws IOException {
    DbfFile table =
        new DbfFile(0x03)
            .languageDriver(0x03)
            .field("FIT", 'N', 3)
            .field("WIDE", 'N', 6, 2)
            .field("FLOAT", 'F', 19, 11)
            .field("DAY", 'D', 8)
            .row("***", "1.5", "1.23456789012e-005", "20240315")
            .row("7", "1.2345", "2.00000000000", "20240231")
            .claimMore(5);
    Files.write(folder.resolve("oddities.dbf"), table.bytes());
  }

  private void zip(String name, Map<String, byte[]> members) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(member.getValue());
        zip.closeEntry();
      }
    }
  }
}
