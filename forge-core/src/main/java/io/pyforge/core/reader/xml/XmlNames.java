package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.PathNames;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.core.reader.xml.XmlOptions.Namespaces;
import io.pyforge.core.reader.xml.XmlOptions.Strategy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of elements and attributes: as steps, which two names share only if they are the same, and
 * as users see them. A step is the shown name (less what only the URI tells), and behind a {@link
 * #MARK} the namespace's URI if there is one.
 *
 * <p>Learns prefixes and namespaces from walks, which come one after the other.
 */
final class XmlNames implements PathNames {
  /** No XML text holds it. */
  private static final char MARK = '\0';

  /** The step of a document's number. */
  static final byte[] DOCUMENT_ID = (MARK + "_document_id").getBytes(StandardCharsets.UTF_8);

  private static final String XML_URI = "http://www.w3.org/XML/1998/namespace";
  private static final int PREFIX_LETTERS = 3;
  private static final int MAX_SHOWN_NAMESPACES = 100;

  private final Namespaces handling;
  private final boolean moderate;
  private final RowElements rows;
  private final Map<String, String> prefixes = new HashMap<>();
  private final Set<String> takenPrefixes = new HashSet<>();
  private final Map<String, String> written = new HashMap<>();
  private final Map<String, String> declared = new LinkedHashMap<>();

  XmlNames(XmlOptions options) {
    handling = options.namespaces();
    moderate = options.strategy() == Strategy.MODERATE;
    rows = new RowElements(options, this);
  }

  /** Which elements are rows. */
  RowElements rows() {
    return rows;
  }

  /** Takes note of a declaration of a namespace. */
  void declare(String prefix, String uri) {
    if (declared.size() < MAX_SHOWN_NAMESPACES) {
      declared.putIfAbsent(prefix, uri);
    }
  }

  /** The namespaces declared so far, as {@code prefix=uri}, the default one as {@code =uri}. */
  List<String> declared() {
    return declared.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  /**
   * The step of a name.
   *
   * @param prefix empty when there is none; likewise {@code uri}
   */
  String step(boolean attribute, String prefix, String local, String uri) {
    String full = prefix.isEmpty() ? local : prefix + ":" + local;
    String shown = handling == Namespaces.PRESERVE ? full : local;
    String step = (attribute ? ATTRIBUTE : "") + shown + (uri.isEmpty() ? "" : MARK + uri);
    written.putIfAbsent(step, full);
    if (handling == Namespaces.PREFIX && !uri.isEmpty()) {
      prefixes.computeIfAbsent(uri, this::newPrefix);
    }
    return step;
  }

  /** First letters of the last part of the URI that has any, with a number if need be. */
  private String newPrefix(String uri) {
    String prefix = uri.equals(XML_URI) ? "xml" : "ns";
    String[] parts = uri.split("[/#:?]");
    for (int i = parts.length - 1; i >= 0 && prefix.equals("ns"); i--) {
      String letters = parts[i].replaceAll("[^\\p{L}\\p{N}_-]", "");
      if (!letters.isEmpty() && Character.isLetter(letters.charAt(0))) {
        prefix = letters.substring(0, Math.min(PREFIX_LETTERS, letters.length()));
      }
    }
    String unique = prefix;
    for (int i = 2; !takenPrefixes.add(unique.toLowerCase(Locale.ROOT)); i++) {
      unique = prefix + i;
    }
    return unique;
  }

  /** How users see a step. */
  String shown(String step) {
    int mark = step.indexOf(MARK);
    if (mark < 0) {
      return step;
    }
    if (mark == 0) {
      return step.substring(1);
    }
    String name = step.substring(0, mark);
    if (handling != Namespaces.PREFIX) {
      return name;
    }
    String prefix = prefixes.getOrDefault(step.substring(mark + 1), "ns");
    return name.startsWith(ATTRIBUTE)
        ? ATTRIBUTE + prefix + "_" + name.substring(1)
        : prefix + "_" + name;
  }

  /** The name of an element without prefix, in lower case. */
  String local(ShapeNode place) {
    String full = written.getOrDefault(place.step(), "");
    return full.substring(full.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  /** Whether a place is an element of that name, with or without its prefix as written. */
  boolean isNamed(ShapeNode place, String name) {
    String full = written.get(place.step());
    return full != null
        && !place.step().startsWith(ATTRIBUTE)
        && (full.equals(name) || full.substring(full.indexOf(':') + 1).equals(name));
  }

  /** Whether a place is an element, rather than an attribute or the number of a document. */
  boolean isElement(ShapeNode place) {
    return !isAttribute(place) && place.step().indexOf(MARK) != 0;
  }

  @Override
  public String column(ShapeNode table, ShapeNode place) {
    return column(table, place, Map.of());
  }

  @Override
  public String column(ShapeNode table, ShapeNode place, Map<ShapeNode, Integer> numbers) {
    ShapeNode around = table.parent();
    if (moderate) {
      ShapeNode row = rows.rowOf(place);
      if (row != null) {
        boolean own = place == row || place.parent() == row && isAttribute(place);
        return path(own ? row.parent() : row, place, numbers);
      }
    }
    return path(around, place, numbers);
  }

  @Override
  public String table(ShapeNode place) {
    ShapeNode root = place;
    for (ShapeNode node = place; node.parent() != null; node = node.parent()) {
      root = node;
    }
    return path(place == root ? null : root, place, Map.of());
  }

  private static boolean isAttribute(ShapeNode place) {
    return place.step().startsWith(ATTRIBUTE);
  }

  /** The steps from one place to another, joined by underscores. */
  private String path(@Nullable ShapeNode from, ShapeNode to, Map<ShapeNode, Integer> numbers) {
    Deque<String> steps = new ArrayDeque<>();
    for (ShapeNode node = to; node != null && node != from; node = node.parent()) {
      if (!node.step().isEmpty()) {
        Integer number = numbers.get(node);
        steps.addFirst(shown(node.step()) + (number == null ? "" : "_" + number));
      }
    }
    StringBuilder path = new StringBuilder();
    for (String step : steps) {
      if (path.length() > 0 && !step.startsWith(ATTRIBUTE)) {
        path.append('_');
      }
      path.append(step);
    }
    return path.toString();
  }

  /** The names of the elements from the root to a place, with slashes. */
  String pathOf(ShapeNode place) {
    StringBuilder path = new StringBuilder();
    for (ShapeNode node = place; node.parent() != null; node = node.parent()) {
      path.insert(0, "/" + written.getOrDefault(node.step(), shown(node.step())));
    }
    return path.toString();
  }
}
