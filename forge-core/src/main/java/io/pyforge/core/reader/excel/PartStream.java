package io.pyforge.core.reader.excel;

import io.pyforge.core.storage.DecompressionLimit;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.archivers.zip.ZipMethod;

/**
 * The content of one part of a package, from its first byte to its last. What is deflated is
 * inflated here, with larger buffers than {@link java.util.zip.InflaterInputStream} has; length and
 * checksum are verified when the end is reached, and the size is limited all the way.
 */
final class PartStream extends InputStream {
  private static final int INPUT_BYTES = 64 * 1024;

  private final PartName part;
  private final ZipArchiveEntry entry;
  private final DecompressionLimit limit;
  private final String location;
  private final InputStream stored;
  private final boolean deflated;
  private final CRC32 crc = new CRC32();
  private final Inflater inflater;
  private final byte[] input;
  private long produced;
  private boolean closed;

  /**
   * @param location of the file, for the message of the limit
   */
  PartStream(
      ZipFile zip, ZipArchiveEntry entry, PartName part, DecompressionLimit limit, String location)
      throws IOException {
    this.part = part;
    this.entry = entry;
    this.limit = limit;
    this.location = location;
    deflated = entry.getMethod() == ZipMethod.DEFLATED.getCode();
    try {
      stored = deflated ? zip.getRawInputStream(entry) : zip.getInputStream(entry);
    } catch (IOException | RuntimeException e) {
      throw ExcelFailures.corrupt(part, "cannot be unpacked", e);
    }
    inflater = new Inflater(true);
    input = new byte[deflated ? INPUT_BYTES : 0];
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count;
    try {
      count = deflated ? inflate(into, offset, length) : stored.read(into, offset, length);
    } catch (DataFormatException | IOException | RuntimeException e) {
      throw ExcelFailures.corrupt(part, "cannot be unpacked", e);
    }
    if (count > 0) {
      produced += count;
      crc.update(into, offset, count);
      limit.check(produced, Math.max(entry.getCompressedSize(), 1), location);
      return count;
    }
    if (produced != entry.getSize() || crc.getValue() != entry.getCrc()) {
      throw ExcelFailures.corrupt(part, "does not have the length and checksum promised", null);
    }
    return -1;
  }

  private int inflate(byte[] into, int offset, int length) throws IOException, DataFormatException {
    while (true) {
      int count = inflater.inflate(into, offset, length);
      if (count > 0 || inflater.finished()) {
        return count;
      }
      if (inflater.needsDictionary()) {
        throw new DataFormatException("it asks for a dictionary");
      }
      int more = stored.read(input, 0, input.length);
      if (more < 0) {
        throw new DataFormatException("it ends early");
      }
      inflater.setInput(input, 0, more);
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      inflater.end();
      stored.close();
    }
  }
}
