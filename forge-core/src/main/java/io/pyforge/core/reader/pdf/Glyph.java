package io.pyforge.core.reader.pdf;

/**
 * One shown character, or several that a font shows as one. Lengths are points; x grows to the
 * right and y downwards from the upper left corner of the page as its text is read.
 *
 * @param text never empty
 * @param left where its advance begins
 * @param right where its advance ends
 * @param baseline the y of the line it stands on
 * @param size the height of the font
 */
record Glyph(String text, float left, float right, float baseline, float size) {
  /** Parts of the font size that lie above and below the baseline, in most fonts. */
  private static final float ASCENT = 0.75f;

  private static final float DESCENT = 0.22f;

  float top() {
    return baseline - ASCENT * size;
  }

  float bottom() {
    return baseline + DESCENT * size;
  }

  boolean isBlank() {
    return text.isBlank() || text.charAt(0) == '\u00a0';
  }
}
