package io.pyforge.databricks.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends bytes as they are, for what no HTTP client can be made to do. */
final class RawClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream input;

  RawClient(String url) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), URI.create(url).getPort());
    socket.setSoTimeout(TIMEOUT_MILLIS);
    input = socket.getInputStream();
  }

  /** Sends a text, a character a byte. */
  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Says that no more comes. */
  RawClient end() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** A head with its empty line; empty if the connection ends before it. */
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int b = input.read();
      if (b < 0) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
      head.write(b);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /** Everything up to the end of the connection, which may be a reset. */
  String rest() {
    ByteArrayOutputStream rest = new ByteArrayOutputStream();
    try {
      for (int b = input.read(); b >= 0; b = input.read()) {
        rest.write(b);
      }
    } catch (IOException e) {
      rest.writeBytes(("[" + e.getMessage() + "]").getBytes(StandardCharsets.ISO_8859_1));
    }
    return rest.toString(StandardCharsets.ISO_8859_1);
  }

  /** How many bytes come before nothing came for a while. */
  int available(int quietMillis) throws IOException {
    socket.setSoTimeout(quietMillis);
    int count = 0;
    try {
      while (input.read() >= 0) {
        count++;
      }
    } catch (SocketTimeoutException e) {
      return count;
    }
    throw new IOException("the connection ended after " + count + " bytes");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
