package io.pyforge.core.reader.dbf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes tables of any version, also such that no program would write. */
final class DbfFile {
  private record FieldSpec(String name, char type, int length, int decimals, int flags) {}

  private final int version;
  private final List<FieldSpec> fields = new ArrayList<>();
  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private int languageDriver;
  private long extraCount;
  private int count;
  private Charset charset = StandardCharsets.ISO_8859_1;

  DbfFile(int version) {
    this.version = version;
  }

  DbfFile languageDriver(int driver) {
    languageDriver = driver;
    return this;
  }

  /** What texts of records and names are written in. */
  DbfFile charset(Charset bytes) {
    charset = bytes;
    return this;
  }

  DbfFile field(String name, char type, int length) {
    return field(name, type, length, 0, 0);
  }

  DbfFile field(String name, char type, int length, int decimals) {
    return field(name, type, length, decimals, 0);
  }

  DbfFile field(String name, char type, int length, int decimals, int flags) {
    fields.add(new FieldSpec(name, type, length, decimals, flags));
    return this;
  }

  /** A record of texts, numbers to the right of their fields, and byte arrays as they are. */
  DbfFile row(Object... values) {
    return marked(' ', values);
  }

  DbfFile deleted(Object... values) {
    return marked('*', values);
  }

  DbfFile marked(int mark, Object... values) {
    records.write(mark);
    for (int i = 0; i < values.length; i++) {
      FieldSpec field = fields.get(i);
      byte[] value = values[i] instanceof byte[] raw ? raw : values[i].toString().getBytes(charset);
      byte[] padded = new byte[field.length];
      Arrays.fill(padded, values[i] instanceof byte[] ? (byte) 0 : (byte) ' ');
      boolean right = field.type == 'N' || field.type == 'F';
      int at = right ? Math.max(0, field.length - value.length) : 0;
      System.arraycopy(value, 0, padded, at, Math.min(value.length, field.length));
      records.writeBytes(padded);
    }
    count++;
    return this;
  }

  /** Bytes behind the records so far. */
  DbfFile raw(byte... bytes) {
    records.writeBytes(bytes);
    return this;
  }

  /** Makes the header claim more records than there are, or fewer. */
  DbfFile claimMore(long more) {
    extraCount = more;
    return this;
  }

  /** The table, without a mark at its end. */
  byte[] bytes() {
    boolean seven = (version & 7) == 4;
    int fixed = seven ? 68 : 32;
    int descriptor = seven ? 48 : 32;
    int backlink = version >= 0x30 && version <= 0x32 ? 263 : 0;
    int length = fixed + fields.size() * descriptor + 1 + backlink;
    int recordLength = 1 + fields.stream().mapToInt(FieldSpec::length).sum();
    ByteBuffer header = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) version).put((byte) 124).put((byte) 3).put((byte) 15);
    header.putInt((int) (count + extraCount)).putShort((short) length);
    header.putShort((short) recordLength);
    header.put(29, (byte) languageDriver);
    int p = fixed;
    for (FieldSpec field : fields) {
      byte[] name = field.name.getBytes(charset);
      header.position(p).put(name);
      int type = p + (seven ? 32 : 11);
      header.put(type, (byte) field.type);
      int at = seven ? type + 1 : p + 16;
      header.put(at, (byte) field.length).put(at + 1, (byte) field.decimals);
      if (field.type == 'C' && field.length > 255) {
        header.put(at + 1, (byte) (field.length >> 8));
      }
      if (!seven) {
        header.put(p + 18, (byte) field.flags);
      }
      p += descriptor;
    }
    header.put(p, (byte) 0x0D);
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(header.array());
    file.writeBytes(records.toByteArray());
    return file.toByteArray();
  }

  /** Four bytes, lowest first. */
  static byte[] int32(int value) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array();
  }

  /** Eight bytes, lowest first. */
  static byte[] int64(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  /** Eight bytes, highest first. */
  static byte[] bigInt64(long value) {
    return ByteBuffer.allocate(8).putLong(value).array();
  }

  /** Bytes from numbers, for what is clearer so. */
  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
