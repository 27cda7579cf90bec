package io.pyforge.core.reader.dbf;

import io.pyforge.core.reader.SourceNames;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.input.InputSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;

/**
 * The file of memos beside a table. A memo starts at a block, whose number is in the record:
 *
 * <ul>
 *   <li>dBASE III: blocks of 512 bytes; a memo ends before the first 0x1A
 *   <li>dBASE IV and later: the bytes FF FF 08 00 and a length that counts those eight bytes
 *   <li>FoxPro: the kind of memo and its length, highest byte first
 * </ul>
 *
 * <p>Reads go through a window, as memos mostly follow one another. Used by one thread.
 */
final class MemoFile implements Closeable {
  /** What {@link #read} returns for a block number that leads nowhere. */
  static final long DAMAGED = -2;

  /** What it returns for a memo longer than the limit. */
  static final long TOO_LONG = -3;

  private static final String DBASE_SUFFIX = "dbt";
  private static final String FOXPRO_SUFFIX = "fpt";
  private static final int WINDOW_BYTES = 64 * 1024;
  private static final int BLOCK_BYTES_3 = 512;
  private static final int HEADER_BYTES = 512;
  private static final int BLOCK_HEAD_BYTES = 8;
  private static final int END_OF_MEMO = 0x1A;
  private static final int DBASE_3_WITH_MEMO = 0x83;
  private static final int MARK_4 = 0xFFFF0800;

  private final String name;
  private final SeekableByteChannel channel;
  private final long size;
  private final boolean foxPro;
  private final boolean dbase3;
  private final long blockBytes;
  private final byte[] window = new byte[WINDOW_BYTES];
  private long windowStart;
  private int windowLength;

  private MemoFile(String name, SeekableByteChannel channel, boolean foxPro, DbfVersion version)
      throws IOException {
    this.name = name;
    this.channel = channel;
    this.foxPro = foxPro;
    size = channel.size();
    dbase3 = !foxPro && version.code() == DBASE_3_WITH_MEMO;
    byte[] head = new byte[HEADER_BYTES];
    int length = read(0, head, 0, head.length);
    blockBytes = blockBytes(head, length);
  }

  /** Opens the memos of a table, if the file is there. */
  static Optional<MemoFile> open(InputSource table, DbfVersion version) throws IOException {
    Optional<InputSource> file = find(table, version);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    String name = file.get().name();
    SeekableByteChannel channel = file.get().openChannel();
    try {
      return Optional.of(
          new MemoFile(name, channel, SourceNames.suffix(name).equals(FOXPRO_SUFFIX), version));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** The name of the file of memos of a table, if it is there. */
  static Optional<String> nameOf(InputSource table, DbfVersion version) throws IOException {
    return find(table, version).map(InputSource::name);
  }

  private static Optional<InputSource> find(InputSource table, DbfVersion version)
      throws IOException {
    boolean foxPro = version.foxProMemos();
    Optional<InputSource> usual = table.companion(foxPro ? FOXPRO_SUFFIX : DBASE_SUFFIX);
    return usual.isPresent() ? usual : table.companion(foxPro ? DBASE_SUFFIX : FOXPRO_SUFFIX);
  }

  private long blockBytes(byte[] head, int length) {
    if (dbase3 || length < BLOCK_HEAD_BYTES) {
      return BLOCK_BYTES_3;
    }
    if (foxPro) {
      int told = (head[6] & 0xff) << 8 | head[7] & 0xff;
      return Math.max(1, told); // a size of 0 means that blocks are single bytes
    }
    int told = length < 22 ? 0 : HeaderParser.u16(head, 20);
    return told == 0 ? BLOCK_BYTES_3 : told;
  }

  String name() {
    return name;
  }

  /**
   * Reads a memo into the room behind a block's records.
   *
   * @param number of the memo's first block, more than 0
   * @return its span, or DAMAGED, or TOO_LONG
   */
  long read(long number, int limitBytes, TextBlock into) throws IOException {
    if (number > size / blockBytes) {
      return DAMAGED;
    }
    long start = number * blockBytes;
    byte[] head = new byte[BLOCK_HEAD_BYTES];
    int got = read(start, head, 0, head.length);
    if (!foxPro && (dbase3 || got < head.length || bigEndian(head, 0) != MARK_4)) {
      return untilMark(start, limitBytes, into);
    }
    if (got < head.length) {
      return DAMAGED;
    }
    long length = foxPro ? bigEndian(head, 4) & 0xffffffffL : littleEndian(head) - head.length;
    if (length < 0 || start + head.length + length > size) {
      return DAMAGED;
    }
    if (length > limitBytes) {
      return TOO_LONG;
    }
    int at = into.takeScratch((int) length);
    read(start + head.length, into.bytes, at, (int) length);
    return BytesVector.span(at, (int) length);
  }

  private long untilMark(long start, int limitBytes, TextBlock into) throws IOException {
    long end = start;
    while (true) {
      if (!load(end)) {
        break;
      }
      int from = (int) (end - windowStart);
      int p = from;
      while (p < windowLength && window[p] != END_OF_MEMO) {
        p++;
      }
      end += p - from;
      if (end - start > limitBytes) {
        return TOO_LONG;
      }
      if (p < windowLength) {
        break;
      }
    }
    if (start >= size) {
      return DAMAGED;
    }
    int length = (int) (end - start);
    int at = into.takeScratch(length);
    read(start, into.bytes, at, length);
    return BytesVector.span(at, length);
  }

  private static int bigEndian(byte[] b, int p) {
    return b[p] << 24 | (b[p + 1] & 0xff) << 16 | (b[p + 2] & 0xff) << 8 | b[p + 3] & 0xff;
  }

  private static long littleEndian(byte[] head) {
    return HeaderParser.u16(head, 4) | (long) HeaderParser.u16(head, 6) << 16;
  }

  /** Makes the window hold the byte at a position; false behind the end. */
  private boolean load(long position) throws IOException {
    if (position >= windowStart && position < windowStart + windowLength) {
      return true;
    }
    windowStart = position;
    windowLength = 0;
    channel.position(position);
    ByteBuffer buffer = ByteBuffer.wrap(window);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // A channel may give less than is asked for.
    }
    windowLength = buffer.position();
    return windowLength > 0;
  }

  /** Copies bytes of the file; returns how many there were. */
  private int read(long position, byte[] into, int offset, int length) throws IOException {
    int done = 0;
    while (done < length && load(position + done)) {
      int from = (int) (position + done - windowStart);
      int count = Math.min(length - done, windowLength - from);
      System.arraycopy(window, from, into, offset + done, count);
      done += count;
    }
    Arrays.fill(into, offset + done, offset + length, (byte) 0);
    return done;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
