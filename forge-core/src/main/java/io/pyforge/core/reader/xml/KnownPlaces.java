package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.ShapeNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places within one place that a walk has met, by name. The quick parser gives the same string
 * for the same name, and elements mostly come in the same order, so that a look at one entry is
 * usually enough.
 */
final class KnownPlaces {
  private static final int FEW = 12;

  /** What there is to know of an element's name; the last one found is kept. */
  private String[] names = new String[4];

  private long[] scopes = new long[4];
  private String[] locals = new String[4];
  private String[] prefixes = new String[4];
  private String[] uris = new String[4];
  private ShapeNode[] places = new ShapeNode[4];
  private int[] facts = new int[4];
  private @Nullable KnownPlaces[] within = new KnownPlaces[4];
  private @Nullable KnownPlaces[] attributes = new KnownPlaces[4];
  private int[] sameLocal = new int[4];
  private int count;
  private int next;
  private final Map<String, Integer> byLocal = new HashMap<>();

  /**
   * The number of a place by its whole name, or -1.
   *
   * @param scope of the namespaces in force, which with the name tells all
   */
  @SuppressWarnings("ReferenceEquality") // parsers intern names
  int find(String name, long scope) {
    int i = next;
    if (i < count && names[i] == name && scopes[i] == scope) {
      next = i + 1;
      return i;
    }
    i--;
    return i >= 0 && names[i] == name && scopes[i] == scope ? i : -1;
  }

  /** As {@link #find(String, long)}, by the parts of the name; remembered for the next time. */
  int find(String name, long scope, String local, String prefix, String uri) {
    int found = find(local, prefix, uri);
    if (found >= 0) {
      names[found] = name;
      scopes[found] = scope;
    }
    return found;
  }

  /** The number of a place by the parts of its name, or -1. */
  int find(String local, String prefix, String uri) {
    int hint = next;
    if (hint < count && is(hint, local, prefix, uri)) {
      next = hint + 1;
      return hint;
    }
    if (count <= FEW) {
      for (int i = 0; i < count; i++) {
        if (is(i, local, prefix, uri)) {
          next = i + 1;
          return i;
        }
      }
      return -1;
    }
    for (int i = byLocal.getOrDefault(local, -1); i >= 0; i = sameLocal[i]) {
      if (is(i, local, prefix, uri)) {
        next = i + 1;
        return i;
      }
    }
    return -1;
  }

  private boolean is(int i, String local, String prefix, String uri) {
    return same(locals[i], local) && same(uris[i], uri) && same(prefixes[i], prefix);
  }

  @SuppressWarnings("ReferenceEquality") // the usual case, and quick
  private static boolean same(String one, String other) {
    return one == other || one.equals(other);
  }

  ShapeNode place(int number) {
    return places[number];
  }

  /** What was noted of a place. */
  int facts(int number) {
    return facts[number];
  }

  /** The places within a place. */
  KnownPlaces within(int number) {
    KnownPlaces found = within[number];
    if (found == null) {
      found = new KnownPlaces();
      within[number] = found;
    }
    return found;
  }

  /** The attributes of a place. */
  KnownPlaces attributes(int number) {
    KnownPlaces found = attributes[number];
    if (found == null) {
      found = new KnownPlaces();
      attributes[number] = found;
    }
    return found;
  }

  /** Starts an occurrence of the place around, whose first child probably comes next. */
  void restart() {
    next = 0;
  }

  /**
   * Adds a place.
   *
   * @param known what to note of it
   * @return its number
   */
  int add(String local, String prefix, String uri, ShapeNode place, int known) {
    int added = count;
    if (added == places.length) {
      int length = added * 2;
      names = Arrays.copyOf(names, length);
      scopes = Arrays.copyOf(scopes, length);
      locals = Arrays.copyOf(locals, length);
      prefixes = Arrays.copyOf(prefixes, length);
      uris = Arrays.copyOf(uris, length);
      places = Arrays.copyOf(places, length);
      facts = Arrays.copyOf(facts, length);
      within = Arrays.copyOf(within, length);
      attributes = Arrays.copyOf(attributes, length);
      sameLocal = Arrays.copyOf(sameLocal, length);
    }
    names[added] = "";
    locals[added] = local;
    prefixes[added] = prefix;
    uris[added] = uri;
    places[added] = place;
    facts[added] = known;
    Integer before = byLocal.put(local, added);
    sameLocal[added] = before == null ? -1 : before;
    count++;
    next = count;
    return added;
  }
}
