package io.pyforge.databricks.server.http;

import java.time.Duration;

/**
 * How an answer goes out, right or broken.
 *
 * @param framing how its length is told
 * @param declaredBytes what Content-Length says instead of the truth; -1 for the truth
 * @param end how it ends
 * @param endAfterBytes after how many bytes of the body it ends, if not at its end; with {@link
 *     #BEFORE_HEAD} not even the status line is sent
 * @param slices in how many pieces the body is sent; 1 for no pauses
 * @param pause the time between two pieces
 */
public record Delivery(
    Framing framing, long declaredBytes, End end, long endAfterBytes, int slices, Duration pause) {
  /** For {@link #endAfterBytes}: nothing at all is sent. */
  public static final long BEFORE_HEAD = -1;

  /** How the length of a body is told. */
  public enum Framing {
    /** By Content-Length. */
    LENGTH,
    /** By chunks. */
    CHUNKED,
    /** Not at all: the connection's end ends the body. A HEAD has no Content-Length. */
    NONE
  }

  /** How an answer ends. */
  public enum End {
    /** Complete; the connection stays. */
    COMPLETE,
    /** The connection is closed in order (FIN). */
    CLOSED,
    /** The connection is reset (RST). */
    RESET,
    /** Nothing more is sent until the client gives up. */
    STALLED
  }

  /** As it should be. */
  public static Delivery right() {
    return new Delivery(Framing.LENGTH, -1, End.COMPLETE, 0, 1, Duration.ZERO);
  }

  /** Told in another way. */
  public Delivery framed(Framing other) {
    return new Delivery(other, declaredBytes, end, endAfterBytes, slices, pause);
  }

  /** With a Content-Length that is wrong. */
  public Delivery declaring(long bytes) {
    return new Delivery(framing, bytes, end, endAfterBytes, slices, pause);
  }

  /** Broken off. */
  public Delivery ending(End how, long afterBytes) {
    return new Delivery(framing, declaredBytes, how, afterBytes, slices, pause);
  }

  /** Slowly, in pieces. */
  public Delivery trickled(int pieces, Duration between) {
    return new Delivery(framing, declaredBytes, end, endAfterBytes, pieces, between);
  }
}
