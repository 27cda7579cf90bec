package io.pyforge.core.reader.excel;

import io.pyforge.spi.error.ForgeException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Pulls tags and text out of an XML part, as spans of one buffer: {@link #next} moves to the next
 * token, and the accessors tell about it until {@code next} is called again. Elements and
 * attributes go by their local names. Comments and processing instructions are passed over; a
 * document type declaration is refused, so that no entity but the five of XML exists and nothing
 * outside the file is ever looked at.
 *
 * <p>End tags must match their start tags, and the part must not end inside an element. {@link
 * XmlSheetRows} looks into the buffer directly where cells have their usual form.
 */
final class XmlTokens implements Closeable {
  /** A token: nothing follows. */
  static final int END_OF_PART = 0;

  /** A token: a start tag; one that closes itself is followed by its {@link #END}. */
  static final int START = 1;

  /** A token: an end tag. */
  static final int END = 2;

  /** A token: character data or a CDATA section; an element may hold several. */
  static final int TEXT = 3;

  private static final int FIRST_BUFFER_BYTES = 128 * 1024;
  private static final int MAX_DEPTH = 256;

  private final PartName part;
  private final InputStream stream;
  private final long maxTokenBytes;

  /** The buffer; bytes from {@link #position} to {@link #limit} are still to be read. */
  byte[] bytes = new byte[FIRST_BUFFER_BYTES];

  int position;
  int limit;

  private boolean streamEnded;
  private boolean endPending;
  private int nameFrom;
  private int nameTo;
  private int attributesTo;
  private int textFrom;
  private int textTo;
  private boolean cdata;
  private final int[] openNames = new int[MAX_DEPTH];
  private int depth;
  private int valueFrom;
  private int valueTo;

  /**
   * @param stream UTF-8, UTF-16 or any encoding that the XML declaration names; closed with this
   * @param maxTokenBytes longest tag or text accepted
   */
  XmlTokens(PartName part, InputStream stream, long maxTokenBytes) throws IOException {
    this.part = part;
    this.maxTokenBytes = Math.max(maxTokenBytes, 1024);
    this.stream = XmlEncoding.asUtf8(part, stream);
  }

  /** Moves to the next token and says what it is. */
  int next() throws IOException {
    if (endPending) {
      endPending = false;
      depth--;
      return END;
    }
    while (true) {
      if (position == limit && !more()) {
        if (depth > 0) {
          throw corrupt("ends inside an element");
        }
        return END_OF_PART;
      }
      if (bytes[position] != '<') {
        int token = text();
        if (token == TEXT) {
          return TEXT;
        }
        continue;
      }
      switch (byteAt(1)) {
        case '/' -> {
          return endTag();
        }
        case '?' -> position = after("?>", 2);
        case '!' -> {
          if (declaration()) {
            return TEXT;
          }
        }
        default -> {
          return startTag();
        }
      }
    }
  }

  /** Moves to the next start tag inside the current element; false at the element's end. */
  boolean nextChild() throws IOException {
    while (true) {
      switch (next()) {
        case START:
          return true;
        case TEXT:
          break;
        default:
          return false;
      }
    }
  }

  /** After a start tag: moves to its end tag. */
  void skipElement() throws IOException {
    int outside = depth - 1;
    while (depth > outside) {
      next();
    }
  }

  /** After a start tag: moves to its end tag and gives the text between, that of elements too. */
  String elementText() throws IOException {
    TextBytes text = new TextBytes();
    int outside = depth - 1;
    while (depth > outside) {
      if (next() == TEXT) {
        appendText(text);
      }
    }
    text.check(this, 0);
    return text.toString();
  }

  /** Whether the local name of the tag is {@code name}. */
  boolean is(String name) {
    return equals(nameFrom, nameTo, name);
  }

  /** The local name of the tag. */
  String name() {
    return new String(bytes, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
  }

  /** How many elements are open, that of the current tag included. */
  int depth() {
    return depth;
  }

  /** Appends the current text, its entities resolved. */
  void appendText(TextBytes into) {
    if (cdata) {
      into.appendLines(bytes, textFrom, textTo);
    } else {
      into.appendXml(this, bytes, textFrom, textTo);
    }
  }

  /**
   * Looks for an attribute of the start tag by its local name; {@link #valueFrom} and {@link
   * #valueTo} then tell where its value is, entities unresolved.
   */
  boolean find(String name) {
    byte[] b = bytes;
    int p = nameTo;
    int end = attributesTo;
    while (true) {
      while (p < end && isBlank(b[p])) {
        p++;
      }
      if (p >= end) {
        return false;
      }
      int from = p;
      while (p < end && b[p] != '=' && !isBlank(b[p])) {
        if (b[p] == ':') {
          from = p + 1;
        }
        p++;
      }
      int to = p;
      while (p < end && isBlank(b[p])) {
        p++;
      }
      if (p >= end || b[p] != '=') {
        throw corrupt("has an attribute without a value");
      }
      p++;
      while (p < end && isBlank(b[p])) {
        p++;
      }
      if (p >= end || b[p] != '"' && b[p] != '\'') {
        throw corrupt("has an attribute without quotes");
      }
      byte quote = b[p++];
      int start = p;
      while (p < end && b[p] != quote) {
        p++;
      }
      if (p >= end) {
        throw corrupt("has an attribute whose quote does not close");
      }
      if (equals(from, to, name)) {
        valueFrom = start;
        valueTo = p;
        return true;
      }
      p++;
    }
  }

  /** Where the value of the attribute found starts. */
  int valueFrom() {
    return valueFrom;
  }

  /** Where it ends, exclusive. */
  int valueTo() {
    return valueTo;
  }

  /** The value of an attribute of the start tag, or null. */
  @Nullable String attribute(String name) {
    if (!find(name)) {
      return null;
    }
    TextBytes value = new TextBytes();
    value.appendXml(this, bytes, valueFrom, valueTo);
    value.check(this, 0);
    return value.toString();
  }

  /** Whether an attribute is there and says yes. */
  boolean flag(String name) {
    if (!find(name)) {
      return false;
    }
    return equals(valueFrom, valueTo, "1")
        || equals(valueFrom, valueTo, "true")
        || equals(valueFrom, valueTo, "on");
  }

  /** The whole number in an attribute, or {@code missing} when it is not there. */
  int number(String name, int missing) {
    if (!find(name)) {
      return missing;
    }
    long value = wholeNumber(valueFrom, valueTo);
    if (value < 0) {
      throw corrupt("has " + attribute(name) + " where a number should be, in " + name);
    }
    return (int) value;
  }

  /** The whole number from 0 to 2^31 - 1 in these bytes of the buffer; -1 when there is none. */
  long wholeNumber(int from, int to) {
    long value = 0;
    for (int p = from; p < to; p++) {
      int digit = bytes[p] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
      if (value > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return from == to ? -1 : value;
  }

  /** A failure that says what is wrong with the part. */
  ForgeException corrupt(String what) {
    return ExcelFailures.corrupt(part, what, null);
  }

  /** The part that is read. */
  PartName part() {
    return part;
  }

  /**
   * Reads on: the bytes from {@link #position} on move to the start of the buffer, and more are put
   * behind them. Positions in the buffer that a caller keeps must be counted from {@code position}.
   *
   * @return false at the end of the part
   */
  boolean more() throws IOException {
    if (streamEnded) {
      return false;
    }
    int rest = limit - position;
    if (rest > 0 && position > 0) {
      System.arraycopy(bytes, position, bytes, 0, rest);
    } else if (rest == bytes.length) {
      if (rest >= maxTokenBytes) {
        throw ExcelFailures.cellTooLong(part, maxTokenBytes);
      }
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8L, rest * 2L));
    }
    position = 0;
    limit = rest;
    int count = stream.read(bytes, limit, bytes.length - limit);
    if (count < 0) {
      streamEnded = true;
      return false;
    }
    limit += count;
    return true;
  }

  /** The byte so many after the position; 0 behind the end of the part. */
  private byte byteAt(int distance) throws IOException {
    while (limit - position <= distance) {
      if (!more()) {
        return 0;
      }
    }
    return bytes[position + distance];
  }

  private int text() throws IOException {
    int length = 0;
    while (true) {
      int p = position + length;
      while (p < limit && bytes[p] != '<') {
        p++;
      }
      length = p - position;
      if (p < limit || !more()) {
        break;
      }
    }
    textFrom = position;
    textTo = position + length;
    position = textTo;
    cdata = false;
    if (depth > 0) {
      return TEXT;
    }
    for (int p = textFrom; p < textTo; p++) {
      if (!isBlank(bytes[p]) && bytes[p] != 0) {
        throw corrupt("has text outside its root element");
      }
    }
    return END_OF_PART;
  }

  /** Passes over a comment or takes a CDATA section; true for the latter. */
  private boolean declaration() throws IOException {
    if (byteAt(2) == '-' && byteAt(3) == '-') {
      position = after("-->", 4);
      return false;
    }
    byteAt(8);
    if (limit - position >= 9 && equals(position + 2, position + 9, "[CDATA[") && depth > 0) {
      int end = after("]]>", 9);
      textFrom = position + 9;
      textTo = end - 3;
      position = end;
      cdata = true;
      return true;
    }
    if (limit - position >= 9 && equals(position + 2, position + 9, "DOCTYPE")) {
      throw ExcelFailures.documentType(part);
    }
    throw corrupt("has a declaration that is none");
  }

  /** Where the first {@code mark} ends, looked for from so many bytes after the position. */
  private int after(String mark, int distance) throws IOException {
    int from = distance;
    while (true) {
      for (int p = position + from; p + mark.length() <= limit; p++) {
        if (equals(p, p + mark.length(), mark)) {
          return p + mark.length();
        }
      }
      from = Math.max(distance, limit - position - mark.length() + 1);
      if (!more()) {
        throw corrupt("ends where " + mark + " is missing");
      }
    }
  }

  private int startTag() throws IOException {
    int end = tagEnd();
    nameFrom = position + 1;
    boolean closed = bytes[end - 1] == '/';
    attributesTo = closed ? end - 1 : end;
    int fullName = nameFrom;
    nameTo = nameEnd(nameFrom, attributesTo);
    if (nameTo == fullName) {
      throw corrupt("has a tag without a name");
    }
    if (depth == MAX_DEPTH) {
      throw corrupt("has elements more than " + MAX_DEPTH + " deep");
    }
    openNames[depth++] = hash(fullName, nameTo);
    localName();
    position = end + 1;
    endPending = closed;
    return START;
  }

  private int endTag() throws IOException {
    int end = tagEnd();
    nameFrom = position + 2;
    nameTo = nameEnd(nameFrom, end);
    if (depth == 0 || openNames[depth - 1] != hash(nameFrom, nameTo)) {
      throw corrupt("has an end tag </" + name() + "> that closes nothing");
    }
    depth--;
    localName();
    attributesTo = nameTo;
    position = end + 1;
    return END;
  }

  private void localName() {
    for (int p = nameFrom; p < nameTo; p++) {
      if (bytes[p] == ':') {
        nameFrom = p + 1;
      }
    }
  }

  /** The position of the {@code >} that ends the tag at {@link #position}. */
  private int tagEnd() throws IOException {
    int distance = 1;
    byte quote = 0;
    while (true) {
      for (int p = position + distance; p < limit; p++) {
        byte c = bytes[p];
        if (quote != 0) {
          quote = c == quote ? 0 : quote;
        } else if (c == '>') {
          return p;
        } else if (c == '"' || c == '\'') {
          quote = c;
        } else if (c == '<') {
          throw corrupt("has a tag inside a tag");
        }
      }
      distance = limit - position;
      if (!more()) {
        throw corrupt("ends inside a tag");
      }
    }
  }

  private int nameEnd(int from, int end) {
    int p = from;
    while (p < end && !isBlank(bytes[p])) {
      p++;
    }
    return p;
  }

  private int hash(int from, int to) {
    int hash = to - from;
    for (int p = from; p < to; p++) {
      hash = hash * 31 + bytes[p];
    }
    return hash;
  }

  private boolean equals(int from, int to, String text) {
    if (to - from != text.length()) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBlank(byte c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
