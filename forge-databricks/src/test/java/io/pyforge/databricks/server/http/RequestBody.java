package io.pyforge.databricks.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The body of a request, freed of its framing, counted and hashed while it is read.
 *
 * <p>Reading fails with {@link CutBodyException} if the connection ends first, and with {@link
 * MalformedRequestException} if chunks are not framed as HTTP wants it.
 */
public final class RequestBody extends InputStream {
  /** What must happen before the first byte is read. */
  interface Beginning {
    void run() throws IOException;
  }

  private static final int MAX_CHUNK_LINE_BYTES = 1024;
  private static final int DRAIN_BYTES = 64 * 1024;
  private static final int MAX_CHUNK_DIGITS = 15;

  private final SocketInput input;
  private final boolean chunked;
  private final Beginning beginning;
  private final MessageDigest digest;
  private long left;
  private boolean begun;
  private boolean complete;
  private boolean firstChunk = true;
  private volatile long count;

  /** {@code length} is that of the body, or 0 for a chunked one. */
  RequestBody(SocketInput input, boolean chunked, long length, Beginning beginning) {
    this.input = input;
    this.chunked = chunked;
    this.left = length;
    this.beginning = beginning;
    this.complete = !chunked && length == 0;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int size) throws IOException {
    if (complete) {
      return -1;
    }
    if (size == 0) {
      return 0;
    }
    if (!begun) {
      begun = true;
      beginning.run();
    }
    if (chunked && left == 0) {
      nextChunk();
      if (complete) {
        return -1;
      }
    }
    int read = receive(target, offset, (int) Math.min(size, left));
    digest.update(target, offset, read);
    count += read;
    left -= read;
    if (!chunked && left == 0) {
      complete = true;
    }
    return read;
  }

  private int receive(byte[] target, int offset, int size) throws IOException {
    int read;
    try {
      read = input.read(target, offset, size);
    } catch (IOException e) {
      throw new CutBodyException("after " + count + " bytes: " + e.getMessage());
    }
    if (read < 0) {
      throw new CutBodyException(
          "the body ended after " + count + " bytes, at least " + left + " were to come");
    }
    return read;
  }

  private void nextChunk() throws IOException {
    if (!firstChunk && !chunkLine().isEmpty()) {
      throw new MalformedRequestException("a chunk is longer than its size says");
    }
    firstChunk = false;
    String size = chunkLine().split(";", 2)[0];
    if (size.isEmpty()
        || size.length() > MAX_CHUNK_DIGITS
        || !size.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
      throw new MalformedRequestException("'" + size + "' is no size of a chunk");
    }
    left = Long.parseLong(size, 16);
    if (left == 0) {
      while (!chunkLine().isEmpty()) {
        // Trailers mean nothing here.
      }
      complete = true;
    }
  }

  private String chunkLine() throws IOException {
    String line;
    try {
      line = input.line(MAX_CHUNK_LINE_BYTES);
    } catch (MalformedRequestException e) {
      throw e;
    } catch (IOException e) {
      throw new CutBodyException("after " + count + " bytes: " + e.getMessage());
    }
    if (line == null) {
      throw new CutBodyException("the chunks ended after " + count + " bytes");
    }
    return line;
  }

  /** Reads what is left and throws it away. */
  public void drain() throws IOException {
    byte[] buffer = new byte[complete ? 0 : DRAIN_BYTES];
    while (!complete && read(buffer) >= 0) {
      // Counted and hashed only.
    }
  }

  /** Whether the client waits for a word before it sends the body, and has not got it. */
  boolean untouched() {
    return !begun && !complete;
  }

  /** How many bytes have been read. */
  public long count() {
    return count;
  }

  /** Whether all of it has been read. */
  public boolean complete() {
    return complete;
  }

  /** Of what was read, in hexadecimal digits; may be called once, after the reading. */
  String sha256() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
