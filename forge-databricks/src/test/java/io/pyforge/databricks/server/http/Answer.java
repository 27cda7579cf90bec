package io.pyforge.databricks.server.http;

import java.io.IOException;

/**
 * An answer to a request.
 *
 * @param status the HTTP status
 * @param headers without Date, Content-Length, Transfer-Encoding and Connection, which the listener
 *     sends
 * @param content the body; for HEAD it gives the length only
 * @param delivery how it goes out
 */
public record Answer(int status, Headers headers, Content content, Delivery delivery) {
  /** An answer without a body. */
  public static Answer of(int status) {
    return new Answer(status, Headers.none(), Content.empty(), Delivery.right());
  }

  /** An answer with a body. */
  public static Answer of(int status, String contentType, Content content) {
    return new Answer(
        status, Headers.none().with("Content-Type", contentType), content, Delivery.right());
  }

  /** No answer: the connection ends. */
  public static Answer none(Delivery.End end) {
    return of(503).delivered(Delivery.right().ending(end, Delivery.BEFORE_HEAD));
  }

  /** Whether nothing is sent at all. */
  public boolean isNone() {
    return delivery.end() != Delivery.End.COMPLETE
        && delivery.endAfterBytes() == Delivery.BEFORE_HEAD;
  }

  /** With a header replaced or added. */
  public Answer with(String name, String value) {
    return new Answer(status, headers.with(name, value), content, delivery);
  }

  /** Without a header. */
  public Answer without(String name) {
    return new Answer(status, headers.without(name), content, delivery);
  }

  /** Sent in another way. */
  public Answer delivered(Delivery how) {
    return new Answer(status, headers, content, how);
  }

  /** Lets go of the content of an answer that is not sent. */
  public void discard() throws IOException {
    content.close();
  }
}
