package io.pyforge.databricks.server.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection: request after request, until one side has enough. */
final class Connection {
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final SocketChannel channel;
  private final HttpHandler handler;
  private final Duration longestStall;
  private final SocketInput input;
  private final AnswerWriter writer;

  Connection(
      SocketChannel channel, HttpHandler handler, long bytesPerSecond, Duration longestStall) {
    this.channel = channel;
    this.handler = handler;
    this.longestStall = longestStall;
    this.input = new SocketInput(channel, new Pacer(bytesPerSecond));
    this.writer = new AnswerWriter(channel, new Pacer(bytesPerSecond));
  }

  void serve() throws IOException {
    boolean more = true;
    while (more) {
      RequestHead head;
      try {
        head = RequestHead.read(input);
      } catch (MalformedRequestException e) {
        refuse(e);
        return;
      }
      more = head != null && serve(head);
    }
  }

  /** Whether the connection may serve another request. */
  private boolean serve(RequestHead head) throws IOException {
    boolean awaited =
        head.headers().first("Expect").filter("100-continue"::equalsIgnoreCase).isPresent();
    RequestBody body =
        new RequestBody(
            input,
            head.chunked(),
            head.bodyBytes(),
            () -> {
              if (awaited) {
                write("HTTP/1.1 100 Continue\r\n\r\n");
              }
            });
    HttpRequest request =
        new HttpRequest(head.method(), head.rawPath(), head.rawQuery(), head.headers(), body);
    Exchange exchange = handler.begin(request);
    writer.begin();
    try {
      return serve(request, exchange, awaited);
    } finally {
      exchange.ended(writer.bodyBytes());
    }
  }

  private boolean serve(HttpRequest request, Exchange exchange, boolean awaited)
      throws IOException {
    RequestBody body = request.body();
    Answer answer;
    boolean bodyOver = true;
    try {
      answer = exchange.answer();
      try {
        if (awaited && body.untouched() || answer.isNone()) {
          bodyOver = body.complete();
        } else {
          body.drain();
        }
      } catch (IOException e) {
        answer.discard();
        throw e;
      }
    } catch (CutBodyException e) {
      exchange.answering(0, body.count(), body.sha256(), false);
      return false;
    } catch (MalformedRequestException e) {
      exchange.answering(400, body.count(), body.sha256(), false);
      refuse(e);
      return false;
    }
    try {
      exchange.answering(
          answer.isNone() ? 0 : answer.status(), body.count(), body.sha256(), body.complete());
      if (answer.isNone()) {
        exchange.lastBytes(0);
        end(answer.delivery().end());
        return false;
      }
      boolean keep =
          bodyOver
              && request.headers().all("Connection").stream().noneMatch("close"::equalsIgnoreCase);
      boolean kept = writer.write(answer, request.method().equals("HEAD"), keep, exchange);
      if (!kept) {
        end(answer.delivery().end());
      }
      return kept;
    } finally {
      answer.discard();
    }
  }

  private void end(Delivery.End how) throws IOException {
    switch (how) {
      case COMPLETE, CLOSED -> farewell();
      case RESET -> reset();
      case STALLED -> {
        channel.socket().setSoTimeout((int) longestStall.toMillis());
        try {
          int answer = channel.socket().getInputStream().read();
          if (answer >= 0) {
            handler.malformed("a request on a connection that waits for an answer");
          }
        } catch (SocketTimeoutException e) {
          reset();
        }
      }
    }
  }

  private void reset() throws IOException {
    channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    channel.close();
  }

  /**
   * Closes in order: a connection that is closed while bytes wait to be read is reset, and the
   * client may lose the answer.
   */
  private void farewell() throws IOException {
    channel.shutdownOutput();
    channel.socket().setSoTimeout((int) FAREWELL.toMillis());
    byte[] buffer = new byte[8192];
    long until = System.nanoTime() + FAREWELL.toNanos();
    try {
      while (channel.socket().getInputStream().read(buffer) >= 0 && System.nanoTime() < until) {
        // Thrown away.
      }
    } catch (SocketTimeoutException e) {
      // The client has had its time.
    }
  }

  private void refuse(MalformedRequestException problem) throws IOException {
    handler.malformed(problem.getMessage());
    byte[] text = (problem.getMessage() + "\n").getBytes(StandardCharsets.UTF_8);
    write(
        "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + text.length
            + "\r\nConnection: close\r\n\r\n"
            + problem.getMessage()
            + "\n");
    farewell();
  }

  private void write(String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
