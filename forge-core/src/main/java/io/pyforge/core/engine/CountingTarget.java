package io.pyforge.core.engine;

import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.OutputTarget;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A target that counts the bytes written to it. */
final class CountingTarget implements OutputTarget {
  private final OutputTarget target;
  private long bytes;

  CountingTarget(OutputTarget target) {
    this.target = target;
  }

  /** Bytes written to all files so far. */
  long bytes() {
    return bytes;
  }

  @Override
  public String location() {
    return target.location();
  }

  @Override
  public boolean folder() {
    return target.folder();
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return new FilterOutputStream(target.create(name)) {
      @Override
      public void write(byte[] b, int offset, int length) throws IOException {
        out.write(b, offset, length);
        bytes += length;
      }

      @Override
      public void write(int b) throws IOException {
        out.write(b);
        bytes++;
      }
    };
  }

  @Override
  public String locationOf(String name) {
    return target.locationOf(name);
  }

  @Override
  public void publish() throws IOException {
    target.publish();
  }

  @Override
  public List<Notice> notices() {
    return target.notices();
  }

  @Override
  public void close() throws IOException {
    target.close();
  }
}
