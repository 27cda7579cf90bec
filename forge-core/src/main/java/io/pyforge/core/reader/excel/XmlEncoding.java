package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * XML of any encoding as UTF-8: what begins as UTF-8 passes through, less its byte order mark. The
 * encoding is found as appendix F of the XML specification says.
 */
final class XmlEncoding {
  private static final int HEAD_BYTES = 160;
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");

  private XmlEncoding() {}

  /** The stream as UTF-8; closing it closes {@code stream}. */
  static InputStream asUtf8(PartName part, InputStream stream) throws IOException {
    byte[] head = stream.readNBytes(HEAD_BYTES);
    int mark = startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    InputStream whole = new Chained(head, mark, stream);
    Optional<Charset> charset = charset(part, head);
    if (charset.isEmpty()) {
      return whole;
    }
    // A decoder of its own reports bytes that are no text; one made from a name replaces them.
    return new Encoded(part, new InputStreamReader(whole, charset.get().newDecoder()));
  }

  /** The encoding when it is another than UTF-8. */
  private static Optional<Charset> charset(PartName part, byte[] head) {
    if (startsWith(head, 0xFE, 0xFF) || startsWith(head, 0, '<', 0, '?')) {
      return Optional.of(StandardCharsets.UTF_16); // big-endian unless a mark says otherwise
    }
    if (startsWith(head, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16);
    }
    if (startsWith(head, '<', 0, '?', 0)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    Matcher matcher = DECLARED.matcher(new String(head, StandardCharsets.ISO_8859_1));
    if (!matcher.find() || matcher.group(1).equalsIgnoreCase("utf-8")) {
      return Optional.empty();
    }
    try {
      Charset named = Charset.forName(matcher.group(1));
      boolean ascii = named.equals(StandardCharsets.US_ASCII);
      // A declaration that could be read as ASCII is wrong where it says UTF-16.
      return ascii || named.name().startsWith("UTF-") ? Optional.empty() : Optional.of(named);
    } catch (IllegalArgumentException e) {
      boolean unsupported = e instanceof UnsupportedCharsetException;
      throw ExcelFailures.corrupt(
          part,
          (unsupported ? "is in an unknown encoding, " : "names no encoding: ") + matcher.group(1),
          e);
    }
  }

  private static boolean startsWith(byte[] head, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Bytes already read, and the stream they are from; large reads go straight to it. */
  private static final class Chained extends InputStream {
    private final byte[] head;
    private final InputStream rest;
    private int position;

    Chained(byte[] head, int position, InputStream rest) {
      this.head = head;
      this.position = position;
      this.rest = rest;
    }

    @Override
    public int read() throws IOException {
      return position < head.length ? head[position++] & 0xFF : rest.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (position == head.length) {
        return rest.read(into, offset, length);
      }
      int count = Math.min(length, head.length - position);
      System.arraycopy(head, position, into, offset, count);
      position += count;
      return count;
    }

    @Override
    public void close() throws IOException {
      rest.close();
    }
  }

  /** Characters as UTF-8. */
  private static final class Encoded extends InputStream {
    private static final int CHARACTERS = 8192;

    private final PartName part;
    private final Reader reader;
    private final char[] characters = new char[CHARACTERS + 1];
    private int kept;
    private byte[] encoded = new byte[0];
    private int position;

    Encoded(PartName part, Reader reader) {
      this.part = part;
      this.reader = reader;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      while (position == encoded.length) {
        int count = characters();
        int available = kept + Math.max(count, 0);
        if (available == 0) {
          return -1;
        }
        // A surrogate at the end waits for its other half.
        boolean split = count > 0 && Character.isHighSurrogate(characters[available - 1]);
        int whole = split ? available - 1 : available;
        encoded = new String(characters, 0, whole).getBytes(StandardCharsets.UTF_8);
        position = 0;
        kept = available - whole;
        if (split) {
          characters[0] = characters[available - 1];
        }
      }
      int count = Math.min(length, encoded.length - position);
      System.arraycopy(encoded, position, into, offset, count);
      position += count;
      return count;
    }

    private int characters() throws IOException {
      try {
        return reader.read(characters, kept, CHARACTERS - kept);
      } catch (CharacterCodingException e) {
        throw ExcelFailures.corrupt(part, "has bytes that are no text in the encoding it names", e);
      }
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
