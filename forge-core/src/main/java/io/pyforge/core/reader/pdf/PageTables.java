package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables of a page: first those that lines tell, then those that filled areas tell, then among
 * the text that is left those that its alignment tells.
 */
final class PageTables {
  private PageTables() {}

  /** The tables from top to bottom. */
  static List<GridTable> find(PageContent page, PdfOptions.Mode mode) {
    List<TextLine> lines =
        LineBuilder.piecesOf(page.glyphs(), RulingSet.of(page.rulings()).verticals());
    List<GridTable> tables = new ArrayList<>();
    Set<Word> taken = new HashSet<>();
    if (mode != PdfOptions.Mode.STREAM) {
      for (LatticeFinder.Found found : LatticeFinder.byLines(lines, page.rulings())) {
        tables.add(found.table());
        taken.addAll(found.words());
      }
      List<Ruling> all = new ArrayList<>(page.rulings());
      all.addAll(page.fills());
      for (LatticeFinder.Found found : LatticeFinder.byAreas(without(lines, taken), all)) {
        tables.add(found.table());
        taken.addAll(found.words());
      }
    }
    if (mode != PdfOptions.Mode.LATTICE) {
      tables.addAll(StreamFinder.find(without(lines, taken), page));
    }
    tables.sort(
        Comparator.<GridTable>comparingDouble(t -> t.box().top())
            .thenComparingDouble(t -> t.box().left()));
    return tables;
  }

  private static List<TextLine> without(List<TextLine> lines, Set<Word> taken) {
    List<TextLine> rest = new ArrayList<>();
    for (TextLine line : lines) {
      List<Word> free = line.words().stream().filter(word -> !taken.contains(word)).toList();
      if (!free.isEmpty()) {
        rest.add(TextLine.of(free));
      }
    }
    return rest;
  }
}
