package io.pyforge.core.reader.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Adler32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a deflated part of a document holds (RFC 1950). Where it is damaged it ends, as in PDFBox,
 * which says so in its log only; here {@link #damaged} tells. A checksum that is cut off is no
 * damage: some programs leave it out.
 */
final class FlateBytes extends InputStream {
  private static final int INPUT_BYTES = 8192;
  private static final int HEADER_BYTES = 2;
  private static final int CHECKSUM_BYTES = 4;

  private final InputStream raw;
  private final Inflater inflater = new Inflater(true);
  private final Adler32 checksum = new Adler32();
  private final byte[] input = new byte[INPUT_BYTES];
  private int inputEnd;
  private boolean begun;
  private boolean ended;
  private boolean damaged;

  /**
   * @param raw as it is in the file; closed with this
   */
  FlateBytes(InputStream raw) {
    this.raw = raw;
  }

  /** Whether something was wrong with what was read so far. */
  boolean damaged() {
    return damaged;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!begun) {
      begun = true;
      // PDFBox passes over the two bytes whatever they say.
      if (raw.readNBytes(input, 0, HEADER_BYTES) == 0) {
        ended = true; // nothing at all is no damage
      }
    }
    long before = inflater.getBytesWritten();
    try {
      while (!ended && length > 0) {
        int count = inflater.inflate(into, offset, length);
        if (count > 0) {
          checksum.update(into, offset, count);
          return count;
        }
        if (inflater.finished()) {
          ended = true;
          damaged |= !checksumFits();
        } else if (inflater.needsDictionary() || !more()) {
          ended = true;
          damaged = true;
        }
      }
    } catch (DataFormatException e) {
      ended = true;
      damaged = true;
      int count = (int) (inflater.getBytesWritten() - before);
      if (count > 0) {
        return count; // what stands before the damage
      }
    }
    return length == 0 ? 0 : -1;
  }

  private boolean more() throws IOException {
    int count = raw.read(input, 0, input.length);
    if (count > 0) {
      inputEnd = count;
      inflater.setInput(input, 0, count);
    }
    return count > 0;
  }

  private boolean checksumFits() throws IOException {
    byte[] end = new byte[CHECKSUM_BYTES];
    int left = Math.min(inflater.getRemaining(), CHECKSUM_BYTES);
    // What the inflater did not take are the last bytes that it was given.
    System.arraycopy(input, inputEnd - inflater.getRemaining(), end, 0, left);
    if (left + raw.readNBytes(end, left, CHECKSUM_BYTES - left) < CHECKSUM_BYTES) {
      return true;
    }
    int stored = 0;
    for (byte b : end) {
      stored = stored << 8 | b & 0xff;
    }
    return stored == (int) checksum.getValue();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    raw.close();
  }
}
