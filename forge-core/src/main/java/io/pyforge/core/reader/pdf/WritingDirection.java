package io.pyforge.core.reader.pdf;

import java.text.Bidi;

/** Text as it is read from text as it is seen: Arabic and Hebrew are written to the left. */
final class WritingDirection {
  private static final char FIRST_RIGHT_TO_LEFT = '\u0590';

  private WritingDirection() {}

  /** The characters of a line in reading order. */
  static String logical(String visual) {
    boolean any = false;
    for (int i = 0; i < visual.length() && !any; i++) {
      any = visual.charAt(i) >= FIRST_RIGHT_TO_LEFT;
    }
    if (!any || !Bidi.requiresBidi(visual.toCharArray(), 0, visual.length())) {
      return visual;
    }
    Bidi bidi = new Bidi(visual, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
    int count = bidi.getRunCount();
    byte[] levels = new byte[count];
    Integer[] runs = new Integer[count];
    for (int i = 0; i < count; i++) {
      levels[i] = (byte) bidi.getRunLevel(i);
      runs[i] = i;
    }
    Bidi.reorderVisually(levels, 0, runs, 0, count);
    StringBuilder logical = new StringBuilder(visual.length());
    for (int run : runs) {
      String text = visual.substring(bidi.getRunStart(run), bidi.getRunLimit(run));
      boolean leftward = bidi.getRunLevel(run) % 2 != 0;
      logical.append(leftward ? new StringBuilder(text).reverse() : text);
    }
    return logical.toString();
  }
}
