package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The columns that lines leave room between: where nearly no line has text is a gap.
 *
 * @param from the x where the text of each column begins
 * @param to where it ends
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ColumnSet(float[] from, float[] to) {
  /** Part of the lines that may reach into a gap, such as headings over several columns. */
  private static final float TOLERANCE = 0.15f;

  /** Below this number of lines none may. */
  private static final int MIN_TOLERANT = 6;

  /** Narrower gaps, in font sizes, are none. */
  private static final float MIN_GAP = 0.3f;

  /** Part of the lines that must have text in a column. */
  private static final float MIN_USE = 0.12f;

  /** Points of x are looked at in steps of this size. */
  private static final float STEP = 0.5f;

  private static final int MAX_STEPS = 40_000;

  /** The columns of lines of which some have several parts; empty if there are not two. */
  static Optional<ColumnSet> of(List<AlignedLine> lines) {
    List<AlignedLine> several = lines.stream().filter(AlignedLine::several).toList();
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float size = 0;
    for (AlignedLine line : several) {
      left = Math.min(left, line.line().box().left());
      right = Math.max(right, line.line().box().right());
      size += line.line().size();
    }
    size /= Math.max(1, several.size());
    int steps = (int) ((right - left) / STEP) + 2;
    if (several.isEmpty() || steps > MAX_STEPS) {
      return Optional.empty();
    }
    int[] used = new int[steps];
    for (AlignedLine line : several) {
      for (TextLine part : line.parts()) {
        int first = Math.max(0, (int) ((part.box().left() - left) / STEP));
        int last = Math.min(steps - 1, (int) ((part.box().right() - left) / STEP));
        for (int i = first; i <= last; i++) {
          used[i]++;
        }
      }
    }
    int tolerated = several.size() < MIN_TOLERANT ? 0 : (int) (TOLERANCE * several.size());
    List<float[]> columns = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= steps; i++) {
      boolean text = i < steps && used[i] > tolerated;
      if (text && start < 0) {
        start = i;
      } else if (!text && start >= 0) {
        columns.add(new float[] {left + start * STEP, left + i * STEP});
        start = -1;
      }
    }
    return merged(columns, several, MIN_GAP * size);
  }

  /** Joins columns with hardly a gap between them, and drops those that hardly any line has. */
  private static Optional<ColumnSet> merged(
      List<float[]> columns, List<AlignedLine> lines, float minGap) {
    List<float[]> result = new ArrayList<>();
    for (float[] column : columns) {
      float[] before = result.isEmpty() ? null : result.get(result.size() - 1);
      if (before != null && column[0] - before[1] < minGap) {
        before[1] = column[1];
      } else {
        result.add(column);
      }
    }
    int minUse = Math.max(1, Math.round(MIN_USE * lines.size()));
    result.removeIf(column -> uses(lines, column) < minUse);
    if (result.size() < 2) {
      return Optional.empty();
    }
    float[] from = new float[result.size()];
    float[] to = new float[result.size()];
    for (int i = 0; i < from.length; i++) {
      from[i] = result.get(i)[0];
      to[i] = result.get(i)[1];
    }
    return Optional.of(new ColumnSet(from, to));
  }

  private static int uses(List<AlignedLine> lines, float[] column) {
    int uses = 0;
    for (AlignedLine line : lines) {
      boolean any =
          line.parts().stream()
              .anyMatch(
                  part ->
                      Box.shared(part.box().left(), part.box().right(), column[0], column[1]) > 0);
      uses += any ? 1 : 0;
    }
    return uses;
  }

  int count() {
    return from.length;
  }

  /** The x between two columns, from 0 for that left of the first. */
  float edge(int index) {
    if (index == 0) {
      return from[0];
    }
    return index == count() ? to[count() - 1] : (to[index - 1] + from[index]) / 2;
  }

  float[] edges() {
    float[] edges = new float[count() + 1];
    for (int i = 0; i < edges.length; i++) {
      edges[i] = edge(i);
    }
    return edges;
  }

  /** The column whose zone an x lies in. */
  int at(float x) {
    int column = 0;
    while (column < count() - 1 && x >= edge(column + 1)) {
      column++;
    }
    return column;
  }

  /** How many columns a stretch has text in common with; a hair does not count. */
  int[] touched(Box box, float slack) {
    int[] touched = new int[count()];
    int number = 0;
    for (int column = 0; column < count(); column++) {
      if (Box.shared(box.left(), box.right(), from[column], to[column]) > slack) {
        touched[number++] = column;
      }
    }
    return Arrays.copyOf(touched, number);
  }

  /**
   * The index of a line that breaks the columns in the middle of the table, so that the table ends
   * there: one part over several columns with many words. -1 if there is none.
   */
  int stranger(List<AlignedLine> lines) {
    for (int i = 1; i < lines.size() - 1; i++) {
      AlignedLine line = lines.get(i);
      for (TextLine part : line.parts()) {
        if (part.words().size() >= 9
            && touched(part.box(), part.size()).length >= Math.max(2, (count() + 1) / 2)) {
          return i;
        }
      }
    }
    return -1;
  }

  /** Where to cut lines that leave no gap in common: the place with the least in common. */
  static int breakingLine(List<AlignedLine> lines) {
    int best = lines.size() / 2;
    float least = Float.MAX_VALUE;
    for (int i = 1; i < lines.size(); i++) {
      float common = common(lines.get(i - 1), lines.get(i));
      float space = lines.get(i).line().box().top() - lines.get(i - 1).line().box().bottom();
      float score = common - space;
      if (score < least) {
        least = score;
        best = i;
      }
    }
    return best;
  }

  /** Width of the gaps that two lines share. */
  private static float common(AlignedLine one, AlignedLine other) {
    float common = 0;
    for (int i = 1; i < one.parts().size(); i++) {
      for (int j = 1; j < other.parts().size(); j++) {
        common +=
            Box.shared(
                one.parts().get(i - 1).box().right(),
                one.parts().get(i).box().left(),
                other.parts().get(j - 1).box().right(),
                other.parts().get(j).box().left());
      }
    }
    return common;
  }
}
