package io.pyforge.core.nested;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All places that records have, as a tree. Learning from different parts of an input and merging
 * gives the same shape in any order, because places are sorted by where they first appear.
 */
public final class Shape {
  /** Places that a shape may have: each becomes a column, which takes some kilobytes. */
  static final int MAX_NODES = 32 * 1024;

  private final List<ShapeNode> nodes = new ArrayList<>();
  private final ShapeNode top;
  private boolean repeats;

  /** A shape that knows only the top. */
  public Shape() {
    top = newNode(null, new byte[0], 0, 0);
  }

  /** The top of the records. */
  public ShapeNode top() {
    return top;
  }

  /** All places. */
  List<ShapeNode> nodes() {
    return List.copyOf(nodes);
  }

  /** Whether any place is repeated. */
  boolean repeats() {
    return repeats;
  }

  void markRepeats() {
    repeats = true;
  }

  /** Places so far. */
  int size() {
    return nodes.size();
  }

  ShapeNode newNode(@Nullable ShapeNode parent, byte[] key, long record, int order) {
    if (nodes.size() >= MAX_NODES) {
      throw new TooManyPlaces();
    }
    ShapeNode node = new ShapeNode(this, nodes.size(), parent, key, record, order);
    nodes.add(node);
    return node;
  }

  /** Takes in what another shape knows. */
  synchronized void merge(Shape other) {
    merge(top, other.top);
  }

  private static void merge(ShapeNode into, ShapeNode from) {
    if (from.repeated()) {
      into.markRepeated();
    }
    if (from.duplicated()) {
      into.markDuplicated();
    }
    if (from.valued()) {
      into.markValued();
    }
    into.markOccurrences(from.mostOccurrences());
    into.evidence().merge(from.evidence());
    for (ShapeNode child : from.children()) {
      byte[] key = child.key();
      merge(into.ensureChild(key, 0, key.length, child.firstRecord(), child.firstOrder()), child);
    }
  }

  /** More than {@link #MAX_NODES}; the reader says where. */
  static final class TooManyPlaces extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManyPlaces() {
      super("more than " + MAX_NODES + " places", null, false, false);
    }
  }
}
