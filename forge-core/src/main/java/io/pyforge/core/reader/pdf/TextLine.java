package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Words that stand on one line, from left to right as they are seen.
 *
 * @param words at least one
 */
record TextLine(List<Word> words, Box box, float baseline, float size) {
  static TextLine of(List<Word> words) {
    Box box = words.get(0).box();
    Word largest = words.get(0);
    for (Word word : words) {
      box = box.union(word.box());
      largest = word.size() > largest.size() ? word : largest;
    }
    return new TextLine(List.copyOf(words), box, largest.baseline(), largest.size());
  }

  /** The words with blanks between them, in the order they are read. */
  String text() {
    StringBuilder visual = new StringBuilder();
    for (Word word : words) {
      if (!visual.isEmpty()) {
        visual.append(' ');
      }
      visual.append(word.text());
    }
    return WritingDirection.logical(visual.toString());
  }

  /** Half the height of small letters above the baseline. */
  float middleY() {
    return baseline - 0.3f * size;
  }

  /** The line in parts that are at least {@code gap} font sizes apart. */
  List<TextLine> parts(float gap) {
    List<TextLine> parts = new ArrayList<>();
    List<Word> part = new ArrayList<>();
    float right = 0;
    for (Word word : words) {
      float size = Math.min(size(), Math.max(word.size(), 0.6f * size()));
      if (!part.isEmpty() && word.box().left() - right > gap * size) {
        parts.add(TextLine.of(part));
        part = new ArrayList<>();
        right = word.box().right();
      }
      right = part.isEmpty() ? word.box().right() : Math.max(right, word.box().right());
      part.add(word);
    }
    parts.add(TextLine.of(part));
    return parts;
  }
}
