package io.pyforge.core.reader.pdf;

import java.util.List;
import java.util.Map;

/**
 * What one page shows, turned so that most of its text is upright.
 *
 * @param width of the turned page in points
 * @param height of the turned page
 * @param glyphs upright text, in the order it is drawn
 * @param turned text in other directions, each turned to be upright on a page of its own
 * @param rulings lines, among them thin rectangles
 * @param fills edges of filled areas, which only help where lines are missing
 * @param hasImages whether any picture is on the page
 * @param unmapped glyphs that have no character
 * @param broken drawing instructions that could not be run
 * @param damaged parts of the page that are damaged or not there
 */
record PageContent(
    float width,
    float height,
    List<Glyph> glyphs,
    Map<Turn, List<Glyph>> turned,
    List<Ruling> rulings,
    List<Ruling> fills,
    boolean hasImages,
    int unmapped,
    int broken,
    int damaged) {

  /** Whether there is any character that shows. */
  boolean hasText() {
    return glyphs.stream().anyMatch(glyph -> !glyph.isBlank());
  }
}
