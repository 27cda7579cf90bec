package io.pyforge.core.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes of any encoding in, valid UTF-8 out. */
public final class TranscodingStream extends InputStream {
  /** Bytes that are no text in the input's encoding. */
  public static final class UndecodableBytes extends IOException {
    private final long line;

    UndecodableBytes(long line) {
      super("undecodable bytes in line " + line);
      this.line = line;
    }

    /** The line they are on, from 1. */
    public long line() {
      return line;
    }
  }

  private static final int BUFFER_BYTES = 64 * 1024;

  private final InputStream source;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer in = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private final CharBuffer chars = CharBuffer.allocate(BUFFER_BYTES).flip();
  private final ByteBuffer out = ByteBuffer.allocate(BUFFER_BYTES * 3 + 16).flip();
  private boolean sourceEnded;
  private boolean decoderEnded;
  private long lineEnds;

  /**
   * @param replace whether undecodable bytes become U+FFFD instead of {@link UndecodableBytes}
   */
  public TranscodingStream(InputStream source, Charset charset, boolean replace) {
    this.source = source;
    CodingErrorAction action = replace ? CodingErrorAction.REPLACE : CodingErrorAction.REPORT;
    decoder = charset.newDecoder().onMalformedInput(action).onUnmappableCharacter(action);
    if (replace) {
      decoder.replaceWith("\uFFFD");
    }
    encoder.onMalformedInput(CodingErrorAction.REPLACE).replaceWith(new byte[] {'?'});
  }

  @Override
  public int read() throws IOException {
    return fill() ? out.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] b, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, out.remaining());
    out.get(b, offset, count);
    return count;
  }

  /** Makes {@link #out} hold something; false at the end. */
  private boolean fill() throws IOException {
    while (!out.hasRemaining()) {
      if (decoderEnded && !chars.hasRemaining()) {
        return false;
      }
      decodeSome();
      out.clear();
      encoder.encode(chars, out, decoderEnded);
      out.flip();
    }
    return true;
  }

  private void decodeSome() throws IOException {
    if (decoderEnded) {
      return;
    }
    if (!sourceEnded) {
      in.compact();
      int count = source.read(in.array(), in.position(), in.remaining());
      sourceEnded = count < 0;
      in.position(in.position() + Math.max(count, 0)).flip();
    }
    chars.compact();
    int before = chars.position();
    CoderResult result = decoder.decode(in, chars, sourceEnded);
    boolean allIn = result.isUnderflow() && sourceEnded;
    if (allIn) {
      decoderEnded = decoder.flush(chars).isUnderflow();
    }
    chars.flip();
    for (int i = before; i < chars.limit(); i++) {
      if (chars.get(i) == '\n') {
        lineEnds++;
      }
    }
    if (result.isError()) {
      throw new UndecodableBytes(lineEnds + 1);
    }
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
