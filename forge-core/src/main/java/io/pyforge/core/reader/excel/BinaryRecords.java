package io.pyforge.core.reader.excel;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The records of a part of an .xlsb workbook ([MS-XLSB] 2.1.4): a number of one or two bytes, a
 * length of one to four, content. Numbers are little-endian.
 */
final class BinaryRecords implements Closeable {
  static final int ROW = 0;
  static final int CELL_BLANK = 1;
  static final int CELL_RK = 2;
  static final int CELL_ERROR = 3;
  static final int CELL_BOOL = 4;
  static final int CELL_REAL = 5;
  static final int CELL_TEXT = 6;
  static final int CELL_SHARED = 7;
  static final int FORMULA_TEXT = 8;
  static final int FORMULA_NUMBER = 9;
  static final int FORMULA_BOOL = 10;
  static final int FORMULA_ERROR = 11;
  static final int SHARED_TEXT = 19;
  static final int NAME = 39;
  static final int FORMAT = 44;
  static final int STYLE = 47;
  static final int COLUMNS = 60;
  static final int CELL_RICH_TEXT = 62;
  static final int END_ROWS = 146;
  static final int WORKBOOK_PROPERTIES = 153;
  static final int SHEET = 156;
  static final int MERGED = 176;
  static final int TABLE = 343;
  static final int EXTERNAL_SHEETS = 362;
  static final int BEGIN_CELL_STYLES = 617;
  static final int END_CELL_STYLES = 618;

  private final PartName part;
  private final InputStream stream;
  private final long maxBytes;
  private int id;
  private byte[] bytes = new byte[256];
  private ByteBuffer content = ByteBuffer.wrap(bytes);

  BinaryRecords(PartName part, InputStream stream, long maxBytes) {
    this.part = part;
    this.stream = new BufferedInputStream(stream, 64 * 1024);
    this.maxBytes = maxBytes;
  }

  /** Moves to the next record; false when nothing follows. */
  boolean next() throws IOException {
    int first = stream.read();
    if (first < 0) {
      return false;
    }
    id = first;
    if ((first & 0x80) != 0) {
      id = first & 0x7F | (required() & 0x7F) << 7;
    }
    long length = 0;
    for (int shift = 0; shift < 28; shift += 7) {
      int next = required();
      length |= (next & 0x7FL) << shift;
      if ((next & 0x80) == 0) {
        break;
      }
    }
    if (length > maxBytes) {
      throw ExcelFailures.cellTooLong(part, maxBytes);
    }
    if (length > bytes.length) {
      // Read as it comes, so that a length that is a lie takes no memory.
      bytes = stream.readNBytes((int) length);
      if (bytes.length < length) {
        throw cutOff(null);
      }
    } else if (stream.readNBytes(bytes, 0, (int) length) < length) {
      throw cutOff(null);
    }
    content = ByteBuffer.wrap(bytes, 0, (int) length).slice().order(ByteOrder.LITTLE_ENDIAN);
    return true;
  }

  private int required() throws IOException {
    int next = stream.read();
    if (next < 0) {
      throw cutOff(null);
    }
    return next;
  }

  /** The number of the record. */
  int id() {
    return id;
  }

  /** Its content, from the start. */
  ByteBuffer content() {
    return content;
  }

  /** The text at the content's position: a count of 16-bit characters, then these. */
  String text() {
    try {
      int count = content.getInt();
      if (count == -1) {
        return "";
      }
      if (count < 0 || count > content.remaining() / 2) {
        throw cutOff(null);
      }
      byte[] characters = new byte[count * 2];
      content.get(characters);
      return new String(characters, StandardCharsets.UTF_16LE);
    } catch (BufferUnderflowException e) {
      throw cutOff(e);
    }
  }

  /** What is read, for messages. */
  PartName part() {
    return part;
  }

  /** A failure for a record that is shorter than what it should hold. */
  io.pyforge.spi.error.ForgeException cutOff(@org.jspecify.annotations.Nullable Exception cause) {
    return ExcelFailures.corrupt(part, "has a record that is cut off", cause);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
