package io.pyforge.databricks.transfer;

import io.pyforge.databricks.client.Call;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A part of a file of this machine as the body of a request. Used by one thread. */
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
  public InputStream open() throws IOException {
    progress.moved(-told); // sent before, but not received
    told = 0;
    InputStream in = Files.newInputStream(file);
    try {
      in.skipNBytes(offset);
    } catch (IOException e) {
      in.close();
      throw e;
    }
    return new Counted(in);
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
    public int read(byte[] into, int from, int wanted) throws IOException {
      int got = in.read(into, from, wanted);
      if (got < 0 && told < length) {
        throw new EOFException(file + " became shorter while it was sent");
      }
      told += Math.max(got, 0);
      progress.moved(Math.max(got, 0));
      return got;
    }
  }
}
