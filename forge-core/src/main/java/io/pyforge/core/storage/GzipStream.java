package io.pyforge.core.storage;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * The content of a gzip file (RFC 1952), all its members one after the other. The JDK's own stream
 * ends in silence when a later member's header is cut or damaged, which would lose rows; here
 * anything but zero padding after a member is an error.
 */
final class GzipStream extends InputStream {
  private static final int MAGIC_1 = 0x1F;
  private static final int MAGIC_2 = 0x8B;
  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 1 << 1;
  private static final int FLAG_EXTRA = 1 << 2;
  private static final int FLAG_NAME = 1 << 3;
  private static final int FLAG_COMMENT = 1 << 4;
  private static final int FLAGS_RESERVED = 0xE0;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int position;
  private int end;
  private boolean ended;

  GzipStream(InputStream in) throws IOException {
    this.in = in;
    if (!nextMember(nextByte())) {
      throw new EOFException("the gzip data is empty");
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!ended) {
      int count = inflate(into, offset, length);
      if (count > 0) {
        crc.update(into, offset, count);
        return count;
      }
      if (inflater.finished()) {
        readTrailer();
        ended = !nextMember(nextByte());
      } else if (inflater.needsInput()) {
        if (!fill()) {
          throw new EOFException("it ends inside the compressed data");
        }
        inflater.setInput(buffer, position, end - position);
        position = end;
      } else {
        throw new ZipException("it needs a dictionary, which gzip has not");
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    ended = true;
    in.close();
  }

  private int inflate(byte[] into, int offset, int length) throws IOException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage() == null ? "invalid deflate data" : e.getMessage());
    }
  }

  /** The checksum and length after a member's data, both little-endian. */
  private void readTrailer() throws IOException {
    position = end - inflater.getRemaining();
    long storedCrc = readInt();
    long storedLength = readInt();
    if (storedCrc != crc.getValue()) {
      throw new ZipException("the checksum does not match");
    }
    if (storedLength != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      throw new ZipException("the length does not match");
    }
  }

  /**
   * Reads a member's header, the first byte of which is given; false at the end of the file or
   * where only zeros follow (tapes and some tools pad).
   */
  private boolean nextMember(int first) throws IOException {
    int next = first;
    if (next == 0) {
      while (next == 0) {
        next = nextByte();
      }
      if (next < 0) {
        return false;
      }
      throw new ZipException("other data follows the gzip data");
    }
    if (next < 0) {
      return false;
    }
    if (next != MAGIC_1 || required() != MAGIC_2) {
      throw new ZipException("other data follows the gzip data");
    }
    if (required() != DEFLATE) {
      throw new ZipException("unknown compression method");
    }
    int flags = required();
    if ((flags & FLAGS_RESERVED) != 0) {
      throw new ZipException("unknown header flags");
    }
    skip(6); // time, extra flags, operating system
    if ((flags & FLAG_EXTRA) != 0) {
      skip(required() | required() << 8);
    }
    if ((flags & FLAG_NAME) != 0) {
      skipText();
    }
    if ((flags & FLAG_COMMENT) != 0) {
      skipText();
    }
    if ((flags & FLAG_HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    if (position < end) {
      inflater.setInput(buffer, position, end - position);
      position = end;
    }
    return true;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      required();
    }
  }

  private void skipText() throws IOException {
    while (required() != 0) {
      // the original name or a comment: nothing to us
    }
  }

  private long readInt() throws IOException {
    return required() | required() << 8 | required() << 16 | (long) required() << 24;
  }

  private int required() throws IOException {
    int value = nextByte();
    if (value < 0) {
      throw new EOFException("it ends inside a gzip header or trailer");
    }
    return value;
  }

  private int nextByte() throws IOException {
    return position < end || fill() ? buffer[position++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    position = 0;
    end = Math.max(count, 0);
    return count > 0;
  }
}
