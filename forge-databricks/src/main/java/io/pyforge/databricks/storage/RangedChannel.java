package io.pyforge.databricks.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Random access to a file that gives ranges. Blocks that were read are kept, a few at a time; once
 * so much was read that the whole file is worth having, it reads from a copy of that. Used by one
 * thread at a time.
 */
final class RangedChannel implements SeekableByteChannel {
  /** Bytes of a block. */
  static final int BLOCK = 1 << 20;

  /** After so many blocks a copy is made. */
  static final int MAX_BLOCKS_READ = 24;

  private static final int KEPT = 8;

  /** Where the bytes come from. */
  interface Content {
    /** Fills {@code into} with so many bytes; false when there are no ranges. */
    boolean read(long offset, byte[] into, int length) throws IOException;

    /** The whole file. */
    SeekableByteChannel whole() throws IOException;
  }

  private final long size;
  private final Content content;
  private final Map<Long, byte[]> blocks =
      new LinkedHashMap<>(KEPT * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
          return size() > KEPT;
        }
      };
  private int blocksRead;
  private long position;
  private boolean open = true;
  private @Nullable SeekableByteChannel whole;

  RangedChannel(long size, Content content) {
    this.size = size;
    this.content = content;
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    checkOpen();
    if (position >= size) {
      return -1;
    }
    SeekableByteChannel copy = whole;
    if (copy == null) {
      long number = position / BLOCK;
      byte @Nullable [] block = block(number);
      if (block != null) {
        int from = (int) (position - number * BLOCK);
        int count = Math.min(into.remaining(), block.length - from);
        into.put(block, from, count);
        position += count;
        return count;
      }
      copy = content.whole();
      whole = copy;
      blocks.clear();
    }
    copy.position(position);
    int count = copy.read(into);
    position += Math.max(count, 0);
    return count;
  }

  private byte @Nullable [] block(long number) throws IOException {
    byte[] known = blocks.get(number);
    if (known != null) {
      return known;
    }
    if (blocksRead == MAX_BLOCKS_READ) {
      return null;
    }
    long offset = number * BLOCK;
    byte[] block = new byte[(int) Math.min(BLOCK, size - offset)];
    if (!content.read(offset, block, block.length)) {
      return null;
    }
    blocksRead++;
    blocks.put(number, block);
    return block;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws IOException {
    checkOpen();
    return position;
  }

  @Override
  public SeekableByteChannel position(long newPosition) throws IOException {
    checkOpen();
    if (newPosition < 0) {
      throw new IllegalArgumentException("a position is 0 or more, got " + newPosition);
    }
    position = newPosition;
    return this;
  }

  @Override
  public long size() throws IOException {
    checkOpen();
    return size;
  }

  @Override
  public SeekableByteChannel truncate(long newSize) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() throws IOException {
    open = false;
    blocks.clear();
    if (whole != null) {
      whole.close();
    }
  }

  private void checkOpen() throws ClosedChannelException {
    if (!open) {
      throw new ClosedChannelException();
    }
  }
}
