package io.pyforge.databricks.storage;

import io.pyforge.databricks.client.RemoteEntry;
import io.pyforge.databricks.client.Workspace;
import java.io.IOException;
import java.io.OutputStream;

/** Reads a range of a file into memory. */
final class BlockRead {
  private BlockRead() {}

  /** Reads exactly so many bytes; false when the service does not give ranges. */
  static boolean of(Workspace workspace, RemoteEntry file, long offset, byte[] into, int length) {
    return workspace.files().read(file, offset, length, from -> new Filling(into, length));
  }

  private static final class Filling extends OutputStream {
    private final byte[] into;
    private final int limit;
    private int at;

    Filling(byte[] into, int limit) {
      this.into = into;
      this.limit = limit;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (at + length > limit) {
        throw new IOException("more bytes than were asked for");
      }
      System.arraycopy(bytes, from, into, at, length);
      at += length;
    }
  }
}
