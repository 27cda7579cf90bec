package io.pyforge.core.reader.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;

/**
 * A database's file, which notices when pages lead in a circle: Jackcess 4.0.11 follows such a
 * chain for ever, and gathers its pages until the memory is full. No page is needed often for one
 * step, such as opening a table or reading a row; {@link #nextStep} says that one begins.
 */
final class PageReads extends FileChannel {
  /** A page that is read more often than this in one step is one of a circle. */
  private static final int MOST_READS = 1000;

  /**
   * Pages of a table's definition, each of which names the next; one of 255 columns takes some
   * dozens. Jackcess copies all that it has for each that it adds, and does not ask what kind of
   * page it is, so that a circle of ten pages, read a thousand times each, would take minutes.
   */
  private static final int MOST_IN_A_CHAIN = 200;

  /** Where a page of a definition has the number of the next, in four bytes, the lowest first. */
  private static final int NEXT_AT = 4;

  private final FileChannel file;
  private final Map<Long, Integer> reads = new HashMap<>();
  private long lastPosition = -1;
  private int readsOfLast;
  private int chain;
  private long nextPosition = -1;

  private PageReads(FileChannel file) {
    this.file = file;
  }

  static PageReads open(Path path) throws IOException {
    return new PageReads(FileChannel.open(path, StandardOpenOption.READ));
  }

  /** Begins to count anew. */
  void nextStep() {
    readsOfLast = 0;
    chain = 0;
    if (!reads.isEmpty()) {
      reads.clear();
    }
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    if (position != lastPosition) {
      if (readsOfLast > 0) {
        reads.merge(lastPosition, readsOfLast, Integer::sum);
      }
      lastPosition = position;
      readsOfLast = reads.getOrDefault(position, 0);
      reads.remove(position);
    }
    int start = target.position();
    int count = file.read(target, position);
    chain = position == nextPosition ? chain + 1 : 0;
    nextPosition = count >= NEXT_AT + Integer.BYTES ? next(target, start) * count : -1;
    if (++readsOfLast > MOST_READS || chain > MOST_IN_A_CHAIN) {
      throw new IOException("the pages from byte " + position + " on lead in a circle");
    }
    return count;
  }

  /** The page that the one at {@code start} names as the next, if it is one of a definition. */
  private static long next(ByteBuffer page, int start) {
    int number = 0;
    for (int i = Integer.BYTES - 1; i >= 0; i--) {
      number = number << 8 | page.get(start + NEXT_AT + i) & 0xff;
    }
    return number;
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    return file.read(target);
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    return file.read(targets, offset, length);
  }

  @Override
  public int write(ByteBuffer source) {
    throw new NonWritableChannelException();
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) {
    throw new NonWritableChannelException();
  }

  @Override
  public int write(ByteBuffer source, long position) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() throws IOException {
    return file.position();
  }

  @Override
  public FileChannel position(long newPosition) throws IOException {
    file.position(newPosition);
    return this;
  }

  @Override
  public long size() throws IOException {
    return file.size();
  }

  @Override
  public FileChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public void force(boolean metaData) {
    // Nothing is written.
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return file.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count) {
    throw new NonWritableChannelException();
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return file.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return file.lock(position, size, shared);
  }

  @Override
  public FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return file.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    file.close();
  }
}
