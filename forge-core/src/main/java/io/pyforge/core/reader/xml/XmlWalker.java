package io.pyforge.core.reader.xml;

import com.fasterxml.aalto.UncheckedStreamException;
import io.pyforge.core.infer.ValueToken;
import io.pyforge.core.nested.ArrayHandling;
import io.pyforge.core.nested.RecordEvents;
import io.pyforge.core.nested.RecordWalker;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.core.text.TextFailures;
import io.pyforge.core.text.TranscodingStream.UndecodableBytes;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/**
 * A pass over documents. Each is told as one record: an element is a place, an attribute a place
 * within it whose step starts with {@code @}, text the element's own value. A document that is
 * small is held as a whole; of a larger one, the rows are taken as they end.
 */
final class XmlWalker implements RecordWalker {
  /** What may be held before rows are taken: a smaller document is taken as a whole. */
  static final long HELD_BYTES = 1024 * 1024;

  /** What an element costs to hold, beside its text. */
  private static final int ELEMENT_BYTES = 32;

  /** How much is read before {@link #next} returns, where no row ends before. */
  private static final long PART_BYTES = 64 * 1024;

  private static final String XSI_URI = "http://www.w3.org/2001/XMLSchema-instance";
  private static final String XHTML_URI = "http://www.w3.org/1999/xhtml";
  private static final String XML_PREFIX = "xml";

  /** Characters that are taken over at a time, so that a limit is noticed before memory is. */
  private static final int TEXT_PIECE = 1024 * 1024;

  // What is known of a place.
  private static final int LEFT_OUT = 1;
  private static final int JSON = 2;
  private static final int ROW = 4;

  private final XmlRecords records;
  private final XmlOptions options;
  private final XmlNames names;
  private final DocumentStream stream;
  private final boolean placesMatter;
  private final long partBytes;
  private final long heldBytes;

  private @Nullable XMLStreamReader reader;
  private @Nullable XMLStreamReader2 quick;
  private @Nullable DefaultAttributes defaults;

  @SuppressWarnings("NullAway.Init") // next sets it before anything else
  private RecordEvents events;

  private boolean learning;

  private long documents;
  private boolean ended;
  private long lineFrom;

  // The elements that are open, from the root on.
  private OpenElement[] open = newElements(16, new OpenElement[0]);
  private int depth;

  /** The root elements that were met. */
  private KnownPlaces roots = new KnownPlaces();

  // Namespaces in force: a number for each scope.
  private long scope;
  private long lastScope;

  private final TextArena arena = new TextArena();
  private int textFrom;
  private long released;
  private long elementCount;
  private long elementsBefore;
  private long partStart;

  XmlWalker(XmlRecords records, DocumentStream stream) {
    this.records = records;
    options = records.options();
    names = records.names();
    this.stream = stream;
    heldBytes = records.heldBytes();
    partBytes = Math.min(PART_BYTES, records.heldBytes());
    placesMatter = !options.nested().fixedTypes().isEmpty();
  }

  @Override
  public long position() {
    return stream.position();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }

  @Override
  public boolean next(RecordEvents taker, ScanLog log) throws IOException, SchemaMiss {
    if (ended) {
      return false;
    }
    if (taker != events) {
      events = taker;
      learning = taker.learns();
      roots = new KnownPlaces();
    }
    try {
      if (reader == null && !startDocument()) {
        ended = true;
        return false;
      }
      partStart = stream.position();
      XMLStreamReader in = reader();
      while (true) {
        int event = in.next();
        switch (event) {
          case XMLStreamConstants.START_ELEMENT -> {
            stream.tokenEnds();
            startElement(in, log);
          }
          case XMLStreamConstants.END_ELEMENT -> {
            stream.tokenEnds();
            if (endElement()) {
              return true;
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
              text(in);
          case XMLStreamConstants.ENTITY_REFERENCE -> throw undeclaredEntity();
          case XMLStreamConstants.DTD -> {
            documentType();
            in = reader(); // another one, perhaps
          }
          default -> stream.tokenEnds(); // comments and processing instructions are no data
        }
      }
    } catch (XMLStreamException e) {
      throw failure(e);
    } catch (UncheckedStreamException e) {
      throw failure(e);
    } catch (DocumentStream.TokenTooLong
        | DocumentStream.TextBetweenDocuments
        | DocumentStream.InvalidBytes
        | UndecodableBytes e) {
      throw failure(e);
    } catch (RuntimeException e) {
      throw XmlParsers.isParsers(e) ? failure(e) : e;
    }
  }

  private XMLStreamReader reader() {
    return Objects.requireNonNull(reader);
  }

  private boolean startDocument() throws IOException, XMLStreamException, SchemaMiss {
    if (!stream.nextDocument(documents == 0)) {
      if (documents == 0) {
        throw XmlFailures.empty(records.name());
      }
      return false;
    }
    documents++;
    records.sawDocuments(documents);
    Optional<String> declared = XmlEncoding.declared(stream.declaration());
    if (documents > 1 && declared.isPresent() && options.charset().isEmpty()) {
      if (!XmlEncoding.agrees(declared.get(), records.text().charset())) {
        throw XmlFailures.otherEncoding(
            records.name(), documents, declared.get(), records.text().charset().name());
      }
    }
    quick = records.parsers().quick(stream);
    reader = quick;
    defaults = null;
    depth = 0;
    scope = ++lastScope;
    released = 0;
    elementCount = 0;
    arena.release();
    lineFrom = stream.linesBefore();
    events.begin(lineFrom + 1);
    if (records.documents() > 1) {
      byte[] step = XmlNames.DOCUMENT_ID;
      ShapeNode place = events.child(events.top(), step, 0, step.length);
      int from = arena.size();
      arena.append(Long.toString(documents));
      value(place, from, arena.size());
    }
    textFrom = arena.size();
    return true;
  }

  /** A document type that says what the text means asks for a parser that understands it. */
  private void documentType() throws XMLStreamException {
    XMLStreamReader2 parser = quick;
    if (parser == null) {
      return;
    }
    String subset = parser.getDTDInfo().getDTDInternalSubset();
    if (subset != null && XmlParsers.declaresContent(subset)) {
      stream.restartDocument();
      quick = null;
      defaults = new DefaultAttributes(subset);
      reader = records.parsers().withEntities(stream);
    }
  }

  private void startElement(XMLStreamReader in, ScanLog log) throws XMLStreamException, SchemaMiss {
    int d = depth;
    OpenElement around = d == 0 ? null : open[d - 1];
    if (around == null) {
      startRoot(in);
    } else {
      startChild(around);
    }
    long scopeAround = scope;
    if (in.getNamespaceCount() > 0) {
      declare(in);
    }
    KnownPlaces siblings = around == null ? roots : around.within();
    XMLStreamReader2 parser = quick;
    String name = parser == null ? null : parser.getPrefixedName();
    int number = name == null ? -1 : siblings.find(name, scope);
    if (number < 0) {
      number = place(in, around == null ? events.top() : around.place(), siblings, name);
    } else {
      events.occurs(siblings.place(number));
    }
    ShapeNode place = siblings.place(number);
    int facts = learning ? facts(place) : siblings.facts(number);
    elementCount++;
    boolean keepsSpace = around != null && around.keepsSpace;
    if ((facts & (LEFT_OUT | JSON)) != 0) {
      if ((facts & LEFT_OUT) != 0) {
        leaveOut(log);
      } else {
        json(place, keepsSpace);
      }
      scope = scopeAround;
      return;
    }
    boolean row = (facts & ROW) != 0;
    if (row && placesMatter) {
      events.at(line());
    }
    OpenElement element = open[d];
    long rowStart = row || around == null ? held() : around.rowStart();
    element.start(place, siblings.within(number), row, rowStart, keepsSpace, scopeAround);
    depth = d + 1;
    if (in.getAttributeCount() > 0 || defaults != null) {
      attributes(in, element, siblings.attributes(number));
    }
    textFrom = arena.size();
  }

  private void startChild(OpenElement around) throws SchemaMiss {
    if (textFrom != arena.size()) {
      endText(around, false);
    }
    around.parent = true;
    if (!around.opened) {
      around.opened = true;
      events.open(around.place());
    }
    if (depth == options.maxDepth()) {
      throw XmlFailures.tooDeep(records.name(), line(), options.maxDepth());
    }
    if (depth == open.length) {
      open = newElements(depth * 2, open);
    }
  }

  private void attributes(XMLStreamReader in, OpenElement element, KnownPlaces siblings)
      throws SchemaMiss {
    DefaultAttributes all = defaults;
    List<DefaultAttributes.Default> missing =
        all == null ? List.of() : missing(all.of(orEmpty(in.getPrefix()), in.getLocalName()), in);
    int count = in.getAttributeCount();
    if (count == 0 && missing.isEmpty()) {
      return;
    }
    element.opened = true;
    events.open(element.place());
    siblings.restart();
    for (int i = 0; i < count; i++) {
      String local = in.getAttributeLocalName(i);
      String prefix = orEmpty(in.getAttributePrefix(i));
      String uri = prefix.isEmpty() ? "" : orEmpty(in.getAttributeNamespace(i));
      attribute(element, siblings, local, prefix, uri, in.getAttributeValue(i));
    }
    for (DefaultAttributes.Default one : missing) {
      String uri = one.prefix().isEmpty() ? "" : orEmpty(in.getNamespaceURI(one.prefix()));
      attribute(element, siblings, one.local(), one.prefix(), uri, one.value());
    }
  }

  private void startRoot(XMLStreamReader in) {
    stream.documentIsSettled();
    boolean html = in.getLocalName().equalsIgnoreCase("html");
    if (html && !orEmpty(in.getNamespaceURI()).equals(XHTML_URI)) {
      throw XmlFailures.html(records.name());
    }
  }

  private void declare(XMLStreamReader in) {
    scope = ++lastScope;
    for (int i = 0; i < in.getNamespaceCount(); i++) {
      names.declare(orEmpty(in.getNamespacePrefix(i)), orEmpty(in.getNamespaceURI(i)));
    }
  }

  /** Finds the place of the element that starts, which is not the one that was expected. */
  private int place(
      XMLStreamReader in, ShapeNode around, KnownPlaces siblings, @Nullable String name)
      throws SchemaMiss {
    String local = in.getLocalName();
    String prefix = orEmpty(in.getPrefix());
    String uri = orEmpty(in.getNamespaceURI());
    int number =
        name == null
            ? siblings.find(local, prefix, uri)
            : siblings.find(name, scope, local, prefix, uri);
    if (number >= 0) {
      events.occurs(siblings.place(number));
      return number;
    }
    ShapeNode place = newPlace(around, false, local, prefix, uri);
    return siblings.add(local, prefix, uri, place, facts(place));
  }

  private int facts(ShapeNode place) {
    return (events.leavesOut(place) ? LEFT_OUT : 0)
        | (events.wantsJson(place) ? JSON : 0)
        | (events.isRow(place) ? ROW : 0);
  }

  /** The default attributes that the parser did not add. */
  private static List<DefaultAttributes.Default> missing(
      List<DefaultAttributes.Default> all, XMLStreamReader in) {
    List<DefaultAttributes.Default> missing = new ArrayList<>(all);
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String local = in.getAttributeLocalName(i);
      String prefix = orEmpty(in.getAttributePrefix(i));
      missing.removeIf(one -> one.local().equals(local) && one.prefix().equals(prefix));
    }
    return missing;
  }

  private void attribute(
      OpenElement element,
      KnownPlaces siblings,
      String local,
      String prefix,
      String uri,
      String text)
      throws SchemaMiss {
    int number = siblings.find(local, prefix, uri);
    ShapeNode attribute;
    if (number < 0) {
      attribute = newPlace(element.place(), true, local, prefix, uri);
      siblings.add(local, prefix, uri, attribute, 0);
    } else {
      attribute = siblings.place(number);
      events.occurs(attribute);
    }
    int from = arena.size();
    arena.append(text);
    value(attribute, from, arena.size());
    if (!prefix.isEmpty()) {
      if (local.equals("space") && prefix.equals(XML_PREFIX)) {
        element.keepsSpace = text.equals("preserve");
      } else if (local.equals("nil") && uri.equals(XSI_URI)) {
        element.nil = text.equals("true") || text.equals("1");
      }
    }
  }

  /** Returns whether a part of the document was taken. */
  private boolean endElement() throws XMLStreamException, IOException, SchemaMiss {
    int d = depth - 1;
    OpenElement element = open[d];
    ShapeNode place = element.place();
    boolean noText = textFrom == arena.size() || endText(element, !element.parent);
    if (element.textLength() > 0) {
      int from = arena.size();
      element.moveText(arena);
      value(place, from, arena.size());
    } else if (noText && element.nil) {
      events.nothing(place);
    } else if (noText && !element.parent) {
      events.emptyText(place);
    }
    if (element.opened) {
      events.close(place);
    }
    depth = d;
    scope = element.scopeAround();
    textFrom = arena.size();
    if (learning) {
      records.sawElements(elementsBefore + elementCount);
    }
    if (d == 0) {
      endDocument();
      return true;
    }
    if (element.isRow() && held() - open[d - 1].rowStart() > heldBytes) {
      events.rowsSoFar();
      released += arena.size();
      arena.release();
      textFrom = 0;
      return true;
    }
    return stream.position() - partStart > partBytes;
  }

  /**
   * Ends the text before a tag. The text of an element without children is told; other text waits
   * for the rest of the element's text.
   *
   * @param whole whether it is all that the element holds
   * @return whether there is none
   */
  private boolean endText(OpenElement element, boolean whole) throws SchemaMiss {
    int from = textFrom;
    int to = arena.size();
    byte[] b = arena.bytes();
    if (!element.keepsSpace) {
      while (to > from && isSpace(b[to - 1])) {
        to--;
      }
      while (from < to && isSpace(b[from])) {
        from++;
      }
    } else if (!whole && isBlank(b, from, to)) {
      to = from; // between tags blanks are layout, even there
    }
    if (from == to) {
      arena.truncate(textFrom);
      return true;
    }
    if (whole) {
      value(element.place(), from, to);
      return false;
    }
    element.addText(b, from, to);
    arena.truncate(textFrom);
    checkSize(element.textLength());
    return false;
  }

  private void text(XMLStreamReader in) {
    if (depth == 0) {
      return;
    }
    char[] chars = in.getTextCharacters();
    int from = in.getTextStart();
    int length = in.getTextLength();
    if (arena.size() == textFrom && !open[depth - 1].keepsSpace) {
      int end = from + length;
      while (from < end && chars[from] <= ' ') {
        from++; // other characters below it are no XML
      }
      length = end - from;
    }
    while (length > TEXT_PIECE) {
      arena.append(chars, from, TEXT_PIECE);
      checkSize(arena.size());
      from += TEXT_PIECE;
      length -= TEXT_PIECE;
    }
    if (length > 0) {
      arena.append(chars, from, length);
    }
  }

  private void value(ShapeNode place, int from, int to) throws SchemaMiss {
    checkSize(to);
    events.value(place, ValueToken.TEXT, arena.bytes(), from, to);
  }

  private void checkSize(int size) {
    if (size > options.maxRowBytes()) {
      throw XmlFailures.rowTooLong(records.name(), line(), options.maxRowBytes());
    }
  }

  private ShapeNode newPlace(
      ShapeNode around, boolean attribute, String local, String prefix, String uri)
      throws SchemaMiss {
    int length = local.length() + prefix.length();
    if (length > options.maxNameLength()) {
      throw XmlFailures.nameTooLong(records.name(), line(), options.maxNameLength());
    }
    byte[] step = names.step(attribute, prefix, local, uri).getBytes(StandardCharsets.UTF_8);
    ShapeNode place = events.child(around, step, 0, step.length);
    if (place.id() > options.maxColumns() * 2L) {
      throw XmlFailures.tooManyColumns(records.name(), line(), options.maxColumns());
    }
    return place;
  }

  private void json(ShapeNode place, boolean keeps) throws XMLStreamException, SchemaMiss {
    SubtreeJson json = new SubtreeJson(reader(), stream, records, line(), depth);
    int from = arena.size();
    arena.append(json.read(keeps));
    elementCount += json.elements() - 1;
    boolean array = options.nested().arrays() == ArrayHandling.JSON_STRING && place.repeated();
    checkSize(arena.size());
    events.json(place, arena.bytes(), from, arena.size(), !array);
    textFrom = arena.size();
  }

  private void leaveOut(ScanLog log) throws XMLStreamException {
    log.count(
        "elements-left-out",
        1,
        "line " + line(),
        ScanLog.counted(
                "element beside the rows that were asked for is",
                "elements beside the rows that were asked for are")
            + " left out; the first is in "
            + ScanLog.FIRST);
    int open = 1;
    while (open > 0) {
      int event = reader().next();
      stream.tokenEnds();
      if (event == XMLStreamConstants.START_ELEMENT) {
        open++;
        if (open + depth > options.maxDepth()) {
          throw XmlFailures.tooDeep(records.name(), line(), options.maxDepth());
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open--;
      }
    }
    textFrom = arena.size();
  }

  private void endDocument() throws XMLStreamException, IOException, SchemaMiss {
    XMLStreamReader in = reader();
    XMLStreamReader2 parser = quick;
    long lines;
    long taken;
    if (parser != null) {
      taken = parser.getLocationInfo().getEndingByteOffset();
      lines = parser.getLocationInfo().getCurrentLocation().getLineNumber() - 1;
    } else {
      taken = stream.given();
      lines = in.getLocation().getLineNumber() - 1;
    }
    in.close();
    reader = null;
    quick = null;
    elementsBefore += elementCount;
    events.end();
    arena.release();
    stream.documentEnds(taken, lines);
  }

  private long held() {
    return released + arena.size() + elementCount * ELEMENT_BYTES;
  }

  private static OpenElement[] newElements(int length, OpenElement[] known) {
    OpenElement[] elements = Arrays.copyOf(known, length);
    for (int i = known.length; i < length; i++) {
      elements[i] = new OpenElement();
    }
    return elements;
  }

  private static boolean isSpace(byte b) {
    return (b & 0xff) <= ' '; // the other characters below it are no XML
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    for (int p = from; p < to; p++) {
      if (!isSpace(b[p])) {
        return false;
      }
    }
    return true;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** The line of the text that the parser is at. */
  private long line() {
    XMLStreamReader in = reader;
    return lineFrom + (in == null ? 1 : Math.max(1, in.getLocation().getLineNumber()));
  }

  private ForgeException undeclaredEntity() {
    String name = orEmpty(reader().getLocalName());
    return XmlFailures.malformed(
        records.name(), line(), 0, "the entity &" + name + "; is not declared in the document");
  }

  /** What the user is told of a failure of a parser, or of the stream beneath it. */
  private ForgeException failure(Exception e) throws IOException {
    for (Throwable cause = e; cause != null; cause = causeOf(cause)) {
      if (cause instanceof ForgeException ours) {
        return ours;
      }
      if (cause instanceof DocumentStream.TokenTooLong) {
        return XmlFailures.tokenTooLong(records.name(), line(), options.maxTokenBytes());
      }
      if (cause instanceof DocumentStream.TextBetweenDocuments) {
        return XmlFailures.textBetweenDocuments(records.name(), stream.linesBefore() + 1);
      }
      if (cause instanceof UndecodableBytes bytes) {
        return TextFailures.invalid(
            records.name(), "line " + bytes.line(), records.text().charset().name());
      }
      if (cause instanceof DocumentStream.InvalidBytes bytes) {
        long line = records.text().lineAt(bytes.offset(), (byte) '\n');
        return TextFailures.invalid(
            records.name(), "line " + line, records.text().charset().name());
      }
      if (cause instanceof XmlParsers.ExternalEntity) {
        return XmlFailures.externalEntity(records.name(), line());
      }
      if (cause instanceof java.io.CharConversionException) {
        continue;
      }
      if (cause instanceof IOException io) {
        throw io;
      }
    }
    if (records.looksLikeHtml()) {
      return XmlFailures.html(records.name());
    }
    XMLStreamException parse =
        e instanceof XMLStreamException stax
            ? stax
            : e.getCause() instanceof XMLStreamException inner ? inner : null;
    if (parse != null && XmlParsers.isExpansionLimit(parse)) {
      return XmlFailures.entityExpansion(records.name(), line(), options.maxEntityExpansion());
    }
    Location place = parse == null ? null : parse.getLocation();
    String reason = reason(e);
    long line = place == null ? line() : lineFrom + Math.max(1, place.getLineNumber());
    long column = place == null ? 0 : place.getColumnNumber();
    return XmlFailures.malformed(records.name(), line, column, reason);
  }

  /** What is behind a failure; the JDK's parser has its own place for it. */
  private static @Nullable Throwable causeOf(Throwable e) {
    Throwable nested = e instanceof XMLStreamException stax ? stax.getNestedException() : null;
    return nested == null || nested == e ? e.getCause() : nested;
  }

  /** The parser's words, without its own way to give the place. */
  private static String reason(Exception e) {
    String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip();
    message = message.replaceFirst("^ParseError at \\[row,col\\]:\\[\\d+,\\d+\\] Message: ", "");
    message = message.replaceFirst(" at \\[row,col \\{unknown-source\\}\\]: \\[\\d+,\\d+\\]$", "");
    return message.isEmpty() ? e.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
  }
}
