package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.FilesApi;
import io.pyforge.databricks.client.Interruption;
import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Copies a file of a volume into a file of this machine: a small one with one request, a large one
 * in parts, several at a time. Every byte is counted. The file is complete when this returns; when
 * it fails, what is in it is of no use, but for parts that a {@link Journal} remembers.
 */
public final class Download {
  private final Workspace workspace;
  private final TransferSizes sizes;
  private final TransferProgress progress;

  /** Downloads from a workspace. */
  public Download(Workspace workspace, TransferSizes sizes, TransferProgress progress) {
    this.workspace = workspace;
    this.sizes = sizes;
    this.progress = progress;
  }

  /**
   * Copies a file.
   *
   * @param into is replaced from its first byte
   * @throws ForgeException as the calls for files, or OUTPUT when this machine has no room
   */
  public void run(RemoteEntry from, Path into) throws IOException {
    run(from, into, Journal.none());
  }

  /** Copies a file, but for the parts that are there already. */
  void run(RemoteEntry from, Path into, Journal journal) throws IOException {
    FilesApi files = workspace.files();
    try (FileChannel channel =
        FileChannel.open(into, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      if (from.size() > sizes.inParts() && inParts(files, from, channel, journal)) {
        channel.force(true);
        return;
      }
      journal.restart(); // before the parts that it remembers are gone
      long[] counted = {0};
      long count =
          files.readWhole(
              from,
              offset -> {
                progress.moved(-counted[0]);
                counted[0] = 0;
                truncate(channel);
                return new ChannelStream(channel, 0, counted);
              });
      if (from.size() >= 0 && count != from.size()) {
        throw sizeDiffers(from, count);
      }
      channel.force(true);
    }
  }

  private boolean inParts(FilesApi files, RemoteEntry from, FileChannel channel, Journal journal)
      throws IOException {
    AtomicBoolean wholeOnly = new AtomicBoolean();
    List<Parts.Part> open =
        Parts.of(from.size(), sizes.partOf(from.size())).stream()
            .filter(part -> !journal.done(part.number()))
            .toList();
    long before = from.size() - open.stream().mapToLong(Parts.Part::length).sum();
    if (before == 0) {
      truncate(channel); // what is there belongs to another state of the file
    }
    AtomicLong told = new AtomicLong(before);
    progress.moved(before);
    Parts.move(
        workspace,
        open,
        Workspace.AT_A_TIME,
        part -> {
          if (wholeOnly.get()) {
            return;
          }
          long[] counted = {0};
          boolean read =
              files.read(
                  from,
                  part.offset(),
                  part.length(),
                  offset -> {
                    progress.moved(-counted[0]);
                    counted[0] = 0;
                    return new ChannelStream(channel, offset, counted);
                  });
          told.addAndGet(counted[0]);
          if (!read) {
            wholeOnly.set(true);
          } else if (journal.keeps()) {
            channel.force(false); // before the journal says that the bytes are there
            journal.add(part.number(), "");
          }
        });
    if (wholeOnly.get()) {
      progress.moved(-told.get());
      return false;
    }
    if (channel.size() != from.size()) {
      throw sizeDiffers(from, channel.size());
    }
    return true;
  }

  private static void truncate(FileChannel channel) {
    try {
      channel.truncate(0);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Not the network's fault, so that asking again would not help. */
  private static ForgeException unwritable(IOException e) {
    if (e instanceof ClosedByInterruptException) {
      return Interruption.of(e);
    }
    return new ForgeException(
        ErrorKind.OUTPUT,
        "output-unwritable",
        "this machine cannot keep the file: " + e.getMessage(),
        "free some room, or set PYFORGE_TEMP_DIR to another folder",
        e);
  }

  private static ForgeException sizeDiffers(RemoteEntry from, long count) {
    return new ForgeException(
        ErrorKind.REMOTE,
        "size-differs",
        from.path() + " has " + from.size() + " bytes, and " + count + " came",
        "run it again; nothing of it was used");
  }

  /** Writes at a position of a file that others write to as well. */
  private final class ChannelStream extends OutputStream {
    private final FileChannel channel;
    private final long[] counted;
    private long position;

    ChannelStream(FileChannel channel, long position, long[] counted) {
      this.channel = channel;
      this.position = position;
      this.counted = counted;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, from, length);
      try {
        while (buffer.hasRemaining()) {
          position += channel.write(buffer, position);
        }
      } catch (IOException e) {
        throw unwritable(e);
      }
      counted[0] += length;
      progress.moved(length);
    }
  }
}
