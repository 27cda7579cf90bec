package io.pyforge.core.reader.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Attributes that a document type gives to elements that do not have them (XML 1.0, 3.3.2). The
 * JDK's parser (17) adds them only to elements that have another attribute.
 */
final class DefaultAttributes {
  /** An attribute, with its prefix as written. */
  record Default(String prefix, String local, String value) {}

  private static final String COMMENT_START = "<!--";
  private static final String LIST_START = "<!ATTLIST";
  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private final Map<String, List<Default>> byElement = new HashMap<>();
  private final String text;
  private int at;

  /**
   * @param internalSubset of a document type
   */
  DefaultAttributes(String internalSubset) {
    text = internalSubset;
    while (at < text.length()) {
      if (text.startsWith(COMMENT_START, at)) {
        skipPast("-->");
      } else if (text.startsWith(LIST_START, at)) {
        at += LIST_START.length();
        list();
      } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
        literal();
      } else {
        at++;
      }
    }
  }

  /** Those of an element, whose name is as written. */
  List<Default> of(String prefix, String local) {
    return byElement.getOrDefault(prefix.isEmpty() ? local : prefix + ":" + local, List.of());
  }

  /** Reads a list: an element, and for each attribute its name, type and default. */
  private void list() {
    String element = token();
    String name = "";
    for (String token = token(); !token.equals(">") && !token.isEmpty(); token = token()) {
      char first = token.charAt(0);
      if (first == '"' || first == '\'') {
        add(element, name, token.substring(1, token.length() - 1));
        name = "";
      } else if (token.equals("#REQUIRED") || token.equals("#IMPLIED")) {
        name = "";
      } else if (name.isEmpty()) {
        name = token;
      }
    }
  }

  /**
   * The next literal with its quotes, group in parentheses, {@code >}, or word; empty at the end.
   */
  private String token() {
    while (at < text.length() && text.charAt(at) <= ' ') {
      at++;
    }
    if (at == text.length()) {
      return "";
    }
    int from = at;
    char first = text.charAt(at);
    if (first == '"' || first == '\'') {
      literal();
    } else if (first == '(') {
      skipPast(")");
    } else if (first == '>') {
      at++;
    } else {
      while (at < text.length() && text.charAt(at) > ' ' && "\"'(>".indexOf(text.charAt(at)) < 0) {
        at++;
      }
    }
    return text.substring(from, at);
  }

  private void literal() {
    String quote = text.substring(at, at + 1);
    at++;
    skipPast(quote);
  }

  private void skipPast(String mark) {
    int found = text.indexOf(mark, at);
    at = found < 0 ? text.length() : found + mark.length();
  }

  private void add(String element, String name, String value) {
    if (name.isEmpty() || name.equals("xmlns") || name.startsWith("xmlns:")) {
      return;
    }
    int colon = name.indexOf(':');
    String prefix = colon < 0 ? "" : name.substring(0, colon);
    String local = name.substring(colon + 1);
    List<Default> defaults = byElement.computeIfAbsent(element, e -> new ArrayList<>());
    if (defaults.stream().noneMatch(d -> d.prefix.equals(prefix) && d.local.equals(local))) {
      defaults.add(new Default(prefix, local, resolved(value))); // the first declaration holds
    }
  }

  /** The value of a literal: line ends are blanks, and references to characters are these. */
  private static String resolved(String literal) {
    StringBuilder value = new StringBuilder();
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      int end = c == '&' ? literal.indexOf(';', i) : -1;
      String character = end < 0 ? "" : character(literal.substring(i + 1, end));
      if (!character.isEmpty()) {
        value.append(character);
        i = end;
      } else {
        value.append(c < ' ' ? ' ' : c);
      }
    }
    return value.toString();
  }

  /** What a reference stands for; empty when that is not known here. */
  private static String character(String reference) {
    if (!reference.startsWith("#")) {
      return NAMED.getOrDefault(reference, "");
    }
    try {
      int code =
          reference.startsWith("#x")
              ? Integer.parseInt(reference.substring(2), 16)
              : Integer.parseInt(reference.substring(1));
      return Character.isValidCodePoint(code) ? Character.toString(code) : "";
    } catch (NumberFormatException e) {
      return ""; // stays as it is written
    }
  }
}
