package io.pyforge.core.text;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a text into blocks of about equal size that hold whole rows. What is left of the bytes read
 * is carried into the next block; a row longer than a block makes the block grow.
 */
public final class BlockSource implements Closeable {
  /** Finds where rows end. */
  public interface Cutter {
    /**
     * The end, exclusive, of the last whole row in {@code b[0..length)}, which starts at a row's
     * start; 0 when not even one row is whole. At least eight more bytes are readable.
     *
     * @param ended whether no more bytes follow; the answer is then taken as the end of the text.
     *     It is asked with {@code ended} whenever the text is over, even if no bytes are left
     */
    int lastRowEnd(byte[] b, int length, boolean ended) throws IOException;
  }

  /** A row that is longer than the limit. */
  public static final class RowTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    RowTooLong() {
      super("row too long");
    }
  }

  /**
   * Large enough for good dictionaries, small enough that blocks of several threads fit the cache.
   */
  public static final int MAX_BLOCK_BYTES = 16 * 1024 * 1024;

  private static final int MIN_BLOCK_BYTES = 4 * 1024 * 1024;

  /** Pieces that a smaller input is cut into, so that all cores have work. */
  private static final int PIECES_OF_SMALL_INPUT = 4;

  /** The JDK keeps a direct buffer of the size of a read for each thread. */
  private static final int READ_BYTES = 256 * 1024;

  private final InputStream text;
  private final int blockBytes;
  private final long knownBytes;
  private final long maxRowBytes;
  private byte[] carry = new byte[0];
  private long offset;
  private boolean ended;

  /**
   * @param text is closed with this
   * @param offset where {@code text} starts in the whole
   * @param knownBytes of the text at most; -1 when that is not known
   * @param maxRowBytes of a row
   */
  public BlockSource(
      InputStream text, long offset, int blockBytes, long knownBytes, long maxRowBytes) {
    this.text = text;
    this.offset = offset;
    this.blockBytes = blockBytes;
    this.knownBytes = knownBytes;
    this.maxRowBytes = maxRowBytes;
  }

  /**
   * The size of the blocks of an input. It depends on the input alone, so that the output does not
   * depend on the machine.
   *
   * @param sizeBytes of the input, or -1
   */
  public static int blockBytes(long sizeBytes) {
    if (sizeBytes < 0) {
      return MAX_BLOCK_BYTES;
    }
    long share = sizeBytes / PIECES_OF_SMALL_INPUT + 1;
    return (int) Math.max(MIN_BLOCK_BYTES, Math.min(MAX_BLOCK_BYTES, share));
  }

  /** Where the next block starts in the text. */
  public long offset() {
    return offset;
  }

  /**
   * Fills a block with the next rows and sets its end and offset.
   *
   * @return false when there are none
   * @throws RowTooLong if a row is longer than the limit; it starts at {@link #offset}
   */
  public boolean next(TextBlock block, Cutter cutter) throws IOException {
    int length = carry.length;
    int target = Math.max(blockBytes, length);
    // A small text needs no whole block of memory.
    boolean small = knownBytes >= 0 && knownBytes + 1 < target;
    block.ensureCapacity((int) Math.max(length, small ? knownBytes + 1 : target + 1L));
    System.arraycopy(carry, 0, block.bytes, 0, length);
    carry = new byte[0];
    while (true) {
      length = read(block, length, target);
      if (ended && length == 0) {
        cutter.lastRowEnd(block.bytes, 0, true); // it may miss something, such as a closing bracket
        return false;
      }
      block.ensureCapacity(length + 1);
      int cut = cutter.lastRowEnd(block.bytes, length, ended);
      if (ended || cut > 0) {
        carry = ended ? carry : Arrays.copyOfRange(block.bytes, cut, length);
        block.setEnd(cut);
        block.offset = offset;
        offset += cut;
        return cut > 0;
      }
      if (length > maxRowBytes) {
        throw new RowTooLong();
      }
      target = (int) Math.min(Integer.MAX_VALUE - 1024L, target * 2L);
      block.ensureCapacity(target);
    }
  }

  private int read(TextBlock block, int from, int target) throws IOException {
    int length = from;
    while (!ended && length < target) {
      if (block.bytes.length - TextBlock.PADDING <= length) {
        block.ensureCapacity(target + 1);
      }
      int room = Math.min(target, block.bytes.length - TextBlock.PADDING) - length;
      int count = text.read(block.bytes, length, Math.min(READ_BYTES, room));
      if (count < 0) {
        ended = true;
      } else {
        length += count;
      }
    }
    return length;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
