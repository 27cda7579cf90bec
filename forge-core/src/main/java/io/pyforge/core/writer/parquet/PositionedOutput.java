package io.pyforge.core.writer.parquet;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A buffered stream that knows how far it is. Large writes go through without being copied. */
final class PositionedOutput extends FilterOutputStream {
  private long position;

  PositionedOutput(OutputStream target) {
    super(new BufferedOutputStream(target));
  }

  /** Bytes written so far. */
  long position() {
    return position;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    position++;
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    out.write(source, offset, length);
    position += length;
  }
}
