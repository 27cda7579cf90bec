package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds tables by the alignment of their text: lines of several parts, one below the other, that
 * leave the same gaps free.
 */
final class StreamFinder {
  /** Parts of a line are at least this many font sizes apart. */
  static final float PART_GAP = 0.75f;

  /** Lines further apart than this many font sizes, from baseline to baseline, are not together. */
  private static final float MAX_PITCH = 3.4f;

  /** Unless the lines before are apart as well: this many times that far. */
  private static final float PITCH_GROWTH = 1.6f;

  /** A line of one part and this many words, as wide as most of the page's text, is prose. */
  private static final int PROSE_WORDS = 7;

  private static final float PROSE_WIDTH = 0.5f;

  /** Lines of one part between others, such as headings within a table. */
  private static final int MAX_SINGLE_LINES = 3;

  /** How often a group may be cut in two. */
  private static final int MAX_CUTS = 40;

  private final float textWidth;
  private final RulingSet rulings;
  private final List<GridTable> tables = new ArrayList<>();
  private int cuts;

  private StreamFinder(List<TextLine> lines, PageContent page) {
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    for (TextLine line : lines) {
      left = Math.min(left, line.box().left());
      right = Math.max(right, line.box().right());
    }
    textWidth = Math.max(1, right - left);
    List<Ruling> all = new ArrayList<>(page.rulings());
    all.addAll(page.fills());
    rulings = RulingSet.of(all);
  }

  static List<GridTable> find(List<TextLine> lines, PageContent page) {
    StreamFinder finder = new StreamFinder(lines, page);
    for (List<AlignedLine> group : finder.groups(lines)) {
      finder.findIn(group);
    }
    return finder.tables;
  }

  /** Lines that follow each other without much space or prose between them. */
  private List<List<AlignedLine>> groups(List<TextLine> lines) {
    List<List<AlignedLine>> groups = new ArrayList<>();
    List<AlignedLine> group = new ArrayList<>();
    float lastBaseline = 0;
    float pitch = 0;
    for (TextLine line : lines) {
      AlignedLine aligned = AlignedLine.of(line);
      float distance = line.baseline() - lastBaseline;
      boolean far =
          !group.isEmpty() && distance > Math.max(MAX_PITCH * line.size(), PITCH_GROWTH * pitch);
      if (far || isProse(aligned)) {
        groups.add(group);
        group = new ArrayList<>();
        pitch = 0;
      }
      if (!isProse(aligned)) {
        if (!group.isEmpty()) {
          pitch = Math.max(pitch, distance);
        }
        group.add(aligned);
      }
      lastBaseline = line.baseline();
    }
    groups.add(group);
    return groups;
  }

  private boolean isProse(AlignedLine line) {
    return line.parts().size() == 1
        && line.line().words().size() >= PROSE_WORDS
        && line.line().box().width() >= PROSE_WIDTH * textWidth;
  }

  private void findIn(List<AlignedLine> group) {
    List<AlignedLine> lines = trimmed(group);
    if (lines.stream().filter(AlignedLine::several).count() < 2) {
      return;
    }
    int gap = singles(lines);
    if (gap >= 0) {
      cut(group, lines.get(gap));
      return;
    }
    Optional<ColumnSet> columns = ColumnSet.of(lines);
    if (columns.isPresent()) {
      int stranger = columns.get().stranger(lines);
      if (stranger >= 0) {
        cut(group, lines.get(stranger));
        return;
      }
      Optional<GridTable> table =
          new StreamTable(lines, above(group, lines), below(group, lines), columns.get(), rulings)
              .build();
      if (table.isPresent()) {
        tables.add(table.get());
      }
      return;
    }
    if (lines.size() > 3) {
      int widest = ColumnSet.breakingLine(lines);
      cut(group, lines.get(widest));
    }
  }

  /** Looks on both sides of a line, which belongs to the lower one. */
  private void cut(List<AlignedLine> group, AlignedLine at) {
    int index = group.indexOf(at);
    if (index <= 0 || ++cuts > MAX_CUTS) {
      return;
    }
    findIn(new ArrayList<>(group.subList(0, index)));
    findIn(new ArrayList<>(group.subList(index, group.size())));
  }

  /** Without the lines of one part at the ends. */
  private static List<AlignedLine> trimmed(List<AlignedLine> group) {
    int from = 0;
    int to = group.size();
    while (from < to && !group.get(from).several()) {
      from++;
    }
    while (to > from && !group.get(to - 1).several()) {
      to--;
    }
    return group.subList(from, to);
  }

  /** The first line behind more lines of one part than a table has in a row, or -1. */
  private static int singles(List<AlignedLine> lines) {
    int run = 0;
    for (int i = 0; i < lines.size(); i++) {
      run = lines.get(i).several() ? 0 : run + 1;
      if (run > MAX_SINGLE_LINES) {
        return i;
      }
    }
    return -1;
  }

  /** The lines of one part behind the last of several. */
  private static List<AlignedLine> below(List<AlignedLine> group, List<AlignedLine> lines) {
    int last = group.indexOf(lines.get(lines.size() - 1));
    return group.subList(last + 1, group.size());
  }

  /** The lines of one part right above, the nearest last; a heading over columns may be there. */
  private static List<AlignedLine> above(List<AlignedLine> group, List<AlignedLine> lines) {
    int first = group.indexOf(lines.get(0));
    return group.subList(Math.max(0, first - MAX_SINGLE_LINES), first);
  }
}
