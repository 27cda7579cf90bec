package io.pyforge.databricks.server.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a connection: lines of a head, and bytes. */
final class SocketInput {
  private static final int BUFFER_BYTES = 128 * 1024;

  private final SocketChannel channel;
  private final Pacer pacer;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES).limit(0);

  SocketInput(SocketChannel channel, Pacer pacer) {
    this.channel = channel;
    this.pacer = pacer;
  }

  /**
   * A line without its end; null if the connection ends before it does.
   *
   * @throws MalformedRequestException if it is too long or ends without CR
   */
  @Nullable String line(int limitBytes) throws IOException {
    byte[] line = new byte[128];
    int length = 0;
    while (true) {
      if (!buffer.hasRemaining() && !fill()) {
        return null;
      }
      byte b = buffer.get();
      if (b == '\n') {
        if (length == 0 || line[length - 1] != '\r') {
          throw new MalformedRequestException("a line of the head ends without CR");
        }
        return new String(line, 0, length - 1, StandardCharsets.ISO_8859_1);
      }
      if (length == limitBytes) {
        throw new MalformedRequestException("a line of the head is too long");
      }
      if (length == line.length) {
        line = Arrays.copyOf(line, length * 2);
      }
      line[length++] = b;
    }
  }

  /** Some bytes, at least one; -1 at the end of the connection. */
  int read(byte[] target, int offset, int count) throws IOException {
    if (!buffer.hasRemaining() && !fill()) {
      return -1;
    }
    int moved = Math.min(count, buffer.remaining());
    buffer.get(target, offset, moved);
    return moved;
  }

  private boolean fill() throws IOException {
    buffer.clear();
    if (!pacer.unlimited()) {
      buffer.limit(Math.min(pacer.slice(), buffer.capacity()));
    }
    int read = channel.read(buffer);
    buffer.flip();
    if (read > 0) {
      pacer.moved(read);
    }
    return read > 0;
  }
}
