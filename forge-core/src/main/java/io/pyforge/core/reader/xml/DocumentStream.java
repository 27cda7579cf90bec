package io.pyforge.core.reader.xml;

import io.pyforge.core.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * UTF-8 text that holds documents one after the other, given to a parser one at a time. The XML
 * declaration of each is taken off, since the text is no longer in the encoding that it names; the
 * parser reads some bytes further than its document, and {@link #documentEnds} takes them back.
 *
 * <p>Counts the bytes that the parser takes for one token, so that none grows without limit.
 */
final class DocumentStream extends InputStream {
  /** A token is longer than the limit. */
  static final class TokenTooLong extends IOException {
    private static final long serialVersionUID = 1L;

    TokenTooLong() {
      super("token too long");
    }
  }

  /** Something stands between documents that belongs to none. */
  static final class TextBetweenDocuments extends IOException {
    private static final long serialVersionUID = 1L;

    TextBetweenDocuments() {
      super("text between documents");
    }
  }

  /** Bytes are no UTF-8. */
  static final class InvalidBytes extends IOException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    InvalidBytes(long offset) {
      super("invalid bytes at " + offset);
      this.offset = offset;
    }

    /** Where they are in the text. */
    long offset() {
      return offset;
    }
  }

  private static final int BUFFER_BYTES = 64 * 1024;

  /** Longest XML declaration; the specification's own examples take 60 characters. */
  private static final int MAX_DECLARATION = 1024;

  private final InputStream text;
  private final boolean unchecked;
  private final long maxTokenBytes;
  private byte[] buffer = new byte[BUFFER_BYTES];
  private int next;
  private int end;
  private int checkedEnd;
  private boolean textEnded;

  /** Where the current document starts in the buffer, for as long as it may be read again. */
  private int documentStart = -1;

  /** Whether the parser gets no byte behind the end of a tag before it asks again. */
  private boolean tagByTag;

  private long given;
  private long tokenStart;
  private long position;
  private long lineEnds;
  private String declaration = "";

  /**
   * @param unchecked whether nobody has checked yet that the text is UTF-8
   */
  DocumentStream(InputStream text, boolean unchecked, long maxTokenBytes) {
    this.text = text;
    this.unchecked = unchecked;
    this.maxTokenBytes = maxTokenBytes;
  }

  /** Bytes of the text that were read, in all. */
  long position() {
    return position;
  }

  /** Bytes of the document that the parser was given. */
  long given() {
    return given;
  }

  /** Lines of the text that end before the current document. */
  long linesBefore() {
    return lineEnds;
  }

  /** The XML declaration of the current document, or empty. */
  String declaration() {
    return declaration;
  }

  /**
   * Goes to the start of the next document.
   *
   * @return false when there is none
   * @throws TextBetweenDocuments if what follows is none, and is not the first
   */
  boolean nextDocument(boolean first) throws IOException {
    declaration = "";
    tokenEnds();
    while (true) {
      skipSpace();
      if (!has(1)) {
        return false;
      }
      if (startsWith("<?xml") && has(6) && isSpace(buffer[next + 5])) {
        takeDeclaration();
        break;
      }
      if (startsWith("<!--")) {
        skipPast("-->");
      } else if (startsWith("<?")) {
        skipPast("?>");
      } else if (first || buffer[next] == '<') {
        break;
      } else {
        throw new TextBetweenDocuments();
      }
    }
    documentStart = next;
    given = 0;
    tokenStart = 0;
    return true;
  }

  /**
   * Goes back to the start of the document, which {@link #documentIsSettled} must not be yet, for a
   * parser that does not tell how far it has read.
   */
  void restartDocument() {
    tagByTag = true;
    next = documentStart;
    given = 0;
    tokenStart = 0;
  }

  /** Says that the document will not be read again from its start. */
  void documentIsSettled() {
    documentStart = -1;
  }

  /** Says that the parser has read what its current token takes. */
  void tokenEnds() {
    tokenStart = given;
  }

  /**
   * Ends the document.
   *
   * @param taken bytes of it that the parser consumed
   * @param lines ends of lines among them
   */
  void documentEnds(long taken, long lines) {
    next -= (int) (given - taken);
    lineEnds += lines;
    documentStart = -1;
    tagByTag = false;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] b, int offset, int length) throws IOException {
    if (given - tokenStart > maxTokenBytes) {
      throw new TokenTooLong();
    }
    if (next == end && !fill()) {
      return -1;
    }
    int count = Math.min(length, end - next);
    for (int i = 0; tagByTag && i < count; i++) {
      if (buffer[next + i] == '>') {
        count = i + 1;
      }
    }
    System.arraycopy(buffer, next, b, offset, count);
    next += count;
    given += count;
    return count;
  }

  /** Reads more behind what is there; what was given is forgotten unless it may be read again. */
  private boolean fill() throws IOException {
    if (textEnded) {
      return false;
    }
    int keep = documentStart >= 0 ? documentStart : next;
    keep = unchecked ? Math.min(keep, checkedEnd) : keep; // a character may be cut off
    if (keep > 0) {
      System.arraycopy(buffer, keep, buffer, 0, end - keep);
      next -= keep;
      end -= keep;
      checkedEnd -= keep;
      documentStart = documentStart >= 0 ? 0 : -1;
    }
    if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = text.readNBytes(buffer, end, buffer.length - end);
    textEnded = end + count < buffer.length;
    end += count;
    position += count;
    if (unchecked) {
      check();
    }
    return count > 0;
  }

  private void check() throws InvalidBytes {
    int whole = textEnded ? end : end - Utf8.cutOff(buffer, end);
    int invalid = Utf8.firstInvalid(buffer, checkedEnd, whole);
    if (invalid >= 0) {
      throw new InvalidBytes(position - end + invalid);
    }
    checkedEnd = whole;
  }

  /** Whether so many bytes follow. */
  private boolean has(int count) throws IOException {
    while (end - next < count) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  private boolean startsWith(String ascii) throws IOException {
    if (!has(ascii.length())) {
      return false;
    }
    for (int i = 0; i < ascii.length(); i++) {
      if ((buffer[next + i] & 0xff) != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void skipSpace() throws IOException {
    while (has(1)) {
      if (isSpace(buffer[next])) {
        skip(1);
      } else if (buffer[next] == (byte) 0xEF && startsWith("\u00ef\u00bb\u00bf")) {
        skip(3); // the mark of a file that was appended
      } else {
        return;
      }
    }
  }

  private void skipPast(String mark) throws IOException {
    long skipped = 0;
    skip(2);
    while (!startsWith(mark)) {
      if (!has(1)) {
        return; // it never ends; the parser will not find a document either
      }
      skip(1);
      if (++skipped > maxTokenBytes) {
        throw new TokenTooLong();
      }
    }
    skip(mark.length());
  }

  private void takeDeclaration() throws IOException {
    StringBuilder taken = new StringBuilder();
    while (!startsWith("?>") && taken.length() < MAX_DECLARATION && has(1)) {
      taken.append((char) (buffer[next] & 0xff));
      skip(1);
    }
    if (startsWith("?>")) {
      skip(2);
    }
    declaration = taken.toString();
  }

  private void skip(int count) {
    for (int i = 0; i < count; i++) {
      if (buffer[next++] == '\n') {
        lineEnds++;
      }
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
