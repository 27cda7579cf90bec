package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.ShapeNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The places within one place that a walk has met, by name. Names are compared by identity first:
 * parsers give the same string for the same name, and elements mostly come in the same order.
 */
final class KnownPlaces {
  private static final int FEW = 12;

  private String[] locals = new String[4];
  private String[] prefixes = new String[4];
  private String[] uris = new String[4];
  private ShapeNode[] places = new ShapeNode[4];
  private int[] sameLocal = new int[4];
  private int count;
  private int next;
  private final Map<String, Integer> byLocal = new HashMap<>();

  /** The place of a name, or null. */
  @Nullable ShapeNode find(String local, String prefix, String uri) {
    int hint = next;
    if (hint < count && is(hint, local, prefix, uri)) {
      next = hint + 1;
      return places[hint];
    }
    return search(local, prefix, uri);
  }

  private @Nullable ShapeNode search(String local, String prefix, String uri) {
    if (next > 0 && is(next - 1, local, prefix, uri)) {
      return places[next - 1]; // one that repeats
    }
    if (count <= FEW) {
      for (int i = 0; i < count; i++) {
        if (is(i, local, prefix, uri)) {
          next = i + 1;
          return places[i];
        }
      }
      return null;
    }
    for (int i = byLocal.getOrDefault(local, -1); i >= 0; i = sameLocal[i]) {
      if (is(i, local, prefix, uri)) {
        next = i + 1;
        return places[i];
      }
    }
    return null;
  }

  private boolean is(int i, String local, String prefix, String uri) {
    return same(locals[i], local) && same(uris[i], uri) && same(prefixes[i], prefix);
  }

  @SuppressWarnings("ReferenceEquality") // the usual case, and quick
  private static boolean same(String one, String other) {
    return one == other || one.equals(other);
  }

  /** Starts an occurrence of the place around, whose first child probably comes next. */
  void restart() {
    next = 0;
  }

  void add(String local, String prefix, String uri, ShapeNode place) {
    if (count == places.length) {
      locals = Arrays.copyOf(locals, count * 2);
      prefixes = Arrays.copyOf(prefixes, count * 2);
      uris = Arrays.copyOf(uris, count * 2);
      places = Arrays.copyOf(places, count * 2);
      sameLocal = Arrays.copyOf(sameLocal, count * 2);
    }
    locals[count] = local;
    prefixes[count] = prefix;
    uris[count] = uri;
    places[count] = place;
    Integer before = byLocal.put(local, count);
    sameLocal[count] = before == null ? -1 : before;
    next = ++count;
  }
}
