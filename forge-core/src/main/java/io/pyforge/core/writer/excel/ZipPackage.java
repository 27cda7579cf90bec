package io.pyforge.core.writer.excel;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A zip file (PKWARE's APPNOTE 6.3) of parts whose sizes are known: no data descriptors, and Zip64
 * only where a number does not fit, because some readers of workbooks refuse it elsewhere. Times
 * are those of 1980, so that the bytes depend on nothing but the parts.
 */
final class ZipPackage implements Closeable {
  private static final int LOCAL_HEADER = 0x04034b50;
  private static final int CENTRAL_HEADER = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END_64 = 0x06064b50;
  private static final int END_64_LOCATOR = 0x07064b50;
  private static final short EXTRA_64 = 1;
  private static final short VERSION = 20;
  private static final short VERSION_64 = 45;
  private static final short DEFLATED = 8;

  /** 1980-01-01, the first date that zip files can hold. */
  private static final short DATE = 1 << 5 | 1;

  /** What stands where a number is in the Zip64 field instead. */
  private static final int ELSEWHERE = -1;

  private static final int RECORD_BYTES = 256;
  private static final long MAX_SIZE = 0xFFFFFFFEL;
  private static final int MAX_ENTRIES = 0xFFFE;

  private record Entry(String name, long crc, long size, long compressedSize, long offset) {}

  private final OutputStream out;
  private final long maxSize;
  private final int maxEntries;
  private final List<Entry> entries = new ArrayList<>();
  private long position;

  ZipPackage(OutputStream out) {
    this(out, MAX_SIZE, MAX_ENTRIES);
  }

  /**
   * @param maxSize sizes and places above this are written as Zip64
   * @param maxEntries more entries than this need Zip64
   */
  ZipPackage(OutputStream out, long maxSize, int maxEntries) {
    this.out = new BufferedOutputStream(out);
    this.maxSize = maxSize;
    this.maxEntries = maxEntries;
  }

  /** Adds a part under a name in ASCII. */
  void add(String name, DeflatedPart part) throws IOException {
    Entry entry = new Entry(name, part.crc(), part.size(), part.compressedSize(), position);
    entries.add(entry);
    boolean large = isLarge(entry);
    ByteBuffer header = record().putInt(LOCAL_HEADER).putShort(large ? VERSION_64 : VERSION);
    common(header, entry, large);
    header.putShort((short) name.length()).putShort((short) (large ? 20 : 0));
    header.put(name.getBytes(StandardCharsets.US_ASCII));
    if (large) {
      header.putShort(EXTRA_64).putShort((short) 16);
      header.putLong(entry.size).putLong(entry.compressedSize);
    }
    write(header);
    part.copyTo(out);
    position += entry.compressedSize;
  }

  /** Writes the directory. */
  void finish() throws IOException {
    long start = position;
    for (Entry entry : entries) {
      writeCentral(entry);
    }
    long length = position - start;
    boolean large = start > maxSize || length > maxSize || entries.size() > maxEntries;
    if (large) {
      writeEnd64(start, length);
    }
    ByteBuffer end = record().putInt(END).putInt(0);
    short count = (short) (large ? ELSEWHERE : entries.size());
    end.putShort(count).putShort(count);
    end.putInt(large ? ELSEWHERE : (int) length).putInt(large ? ELSEWHERE : (int) start);
    write(end.putShort((short) 0));
    out.flush();
  }

  private void writeCentral(Entry entry) throws IOException {
    boolean large = isLarge(entry);
    boolean far = entry.offset > maxSize;
    ByteBuffer header = record().putInt(CENTRAL_HEADER);
    short version = large || far ? VERSION_64 : VERSION;
    header.putShort(version).putShort(version);
    common(header, entry, large);
    int extra = (large ? 16 : 0) + (far ? 8 : 0);
    header.putShort((short) entry.name.length()).putShort((short) (extra > 0 ? extra + 4 : 0));
    // No comment, first disk, no attributes.
    header.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    header.putInt(far ? ELSEWHERE : (int) entry.offset);
    header.put(entry.name.getBytes(StandardCharsets.US_ASCII));
    if (extra > 0) {
      header.putShort(EXTRA_64).putShort((short) extra);
      if (large) {
        header.putLong(entry.size).putLong(entry.compressedSize);
      }
      if (far) {
        header.putLong(entry.offset);
      }
    }
    write(header);
  }

  private void writeEnd64(long start, long length) throws IOException {
    long at = position;
    ByteBuffer end = record().putInt(END_64).putLong(44).putShort(VERSION_64).putShort(VERSION_64);
    end.putInt(0).putInt(0).putLong(entries.size()).putLong(entries.size());
    end.putLong(length).putLong(start);
    write(end);
    write(record().putInt(END_64_LOCATOR).putInt(0).putLong(at).putInt(1));
  }

  /** Flags, method, time, date, CRC and sizes. */
  private static void common(ByteBuffer header, Entry entry, boolean large) {
    header.putShort((short) 0).putShort(DEFLATED).putShort((short) 0).putShort(DATE);
    header.putInt((int) entry.crc);
    header.putInt(large ? ELSEWHERE : (int) entry.compressedSize);
    header.putInt(large ? ELSEWHERE : (int) entry.size);
  }

  private boolean isLarge(Entry entry) {
    return entry.size > maxSize || entry.compressedSize > maxSize;
  }

  private static ByteBuffer record() {
    return ByteBuffer.allocate(RECORD_BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(ByteBuffer record) throws IOException {
    out.write(record.array(), 0, record.position());
    position += record.position();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
