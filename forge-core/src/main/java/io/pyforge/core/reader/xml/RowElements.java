package io.pyforge.core.reader.xml;

import io.pyforge.core.nested.PathNames;
import io.pyforge.core.nested.RowPlaces;
import io.pyforge.core.nested.ShapeNode;
import io.pyforge.core.reader.xml.XmlOptions.Strategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which elements are rows: those that the user named, else on each way down from the root the first
 * one that repeats or is named as one of a list, else the root.
 */
final class RowElements implements RowPlaces {
  private final Optional<String> tag;
  private final Optional<RowPath> path;
  private final boolean moderate;
  private final XmlNames names;

  RowElements(XmlOptions options, XmlNames names) {
    tag = options.rowTag();
    path = options.rowPath();
    moderate = options.strategy() == Strategy.MODERATE;
    this.names = names;
  }

  /**
   * Whether what is within a row may be kept as JSON unseen, so that a row that is only one for
   * lack of others has to be certain.
   */
  boolean hidesRepetition() {
    return moderate && !named();
  }

  /** Whether a row is one only because no element repeats. */
  boolean isLastResort(ShapeNode row) {
    return !row.repeated() && !isListItem(row);
  }

  /** Whether the user named them. */
  boolean named() {
    return tag.isPresent() || path.isPresent();
  }

  @Override
  public boolean isRow(ShapeNode place) {
    ShapeNode around = place.parent();
    if (around == null) {
      return false;
    }
    if (tag.isPresent()) {
      return names.isNamed(place, tag.get());
    }
    if (path.isPresent()) {
      return isAt(place, path.get().steps());
    }
    if (place.repeated() || isListItem(place)) {
      return true;
    }
    boolean root = around.parent() == null && names.isElement(place);
    return root && !place.anyRepeated() && !holdsListItem(place);
  }

  /**
   * Whether a place is named as one of what the place around it is named as many of: {@code order}
   * in {@code orders}. A list is one whether it holds two today or one.
   */
  private boolean isListItem(ShapeNode place) {
    ShapeNode around = place.parent();
    if (around == null || around.parent() == null || !names.isElement(place)) {
      return false;
    }
    String many = names.local(around);
    String one = names.local(place);
    return !one.isEmpty()
        && (many.equals(one + "s")
            || many.equals(one + "es")
            || many.equals(one + "list")
            || many.equals(one + "_list")
            || one.endsWith("y") && many.equals(one.substring(0, one.length() - 1) + "ies"));
  }

  private boolean holdsListItem(ShapeNode place) {
    for (ShapeNode child : place.children()) {
      if (isListItem(child) || holdsListItem(child)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(ShapeNode place, List<String> steps) {
    ShapeNode node = place;
    for (int i = steps.size() - 1; i >= 0; i--) {
      ShapeNode around = node.parent();
      if (around == null) {
        return false;
      }
      String step = steps.get(i);
      boolean any = step.equals(RowPath.ANY) && !node.step().startsWith(PathNames.ATTRIBUTE);
      if (!any && !names.isNamed(node, step)) {
        return false;
      }
      node = around;
    }
    return node.parent() == null;
  }

  @Override
  public boolean isLeftOut(ShapeNode place) {
    return named() && place.repeated() && !leadsToRow(place);
  }

  private boolean leadsToRow(ShapeNode place) {
    for (ShapeNode child : place.children()) {
      if (isRow(child) || leadsToRow(child)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean isKeptWhole(ShapeNode place) {
    if (!moderate || place.parent() == null || place.parent() != rowOf(place)) {
      return false;
    }
    for (ShapeNode child : place.children()) {
      if (!child.step().startsWith(PathNames.ATTRIBUTE)) {
        return true;
      }
    }
    return false;
  }

  /** The row that a place is, or lies in; null when there is none. */
  @Nullable ShapeNode rowOf(ShapeNode place) {
    ShapeNode row = null;
    for (ShapeNode node = place; node != null; node = node.parent()) {
      if (isRow(node)) {
        row = node;
      }
    }
    return row;
  }

  /** The elements that are rows, by their first appearance. */
  List<ShapeNode> in(ShapeNode top) {
    List<ShapeNode> rows = new ArrayList<>();
    find(top, rows);
    return rows;
  }

  private void find(ShapeNode place, List<ShapeNode> rows) {
    for (ShapeNode child : place.children()) {
      if (isRow(child)) {
        rows.add(child);
      } else {
        find(child, rows);
      }
    }
  }
}
