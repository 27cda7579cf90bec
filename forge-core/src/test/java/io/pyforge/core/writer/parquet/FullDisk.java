package io.pyforge.core.writer.parquet;

import io.pyforge.spi.storage.OutputTarget;
import java.io.IOException;
import java.io.OutputStream;

/** A folder on a disk without space. */
final class FullDisk implements OutputTarget {
  int closed;

  @Override
  public String location() {
    return "full";
  }

  @Override
  public boolean folder() {
    return true;
  }

  @Override
  public OutputStream create(String name) {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        throw new IOException("no space left");
      }

      @Override
      public void close() {
        closed++;
      }
    };
  }

  @Override
  public String locationOf(String name) {
    return name;
  }

  @Override
  public void publish() {
    throw new IllegalStateException("nothing to publish");
  }

  @Override
  public void close() {
    // Nothing is staged.
  }
}
