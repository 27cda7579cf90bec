package io.pyforge.core.reader.pdf;

/**
 * Glyphs without a gap between them.
 *
 * @param box from ascent to descent
 * @param size of its largest glyph
 * @param blankAfter whether a blank is drawn behind it
 */
record Word(String text, Box box, float baseline, float size, boolean blankAfter) {
  /** A point for deciding what it lies in: half the height of small letters above the baseline. */
  float middleY() {
    return baseline - 0.3f * size;
  }

  /** This one with another right behind it. */
  Word join(Word next) {
    return new Word(
        text + next.text,
        box.union(next.box),
        size >= next.size ? baseline : next.baseline,
        Math.max(size, next.size),
        next.blankAfter);
  }
}
