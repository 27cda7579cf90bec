package io.pyforge.core.reader.pdf;

import java.util.List;

/** A line with its parts, which wide gaps separate. */
record AlignedLine(TextLine line, List<TextLine> parts) {
  static AlignedLine of(TextLine line) {
    return new AlignedLine(line, line.parts(StreamFinder.PART_GAP));
  }

  boolean several() {
    return parts.size() > 1;
  }

  float middleY() {
    return line.middleY();
  }
}
