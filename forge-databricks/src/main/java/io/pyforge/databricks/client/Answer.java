package io.pyforge.databricks.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What came back for a request: the status at once, the body as it arrives. A body that ends before
 * its announced length fails to be read. Closing before the end gives the connection up instead of
 * reading the rest.
 */
final class Answer implements Closeable {
  /** A page of a listing has a thousand names of at most a kilobyte or two. */
  private static final int MAX_TEXT_BYTES = 16 << 20;

  private final int status;
  private final String reason;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final InputStream body;
  private final Closeable connection;

  Answer(
      int status,
      String reason,
      Map<String, List<String>> headers,
      InputStream body,
      Closeable connection) {
    this.status = status;
    this.reason = reason;
    this.headers.putAll(headers);
    this.body = body;
    this.connection = connection;
  }

  int status() {
    return status;
  }

  String reason() {
    return reason;
  }

  boolean ok() {
    return status >= 200 && status < 300;
  }

  Map<String, List<String>> headers() {
    return headers;
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).map(values -> values.get(0));
  }

  /** The value of {@code Content-Length}, or -1. */
  long length() {
    return header("Content-Length").map(Answer::number).orElse(-1L);
  }

  InputStream body() {
    return body;
  }

  /**
   * The body as text.
   *
   * @throws IOException also when it is longer than any document of the service
   */
  String text() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int got;
    while ((got = body.read(buffer)) >= 0) {
      bytes.write(buffer, 0, got);
      if (bytes.size() > MAX_TEXT_BYTES) {
        throw new IOException("the answer is longer than " + MAX_TEXT_BYTES + " bytes");
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
