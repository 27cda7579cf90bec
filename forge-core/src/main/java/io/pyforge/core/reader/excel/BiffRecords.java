package io.pyforge.core.reader.excel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The records of an .xls workbook one after the other ([MS-XLS] 2.1.4): a number of two bytes, a
 * length of two bytes, content. Numbers are little-endian.
 */
final class BiffRecords implements Closeable {
  static final int BOF_2 = 0x0009;
  static final int BOF_3 = 0x0209;
  static final int BOF_4 = 0x0409;
  static final int BOF = 0x0809;
  static final int EOF = 0x000A;
  static final int CONTINUE = 0x003C;
  static final int CODEPAGE = 0x0042;
  static final int DATEMODE = 0x0022;
  static final int FILEPASS = 0x002F;
  static final int BOUNDSHEET = 0x0085;
  static final int SST = 0x00FC;
  static final int FORMAT_2 = 0x001E;
  static final int FORMAT = 0x041E;
  static final int XF_2 = 0x0043;
  static final int XF_3 = 0x0243;
  static final int XF_4 = 0x0443;
  static final int XF = 0x00E0;
  static final int EXTERNSHEET = 0x0017;
  static final int NAME = 0x0018;
  static final int COLINFO = 0x007D;
  static final int ROW = 0x0208;
  static final int MERGEDCELLS = 0x00E5;
  static final int INTEGER_2 = 0x0002;
  static final int NUMBER_2 = 0x0003;
  static final int NUMBER = 0x0203;
  static final int LABEL_2 = 0x0004;
  static final int LABEL = 0x0204;
  static final int RSTRING = 0x00D6;
  static final int LABELSST = 0x00FD;
  static final int RK = 0x027E;
  static final int MULRK = 0x00BD;
  static final int BOOLERR_2 = 0x0005;
  static final int BOOLERR = 0x0205;
  static final int FORMULA = 0x0006;
  static final int FORMULA_3 = 0x0206;
  static final int FORMULA_4 = 0x0406;
  static final int STRING_2 = 0x0007;
  static final int STRING = 0x0207;

  private static final int HEADER_BYTES = 4;

  private final PartName part;
  private final InputStream stream;
  private int id = -1;
  private ByteBuffer content = ByteBuffer.allocate(0);
  private boolean ahead;
  private long offset;

  BiffRecords(PartName part, InputStream stream) {
    this.part = part;
    this.stream = stream;
  }

  /** Moves to the next record; false when nothing follows. */
  boolean next() throws IOException {
    if (ahead) {
      ahead = false;
      return id >= 0;
    }
    byte[] header = stream.readNBytes(HEADER_BYTES);
    if (header.length < HEADER_BYTES) {
      id = -1;
      return false;
    }
    id = header[0] & 0xFF | (header[1] & 0xFF) << 8;
    int length = header[2] & 0xFF | (header[3] & 0xFF) << 8;
    byte[] bytes = stream.readNBytes(length);
    if (bytes.length < length) {
      throw ExcelFailures.corrupt(part, "ends inside a record", null);
    }
    offset += HEADER_BYTES + length;
    content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return true;
  }

  /** The number of the record. */
  int id() {
    return id;
  }

  /** Its content, from the start. */
  ByteBuffer content() {
    return content;
  }

  /** Bytes from where reading began to the end of the record. */
  long offset() {
    return offset;
  }

  /** The content of the record and of those that continue it. */
  List<byte[]> continued() throws IOException {
    List<byte[]> parts = new ArrayList<>();
    parts.add(content.array());
    while (next() && id == CONTINUE) {
      parts.add(content.array());
    }
    ahead = id >= 0;
    return parts;
  }

  /** What is read, for messages. */
  PartName part() {
    return part;
  }

  /** A failure that says what is wrong. */
  io.pyforge.spi.error.ForgeException corrupt(String what) {
    return ExcelFailures.corrupt(part, what, null);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
