package io.pyforge.core.reader.xml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Attributes that a document type gives to elements that do not have them (XML 1.0, 3.3.2). The
 * JDK's parser (17) adds them only to elements that have another attribute.
 */
final class DefaultAttributes {
  /** An attribute, with its prefix as written. */
  record Default(String prefix, String local, String value) {}

  private static final Pattern LIST =
      Pattern.compile("<!ATTLIST\\s+([^\\s>]+)((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>");

  private static final Pattern ATTRIBUTE =
      Pattern.compile(
          "\\s+([^\\s\"'()]+)\\s+(?:NOTATION\\s*)?(?:\\([^)]*\\)|[A-Z]+)"
              + "\\s+(?:#REQUIRED|#IMPLIED|(?:#FIXED\\s+)?(?:\"([^\"]*)\"|'([^']*)'))");

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));");

  private static final Map<String, String> NAMED =
      Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'");

  private final Map<String, List<Default>> byElement = new HashMap<>();

  /**
   * @param internalSubset of a document type
   */
  DefaultAttributes(String internalSubset) {
    String text = internalSubset.replaceAll("(?s)<!--.*?-->", " ");
    Matcher list = LIST.matcher(text);
    while (list.find()) {
      Matcher attribute = ATTRIBUTE.matcher(list.group(2));
      while (attribute.find()) {
        String value = attribute.group(2) != null ? attribute.group(2) : attribute.group(3);
        String name = attribute.group(1);
        if (value != null && !name.equals("xmlns") && !name.startsWith("xmlns:")) {
          add(list.group(1), name, value);
        }
      }
    }
  }

  private void add(String element, String name, String value) {
    int colon = name.indexOf(':');
    List<Default> defaults = byElement.computeIfAbsent(element, e -> new ArrayList<>());
    String prefix = colon < 0 ? "" : name.substring(0, colon);
    String local = name.substring(colon + 1);
    if (defaults.stream().noneMatch(d -> d.prefix.equals(prefix) && d.local.equals(local))) {
      defaults.add(new Default(prefix, local, resolved(value))); // the first declaration holds
    }
  }

  /** Those of an element, whose name is as written. */
  List<Default> of(String prefix, String local) {
    if (byElement.isEmpty()) {
      return List.of();
    }
    return byElement.getOrDefault(prefix.isEmpty() ? local : prefix + ":" + local, List.of());
  }

  private static String resolved(String value) {
    return REFERENCE
        .matcher(value.replaceAll("[\\t\\r\\n]", " "))
        .replaceAll(
            match -> {
              String text =
                  match.group(3) != null
                      ? NAMED.get(match.group(3))
                      : character(match.group(1), match.group(2));
              return Matcher.quoteReplacement(text);
            });
  }

  private static String character(String hex, String decimal) {
    int code = hex != null ? Integer.parseInt(hex, 16) : Integer.parseInt(decimal);
    return Character.isValidCodePoint(code) ? Character.toString(code) : "";
  }
}
