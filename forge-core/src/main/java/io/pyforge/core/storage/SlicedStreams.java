package io.pyforge.core.storage;

import io.pyforge.core.error.StorageFailures;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Streams over file channels that move at most {@link #SLICE_BYTES} at a time: the JDK copies each
 * transfer through a direct buffer of the transfer's size and keeps that buffer for the thread, so
 * that one large transfer would cost its size in memory for good.
 */
final class SlicedStreams {
  static final int SLICE_BYTES = 1 << 20;

  private SlicedStreams() {}

  /** A stream over {@code length} bytes from the channel's position, fewer if the file ends. */
  static InputStream input(FileChannel channel, long length) {
    return new Input(channel, length);
  }

  /**
   * A stream to the channel's position that closes it. Failures come as {@link
   * io.pyforge.spi.error.ForgeException}s about {@code location}.
   */
  static OutputStream output(FileChannel channel, String location) {
    return output(channel, e -> StorageFailures.writing(location, e));
  }

  /** The same with failures by {@code meaning}, which tells what an I/O error means to the user. */
  static OutputStream output(FileChannel channel, Function<IOException, ForgeException> meaning) {
    return new Output(channel, meaning);
  }

  private static final class Input extends InputStream {
    private final FileChannel channel;
    private long left;

    Input(FileChannel channel, long length) {
      this.channel = channel;
      left = length;
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
      int wanted = (int) Math.min(Math.min(length, SLICE_BYTES), left);
      if (wanted <= 0) {
        return -1;
      }
      int count = channel.read(ByteBuffer.wrap(into, offset, wanted));
      if (count > 0) {
        left -= count;
      }
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      long possible = Math.min(left, channel.size() - channel.position());
      long skipped = Math.max(0, Math.min(count, possible));
      channel.position(channel.position() + skipped);
      left -= skipped;
      return skipped;
    }

    @Override
    public int available() throws IOException {
      long possible = Math.min(left, channel.size() - channel.position());
      return (int) Math.max(0, Math.min(Integer.MAX_VALUE, possible));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final class Output extends OutputStream {
    private static final int SMALL_BYTES = 8192;

    private final FileChannel channel;
    private final Function<IOException, ForgeException> meaning;
    private final byte[] small = new byte[SMALL_BYTES];
    private int smallLength;

    Output(FileChannel channel, Function<IOException, ForgeException> meaning) {
      this.channel = channel;
      this.meaning = meaning;
    }

    @Override
    public void write(int value) throws IOException {
      if (smallLength == SMALL_BYTES) {
        flush();
      }
      small[smallLength++] = (byte) value;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      if (length <= SMALL_BYTES - smallLength) {
        System.arraycopy(from, offset, small, smallLength, length);
        smallLength += length;
        return;
      }
      flush();
      transfer(from, offset, length);
    }

    @Override
    public void flush() throws IOException {
      int length = smallLength;
      smallLength = 0;
      transfer(small, 0, length);
    }

    @Override
    public void close() throws IOException {
      if (!channel.isOpen()) {
        return;
      }
      @Nullable IOException failure = null;
      try {
        flush();
      } finally {
        try {
          channel.close();
        } catch (IOException e) {
          failure = e;
        }
      }
      if (failure != null) {
        throw meaning.apply(failure);
      }
    }

    private void transfer(byte[] from, int offset, int length) throws IOException {
      int end = offset + length;
      while (offset < end) {
        ByteBuffer slice = ByteBuffer.wrap(from, offset, Math.min(SLICE_BYTES, end - offset));
        try {
          offset += channel.write(slice);
        } catch (ClosedChannelException e) {
          throw e; // the caller closed it, or was interrupted: nothing is wrong with the disk
        } catch (IOException e) {
          throw meaning.apply(e);
        }
      }
    }
  }
}
