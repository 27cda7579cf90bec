package io.pyforge.databricks.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Sends answers as their {@link Delivery} wants it. */
final class AnswerWriter {
  private static final int SMALL_BYTES = 64 * 1024;
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final long LARGEST_PIECE = 1024 * 1024;

  private final SocketChannel channel;
  private final Pacer pacer;
  private volatile long bodyBytes;

  AnswerWriter(SocketChannel channel, Pacer pacer) {
    this.channel = channel;
    this.pacer = pacer;
  }

  /** Starts the count anew. */
  void begin() {
    bodyBytes = 0;
  }

  /** How much of the current answer's body was sent. */
  long bodyBytes() {
    return bodyBytes;
  }

  /**
   * Sends an answer, or the part of it that is to be sent.
   *
   * @param keep whether the connection could be kept
   * @return whether it is kept
   */
  boolean write(Answer answer, boolean headOnly, boolean keep, Exchange exchange)
      throws IOException {
    Delivery delivery = answer.delivery();
    boolean bodyless = answer.status() == 204 || answer.status() == 304;
    boolean silent = headOnly || bodyless;
    long length = silent ? 0 : answer.content().length();
    boolean complete = delivery.end() == Delivery.End.COMPLETE;
    long stop = complete ? length : Math.min(length, delivery.endAfterBytes());
    boolean chunked = !silent && delivery.framing() == Delivery.Framing.CHUNKED;
    boolean unframed = !silent && delivery.framing() == Delivery.Framing.NONE;
    boolean kept = keep && complete && !unframed;
    ByteBuffer head = head(answer, bodyless, complete ? kept : keep && !unframed);
    if (stop == 0 && !chunked) {
      exchange.lastBytes(stop);
      write(head);
    } else if (!chunked && stop <= SMALL_BYTES && pacer.unlimited() && delivery.slices() == 1) {
      ByteArrayOutputStream body = new ByteArrayOutputStream((int) stop);
      answer.content().writeTo(Channels.newChannel(body), 0, stop);
      exchange.lastBytes(stop);
      write(head, ByteBuffer.wrap(body.toByteArray()));
      bodyBytes = stop;
    } else {
      write(head);
      body(answer, stop, length, chunked, exchange);
    }
    return kept;
  }

  private static ByteBuffer head(Answer answer, boolean bodyless, boolean keep) {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ');
    head.append(Reasons.of(answer.status())).append("\r\n");
    head.append("Date: ").append(HttpDates.text(Instant.now())).append("\r\n");
    for (Headers.Field field : answer.headers().fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    Delivery delivery = answer.delivery();
    if (!bodyless) {
      switch (delivery.framing()) {
        case LENGTH -> {
          long told =
              delivery.declaredBytes() < 0 ? answer.content().length() : delivery.declaredBytes();
          head.append("Content-Length: ").append(told).append("\r\n");
        }
        case CHUNKED -> head.append("Transfer-Encoding: chunked\r\n");
        case NONE -> {
          // The end of the connection says it.
        }
      }
    }
    head.append(keep ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n");
    return ByteBuffer.wrap(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  private void body(Answer answer, long stop, long length, boolean chunked, Exchange exchange)
      throws IOException {
    Delivery delivery = answer.delivery();
    long at = 0;
    while (at < stop) {
      long piece = piece(delivery, length, stop - at, chunked);
      boolean last = at + piece == stop;
      boolean told = false;
      if (chunked) {
        // A chunk that is cut promises more than comes.
        long promised = last && stop < length ? Math.min(length - at, CHUNK_BYTES) : piece;
        if (promised == piece && last && stop < length) {
          promised = piece + 1;
        }
        write(ascii(Long.toHexString(promised) + "\r\n"));
      } else if (last) {
        exchange.lastBytes(stop);
        told = true;
      }
      answer.content().writeTo(channel, at, piece);
      at += piece;
      bodyBytes = at;
      pacer.moved((int) Math.min(piece, Integer.MAX_VALUE));
      if (chunked && (!last || stop == length)) {
        write(ascii("\r\n"));
      }
      if (chunked && last && !told) {
        exchange.lastBytes(stop);
      }
      if (!last) {
        pause(delivery);
      }
    }
    if (chunked) {
      if (stop == 0) {
        exchange.lastBytes(stop);
      }
      if (delivery.end() == Delivery.End.COMPLETE) {
        write(ascii("0\r\n\r\n"));
      }
    }
  }

  private long piece(Delivery delivery, long length, long left, boolean chunked) {
    long piece = left;
    if (delivery.slices() > 1) {
      piece = Math.max(1, (length + delivery.slices() - 1) / delivery.slices());
    }
    if (!pacer.unlimited()) {
      piece = Math.min(piece, pacer.slice());
    } else if (chunked) {
      piece = Math.min(piece, CHUNK_BYTES);
    } else if (delivery.slices() == 1 && left > SMALL_BYTES) {
      // The last bytes go on their own: a request is in flight until they are sent.
      piece = Math.min(left - SMALL_BYTES, LARGEST_PIECE);
    }
    return Math.min(piece, left);
  }

  private static void pause(Delivery delivery) throws InterruptedIOException {
    if (!delivery.pause().isZero()) {
      LockSupport.parkNanos(delivery.pause().toNanos());
      if (Thread.interrupted()) {
        throw new InterruptedIOException("the listener closes");
      }
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private void write(ByteBuffer... buffers) throws IOException {
    long left = 0;
    for (ByteBuffer buffer : buffers) {
      left += buffer.remaining();
    }
    while (left > 0) {
      left -= channel.write(buffers);
    }
  }
}
