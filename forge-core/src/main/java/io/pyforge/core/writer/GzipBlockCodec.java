package io.pyforge.core.writer;

import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** GZIP members (RFC 1952) around the JDK's deflate streams; no name and no time in the header. */
public final class GzipBlockCodec implements BlockCodec {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
  private static final int TRAILER = 2 * Integer.BYTES;

  /** Deflate stores what it cannot shrink, in blocks of 16 KiB at worst with five bytes each. */
  private static final int SMALLEST_STORED_BLOCK = 16 * 1024;

  private static final int STORED_BLOCK_OVERHEAD = 5;
  private static final int SPARE = 64;

  private final Deflater deflater;
  private final CRC32 crc = new CRC32();

  /** Level 1 to 9, as in zlib. */
  public GzipBlockCodec(int level) {
    deflater = new Deflater(level, true);
  }

  @Override
  public int maxCompressedLength(int length) {
    long blocks = length / SMALLEST_STORED_BLOCK + 1L;
    return Math.toIntExact(
        length + (length >> 10) + blocks * STORED_BLOCK_OVERHEAD + HEADER.length + TRAILER + SPARE);
  }

  @Override
  public int compress(byte[] source, int length, byte[] target, int offset) {
    System.arraycopy(HEADER, 0, target, offset, HEADER.length);
    int at = offset + HEADER.length;
    deflater.reset();
    deflater.setInput(source, 0, length);
    deflater.finish();
    while (!deflater.finished()) {
      int written = deflater.deflate(target, at, target.length - at);
      if (written == 0 && !deflater.finished()) {
        throw new IllegalStateException("deflate of " + length + " bytes overran its bound");
      }
      at += written;
    }
    crc.reset();
    crc.update(source, 0, length);
    LittleEndian.putInt(target, at, (int) crc.getValue());
    LittleEndian.putInt(target, at + Integer.BYTES, length);
    return at + TRAILER - offset;
  }

  @Override
  public void close() {
    deflater.end();
  }
}
