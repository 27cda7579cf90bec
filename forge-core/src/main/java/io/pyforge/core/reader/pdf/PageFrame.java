package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What stands above the first table of a page and below the last, with all digits alike: running
 * titles and page numbers repeat, and text between two tables does not.
 *
 * @param page its number, from 1; 0 for none
 */
record PageFrame(int page, boolean hasTables, Set<String> above, Set<String> below) {
  static final PageFrame NONE = new PageFrame(0, false, Set.of(), Set.of());

  static PageFrame of(int number, PageContent page, List<GridTable> tables) {
    if (tables.isEmpty()) {
      return new PageFrame(number, false, Set.of(), Set.of());
    }
    float top = tables.get(0).box().top();
    float bottom = tables.get(0).box().bottom();
    for (GridTable table : tables) {
      bottom = Math.max(bottom, table.box().bottom());
    }
    Set<String> above = new HashSet<>();
    Set<String> below = new HashSet<>();
    for (TextLine line : LineBuilder.lines(page.glyphs())) {
      if (line.box().bottom() <= top + 1) {
        above.add(normal(line.text()));
      } else if (line.box().top() >= bottom - 1) {
        below.add(normal(line.text()));
      }
    }
    return new PageFrame(number, true, above, below);
  }

  private static String normal(String text) {
    return text.strip().replaceAll("\\d+", "#");
  }

  /**
   * Whether the first table of this page may go on from the last one of the page before: nothing
   * stands between them but what stands at the edges of pages.
   */
  boolean follows(PageFrame before) {
    if (!hasTables || !before.hasTables || before.page + 1 != page) {
      return false;
    }
    List<String> strange = new ArrayList<>();
    for (String line : above) {
      if (!before.above.contains(line) && !isPageNumber(line)) {
        strange.add(line);
      }
    }
    for (String line : before.below) {
      if (!below.contains(line) && !isPageNumber(line)) {
        strange.add(line);
      }
    }
    return strange.isEmpty();
  }

  private static boolean isPageNumber(String line) {
    return line.matches("(?i)[-–—| ]*(page |p\\. ?)?#([ /]+(of |/ ?)?#)?[-–—| ]*");
  }
}
