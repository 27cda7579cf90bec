package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.Call;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A part of a file of this machine as the body of a request. Used by one thread. What goes wrong
 * with the file is the user's to mend, not the network's: it is a {@link ForgeException} of kind
 * INPUT, and no request is sent again for it.
 */
final class FileBody implements Call.Body {
  private final Path file;
  private final long offset;
  private final long length;
  private final TransferProgress progress;
  private long told;

  FileBody(Path file, long offset, long length, TransferProgress progress) {
    this.file = file;
    this.offset = offset;
    this.length = length;
    this.progress = progress;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream open() {
    progress.moved(-told); // sent before, but not received
    told = 0;
    try {
      InputStream in = Files.newInputStream(file);
      try {
        in.skipNBytes(offset);
      } catch (IOException e) {
        in.close();
        throw e;
      }
      return new Counted(in);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private ForgeException unreadable(IOException e) {
    return new ForgeException(
        ErrorKind.INPUT,
        "input-changed",
        file + ": cannot be read any more while it is sent: " + e,
        "run it again when nobody changes it",
        e);
  }

  private ForgeException shorter() {
    return new ForgeException(
        ErrorKind.INPUT,
        "input-changed",
        file + ": became shorter while it was sent",
        "run it again when nobody changes it");
  }

  /** Tells what is sent; a file that became shorter must not become a short request. */
  private final class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int wanted) {
      int got;
      try {
        got = in.read(into, from, wanted);
      } catch (IOException e) {
        throw unreadable(e);
      }
      if (got < 0 && told < length) {
        throw shorter();
      }
      told += Math.max(got, 0);
      progress.moved(Math.max(got, 0));
      return got;
    }
  }
}
