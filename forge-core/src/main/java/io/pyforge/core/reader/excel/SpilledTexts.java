package io.pyforge.core.reader.excel;

import io.pyforge.spi.reader.ReadContext;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Texts in a temporary file, and their ends in another. What is near to a text that was read comes
 * into memory with it, because cells refer to texts in about the order of their first use.
 */
final class SpilledTexts implements Closeable {
  private final BlockFile texts;
  private final BlockFile ends;
  private final byte[] number = new byte[Long.BYTES];
  private long length;

  SpilledTexts(ReadContext context) throws IOException {
    texts = new BlockFile(context.newTempFile(".texts"), 256);
    ends = new BlockFile(context.newTempFile(".ends"), 64);
  }

  void add(byte[] source, int from, int to) throws IOException {
    texts.append(source, from, to - from);
    length += to - from;
    ByteBuffer.wrap(number).putLong(0, length);
    ends.append(number, 0, number.length);
  }

  int length(int index) throws IOException {
    return (int) (end(index) - end(index - 1));
  }

  void append(int index, TextBytes into) throws IOException {
    long from = end(index - 1);
    int count = (int) (end(index) - from);
    into.reserve(count);
    texts.read(from, into.bytes, into.length, count);
    into.length += count;
  }

  private long end(int index) throws IOException {
    if (index < 0) {
      return 0;
    }
    ends.read((long) index * Long.BYTES, number, 0, number.length);
    return ByteBuffer.wrap(number).getLong(0);
  }

  @Override
  public void close() throws IOException {
    try {
      texts.close();
    } finally {
      ends.close();
    }
  }

  /** A file that is appended to, then read at any place through blocks kept in memory. */
  private static final class BlockFile implements Closeable {
    private static final int BLOCK_BYTES = 64 * 1024;

    private final FileChannel channel;
    private final byte[] @Nullable [] blocks;
    private final long[] numbers;
    private final ByteBuffer pending = ByteBuffer.allocate(BLOCK_BYTES);

    /**
     * @param kept how many blocks stay in memory
     */
    BlockFile(Path file, int kept) throws IOException {
      channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      blocks = new byte[kept][];
      numbers = new long[kept];
    }

    void append(byte[] source, int offset, int length) throws IOException {
      int done = 0;
      while (done < length) {
        int part = Math.min(length - done, pending.remaining());
        pending.put(source, offset + done, part);
        done += part;
        if (!pending.hasRemaining()) {
          flush();
        }
      }
    }

    private void flush() throws IOException {
      pending.flip();
      while (pending.hasRemaining()) {
        channel.write(pending);
      }
      pending.clear();
    }

    void read(long position, byte[] into, int offset, int length) throws IOException {
      if (pending.position() > 0) {
        flush(); // nothing is appended once reading began
      }
      int done = 0;
      while (done < length) {
        long at = position + done;
        byte[] block = block(at / BLOCK_BYTES);
        int from = (int) (at % BLOCK_BYTES);
        int part = Math.min(length - done, BLOCK_BYTES - from);
        System.arraycopy(block, from, into, offset + done, part);
        done += part;
      }
    }

    private byte[] block(long number) throws IOException {
      int slot = (int) (number % blocks.length);
      byte[] block = blocks[slot];
      if (block != null && numbers[slot] == number) {
        return block;
      }
      if (block == null) {
        block = new byte[BLOCK_BYTES];
        blocks[slot] = block;
      }
      numbers[slot] = -1; // until it is filled
      ByteBuffer target = ByteBuffer.wrap(block);
      long position = number * BLOCK_BYTES;
      while (target.hasRemaining()) {
        int count = channel.read(target, position + target.position());
        if (count < 0) {
          break; // the last block is shorter
        }
      }
      numbers[slot] = number;
      return block;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
