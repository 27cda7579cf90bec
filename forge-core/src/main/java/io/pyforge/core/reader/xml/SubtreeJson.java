package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.PathNames;
import io.pyforge.spi.error.ForgeException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an element as JSON: {@code <line n="1"><sku>S1</sku></line>} is {@code
 * {"@n":"1","sku":"S1"}}.
 *
 * <ul>
 *   <li>an element with nothing but text is a string
 *   <li>any other is an object of its attributes ({@code @name}), its own text ({@code #text}, if
 *       there is any), and its children by name, in the order of their first appearance
 *   <li>children of one name are an array where there are several
 * </ul>
 */
final class SubtreeJson {
  private static final String OWN_TEXT = "#text";

  private final XMLStreamReader in;
  private final DocumentStream stream;
  private final XmlRecords records;
  private final XmlNames names;
  private final long line;
  private final int depthAround;
  private long size;
  private long elements;

  /**
   * @param in at the element's start
   * @param line for messages
   * @param depthAround elements around it
   */
  SubtreeJson(
      XMLStreamReader in, DocumentStream stream, XmlRecords records, long line, int depthAround) {
    this.in = in;
    this.stream = stream;
    this.records = records;
    this.line = line;
    this.depthAround = depthAround;
    names = records.names();
  }

  /** A member of an object while it is gathered: how many values, and their JSON. */
  private static final class Member {
    final String name;
    final StringBuilder values = new StringBuilder();
    int count;

    Member(String name) {
      this.name = name;
    }

    void add(CharSequence json) {
      if (count++ > 0) {
        values.append(',');
      }
      values.append(json);
    }
  }

  /** Reads to the element's end. */
  CharSequence read(boolean keepsSpace) throws XMLStreamException {
    return element(1, keepsSpace);
  }

  /** Elements that were read, the outermost among them. */
  long elements() {
    return elements;
  }

  private CharSequence element(int level, boolean keepsSpaceAround) throws XMLStreamException {
    elements++;
    if (level + depthAround > records.options().maxDepth()) {
      throw tooDeep();
    }
    Map<String, Member> members = new LinkedHashMap<>();
    Set<String> shown = new HashSet<>();
    boolean keepsSpace = keepsSpaceAround;
    for (int i = 0; i < in.getAttributeCount(); i++) {
      String prefix = orEmpty(in.getAttributePrefix(i));
      String local = in.getAttributeLocalName(i);
      String value = in.getAttributeValue(i);
      String uri = prefix.isEmpty() ? "" : orEmpty(in.getAttributeNamespace(i));
      member(members, shown, true, prefix, local, uri).add(string(value));
      if (prefix.equals("xml") && local.equals("space")) {
        keepsSpace = value.equals("preserve");
      }
    }
    boolean attributes = !members.isEmpty();
    boolean children = false;
    StringBuilder own = new StringBuilder();
    StringBuilder run = new StringBuilder();
    while (true) {
      int event = in.next();
      stream.tokenEnds();
      switch (event) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE ->
            run.append(in.getTextCharacters(), in.getTextStart(), in.getTextLength());
        case XMLStreamConstants.START_ELEMENT -> {
          children = true;
          take(run, own, keepsSpace, false);
          String prefix = orEmpty(in.getPrefix());
          String uri = orEmpty(in.getNamespaceURI());
          for (int i = 0; i < in.getNamespaceCount(); i++) {
            names.declare(orEmpty(in.getNamespacePrefix(i)), orEmpty(in.getNamespaceURI(i)));
          }
          Member member = member(members, shown, false, prefix, in.getLocalName(), uri);
          CharSequence value = element(level + 1, keepsSpace);
          member.add(value);
          checkSize(value.length());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          take(run, own, keepsSpace, !children);
          return !attributes && !children ? string(own) : object(members, own);
        }
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw XmlFailures.malformed(
                records.name(), line, 0, "an entity is not declared in the document");
        default -> {
          // Comments and processing instructions are no data.
        }
      }
    }
  }

  private ForgeException tooDeep() {
    return XmlFailures.tooDeep(records.name(), line, records.options().maxDepth());
  }

  private void checkSize(int more) {
    size += more;
    long limit = records.options().maxRowBytes();
    if (size > limit) {
      throw XmlFailures.rowTooLong(records.name(), line, limit);
    }
  }

  private Member member(
      Map<String, Member> members,
      Set<String> shown,
      boolean attribute,
      String prefix,
      String local,
      String uri) {
    if (prefix.length() + local.length() > records.options().maxNameLength()) {
      throw XmlFailures.nameTooLong(records.name(), line, records.options().maxNameLength());
    }
    String step = names.step(attribute, prefix, local, uri);
    Member known = members.get(step);
    if (known != null) {
      return known;
    }
    String name = names.shown(step);
    String unique = name;
    for (int i = 2; !shown.add(unique); i++) {
      unique = name + "_" + i;
    }
    Member added = new Member(unique);
    members.put(step, added);
    return added;
  }

  /** Moves the text before a tag behind the element's text before it. */
  private void take(StringBuilder run, StringBuilder own, boolean keepsSpace, boolean whole) {
    String text = run.toString();
    run.setLength(0);
    String stripped = strip(text);
    if (stripped.isEmpty() && !(keepsSpace && whole)) {
      return;
    }
    if (own.length() > 0) {
      own.append(' ');
    }
    own.append(keepsSpace ? text : stripped);
    checkSize(text.length());
  }

  private static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    return text.substring(from, to);
  }

  private static CharSequence object(Map<String, Member> members, StringBuilder own) {
    StringBuilder json = new StringBuilder("{");
    boolean textDue = own.length() > 0;
    for (Member member : members.values()) {
      if (textDue && !member.name.startsWith(PathNames.ATTRIBUTE)) {
        separate(json).append(string(OWN_TEXT)).append(':').append(string(own));
        textDue = false;
      }
      separate(json).append(string(member.name)).append(':');
      if (member.count > 1) {
        json.append('[').append(member.values).append(']');
      } else {
        json.append(member.values);
      }
    }
    if (textDue) {
      separate(json).append(string(OWN_TEXT)).append(':').append(string(own));
    }
    return json.append('}');
  }

  private static StringBuilder separate(StringBuilder json) {
    return json.length() > 1 ? json.append(',') : json;
  }

  private static StringBuilder string(CharSequence text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append(String.format("\\u%04x", (int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"');
  }

  private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
    return text == null ? "" : text;
  }
}
