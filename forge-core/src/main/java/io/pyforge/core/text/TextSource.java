package io.pyforge.core.text;

import io.pyforge.spi.input.InputSource;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * An input as UTF-8 without its byte order mark. UTF-8 is passed on unchecked (pieces check it on
 * all cores); any other encoding is transcoded, and so is UTF-8 when invalid text is to be
 * replaced.
 */
public record TextSource(
    InputSource source, Charset charset, int markLength, boolean replaceInvalid) {
  private static final int SKIP_BUFFER_BYTES = 256 * 1024;

  /** Whether the bytes are the input's own, so that nobody has checked them yet. */
  public boolean unchecked() {
    return charset.equals(StandardCharsets.UTF_8) && !replaceInvalid;
  }

  /** A stream of UTF-8 that starts {@code offset} bytes of UTF-8 into the text. */
  public InputStream open(long offset) throws IOException {
    InputStream raw = source.openStream();
    try {
      raw.skipNBytes(markLength);
      InputStream text = unchecked() ? raw : new TranscodingStream(raw, charset, replaceInvalid);
      text.skipNBytes(offset);
      return text;
    } catch (EOFException e) {
      raw.close();
      return InputStream.nullInputStream();
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /**
   * The line, from 1, that the byte at {@code offset} of the text is on. For messages: it reads.
   */
  public long lineAt(long offset, byte lineEnd) throws IOException {
    long line = 1;
    byte[] buffer = new byte[SKIP_BUFFER_BYTES];
    try (InputStream text = open(0)) {
      long left = offset;
      while (left > 0) {
        int count = text.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (count < 0) {
          break;
        }
        left -= count;
        for (int i = 0; i < count; i++) {
          if (buffer[i] == lineEnd) {
            line++;
          }
        }
      }
    }
    return line;
  }
}
