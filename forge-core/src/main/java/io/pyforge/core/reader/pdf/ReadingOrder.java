package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a page, line by line as it is read: from top to bottom, and where an article stands
 * in columns, one column after the other. Tables are read row by row.
 */
final class ReadingOrder {
  /** Font sizes between the columns of an article. */
  private static final float COLUMN_GAP = 1f;

  /** Lines that must stand in both columns. */
  private static final int MIN_LINES = 5;

  /** Words of a line of prose, on average. */
  private static final float PROSE_WORDS = 3.5f;

  /** Part of its column's width that a line of prose fills, on average. */
  private static final float PROSE_FILL = 0.6f;

  /** Gaps that are tried on a page. */
  private static final int MAX_GAPS = 200;

  /** Columns within columns. */
  private static final int MAX_DEPTH = 4;

  private final List<TextLine> ordered = new ArrayList<>();

  private ReadingOrder() {}

  /** The lines of a page; those of text in other directions come last. */
  static List<String> lines(PageContent page) {
    ReadingOrder order = new ReadingOrder();
    order.add(LineBuilder.lines(page.glyphs()), 0);
    for (List<Glyph> turned : page.turned().values()) {
      order.add(LineBuilder.lines(turned), 0);
    }
    return order.ordered.stream().map(TextLine::text).toList();
  }

  private void add(List<TextLine> lines, int depth) {
    float gap = depth < MAX_DEPTH ? gap(lines) : Float.NaN;
    if (Float.isNaN(gap)) {
      ordered.addAll(lines);
      return;
    }
    List<TextLine> run = new ArrayList<>();
    for (TextLine line : lines) {
      if (crosses(line, gap)) {
        addRun(run, gap, depth);
        run = new ArrayList<>();
        ordered.add(line);
      } else {
        run.add(line);
      }
    }
    addRun(run, gap, depth);
  }

  /** Adds lines that leave a gap free. */
  private void addRun(List<TextLine> run, float gap, int depth) {
    List<TextLine> left = new ArrayList<>();
    List<TextLine> right = new ArrayList<>();
    for (TextLine line : run) {
      List<Word> before = line.words().stream().filter(w -> w.box().middleX() < gap).toList();
      List<Word> after = line.words().stream().filter(w -> w.box().middleX() >= gap).toList();
      if (!before.isEmpty()) {
        left.add(TextLine.of(before));
      }
      if (!after.isEmpty()) {
        right.add(TextLine.of(after));
      }
    }
    if (isProse(left) && isProse(right)) {
      add(left, depth + 1);
      add(right, depth + 1);
    } else {
      ordered.addAll(run);
    }
  }

  private static boolean isProse(List<TextLine> lines) {
    if (lines.size() < MIN_LINES) {
      return false;
    }
    int words = 0;
    float width = 0;
    Box box = lines.get(0).box();
    for (TextLine line : lines) {
      words += line.words().size();
      width += line.box().width();
      box = box.union(line.box());
    }
    return words >= PROSE_WORDS * lines.size() && width >= PROSE_FILL * box.width() * lines.size();
  }

  private static boolean crosses(TextLine line, float x) {
    for (TextLine part : line.parts(COLUMN_GAP)) {
      if (part.box().left() < x && part.box().right() > x) {
        return true;
      }
    }
    return false;
  }

  /** The x that most lines leave free between two parts; NaN if too few do. */
  private static float gap(List<TextLine> lines) {
    List<float[]> gaps = new ArrayList<>();
    for (TextLine line : lines) {
      List<TextLine> parts = line.parts(COLUMN_GAP);
      for (int i = 1; i < parts.size() && gaps.size() < MAX_GAPS; i++) {
        gaps.add(new float[] {parts.get(i - 1).box().right(), parts.get(i).box().left()});
      }
    }
    float best = Float.NaN;
    int most = MIN_LINES - 1;
    for (float[] one : gaps) {
      float middle = (one[0] + one[1]) / 2;
      int count = 0;
      for (float[] other : gaps) {
        count += other[0] < middle && other[1] > middle ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = middle;
      }
    }
    return best;
  }
}
