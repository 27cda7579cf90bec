package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines of a page after those were joined that are drawn in pieces, or twice side by side. */
final class RulingSet {
  /** Lines this close are one. */
  static final float SNAP = 2.6f;

  /** Pieces of a line may be this far apart. */
  private static final float JOIN_GAP = 3f;

  /** Shorter ones mark or underline something, and limit no cell. */
  private static final float MIN_LENGTH = 5f;

  private final List<Ruling> horizontals;
  private final List<Ruling> verticals;

  private RulingSet(List<Ruling> horizontals, List<Ruling> verticals) {
    this.horizontals = horizontals;
    this.verticals = verticals;
  }

  static RulingSet of(List<Ruling> rulings) {
    return new RulingSet(joined(rulings, true), joined(rulings, false));
  }

  List<Ruling> horizontals() {
    return horizontals;
  }

  List<Ruling> verticals() {
    return verticals;
  }

  private static List<Ruling> joined(List<Ruling> rulings, boolean horizontal) {
    List<Ruling> sorted =
        new ArrayList<>(rulings.stream().filter(r -> r.horizontal() == horizontal).toList());
    sorted.sort(Comparator.comparingDouble(Ruling::at));
    List<Ruling> result = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= sorted.size(); to++) {
      // A group never grows wider than one snap, so that rows of thin stripes stay apart.
      if (to == sorted.size() || sorted.get(to).at() - sorted.get(from).at() > SNAP) {
        join(sorted.subList(from, to), horizontal, result);
        from = to;
      }
    }
    result.removeIf(ruling -> ruling.length() < MIN_LENGTH);
    return result;
  }

  private static void join(List<Ruling> group, boolean horizontal, List<Ruling> result) {
    List<Ruling> sorted = new ArrayList<>(group);
    sorted.sort(Comparator.comparingDouble(Ruling::from));
    float sum = 0;
    int count = 0;
    float from = 0;
    float to = 0;
    for (Ruling ruling : sorted) {
      if (count > 0 && ruling.from() > to + JOIN_GAP) {
        result.add(new Ruling(horizontal, sum / count, from, to));
        count = 0;
        sum = 0;
      }
      from = count == 0 ? ruling.from() : from;
      to = count == 0 ? ruling.to() : Math.max(to, ruling.to());
      sum += ruling.at();
      count++;
    }
    if (count > 0) {
      result.add(new Ruling(horizontal, sum / count, from, to));
    }
  }

  /** The lines in groups that hang together, each of which may be the frame of a table. */
  List<RulingSet> connected() {
    int count = horizontals.size() + verticals.size();
    int[] parent = new int[count];
    for (int i = 0; i < count; i++) {
      parent[i] = i;
    }
    for (int h = 0; h < horizontals.size(); h++) {
      Ruling across = horizontals.get(h);
      for (int v = 0; v < verticals.size(); v++) {
        if (meet(across, verticals.get(v))) {
          parent[root(parent, h)] = root(parent, horizontals.size() + v);
        }
      }
    }
    List<RulingSet> groups = new ArrayList<>();
    int[] groupOf = new int[count];
    java.util.Arrays.fill(groupOf, -1);
    for (int i = 0; i < count; i++) {
      int root = root(parent, i);
      if (groupOf[root] < 0) {
        groupOf[root] = groups.size();
        groups.add(new RulingSet(new ArrayList<>(), new ArrayList<>()));
      }
      RulingSet group = groups.get(groupOf[root]);
      if (i < horizontals.size()) {
        group.horizontals.add(horizontals.get(i));
      } else {
        group.verticals.add(verticals.get(i - horizontals.size()));
      }
    }
    return groups;
  }

  private static int root(int[] parent, int index) {
    int at = index;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  private static boolean meet(Ruling across, Ruling down) {
    float slack = JOIN_GAP;
    return down.at() >= across.from() - slack
        && down.at() <= across.to() + slack
        && across.at() >= down.from() - slack
        && across.at() <= down.to() + slack;
  }

  /** What they cover together. */
  Box box() {
    float left = Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (Ruling ruling : horizontals) {
      left = Math.min(left, ruling.from());
      right = Math.max(right, ruling.to());
      top = Math.min(top, ruling.at());
      bottom = Math.max(bottom, ruling.at());
    }
    for (Ruling ruling : verticals) {
      left = Math.min(left, ruling.at());
      right = Math.max(right, ruling.at());
      top = Math.min(top, ruling.from());
      bottom = Math.max(bottom, ruling.to());
    }
    return new Box(left, top, right, bottom);
  }
}
