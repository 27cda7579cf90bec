package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Glyphs to words, and words to lines. Glyphs that are drawn one behind the other make a word;
 * words whose heights overlap make a line, wherever on the page they were drawn from.
 */
final class LineBuilder {
  /** A gap of more font sizes than this separates words; blanks are about a quarter. */
  private static final float WORD_GAP = 0.16f;

  /** A glyph this many font sizes behind where the last one ended starts elsewhere. */
  private static final float BACK = 1f;

  /** Part of a font size by which the baselines of a word may differ. */
  private static final float BASELINE_SLACK = 0.12f;

  /** The same character this close to where it already stands is a shadow that makes it bold. */
  private static final float SHADOW = 0.15f;

  /** Within a text a glyph begins this many font sizes from where the last one ended. */
  private static final float EVEN = 0.03f;

  /** How many of the last lines a word is compared with. */
  private static final int OPEN_LINES = 12;

  /** Part of the lower height by which a word must overlap a line. */
  private static final float OVERLAP = 0.58f;

  private LineBuilder() {}

  /** The lines of upright glyphs, from top to bottom, words drawn in pieces made whole. */
  static List<TextLine> lines(List<Glyph> glyphs) {
    return lines(words(glyphs, List.of()), true);
  }

  /**
   * The same, with the pieces apart: they may belong to cells side by side.
   *
   * @param walls vertical lines, at which text of one cell ends that reaches the next
   */
  static List<TextLine> piecesOf(List<Glyph> glyphs, List<Ruling> walls) {
    return lines(words(glyphs, walls), false);
  }

  /** The lines of some words, made whole. */
  static List<TextLine> linesOf(List<Word> words) {
    return lines(words, true);
  }

  /** The words in the order they are drawn. */
  private static List<Word> words(List<Glyph> glyphs, List<Ruling> walls) {
    List<Word> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Glyph first = null;
    Glyph last = null;
    float left = 0;
    float right = 0;
    float size = 0;
    for (Glyph glyph : glyphs) {
      if (first != null && last != null) {
        boolean blank = glyph.isBlank();
        if (!blank && isShadow(last, glyph)) {
          continue;
        }
        if (blank || !follows(last, right, glyph) || isWalled(last, right, glyph, walls)) {
          words.add(word(text, first, left, right, size, blank));
          first = null;
          text.setLength(0);
        }
      }
      if (glyph.isBlank()) {
        continue;
      }
      if (first == null) {
        first = glyph;
        left = glyph.left();
        right = glyph.right();
        size = glyph.size();
      }
      text.append(glyph.text());
      right = Math.max(right, glyph.right());
      left = Math.min(left, glyph.left());
      size = Math.max(size, glyph.size());
      last = glyph;
    }
    if (first != null) {
      words.add(word(text, first, left, right, size, false));
    }
    return words;
  }

  private static Word word(
      StringBuilder text, Glyph first, float left, float right, float size, boolean blankAfter) {
    Glyph whole = new Glyph(first.text(), left, right, first.baseline(), size);
    return new Word(
        text.toString(),
        new Box(left, whole.top(), right, whole.bottom()),
        first.baseline(),
        size,
        blankAfter);
  }

  private static boolean isShadow(Glyph last, Glyph glyph) {
    return glyph.text().equals(last.text())
        && Math.abs(glyph.left() - last.left()) < SHADOW * glyph.size()
        && Math.abs(glyph.baseline() - last.baseline()) < SHADOW * glyph.size();
  }

  private static boolean follows(Glyph last, float right, Glyph glyph) {
    float size = Math.max(last.size(), glyph.size());
    float gap = glyph.left() - right;
    return Math.abs(glyph.baseline() - last.baseline()) <= BASELINE_SLACK * size
        && gap <= WORD_GAP * size
        && gap >= -BACK * size;
  }

  /** Whether a wall stands before a glyph that does not begin where the last one ended. */
  private static boolean isWalled(Glyph last, float right, Glyph glyph, List<Ruling> walls) {
    if (Math.abs(glyph.left() - right) <= EVEN * glyph.size()) {
      return false;
    }
    float y = glyph.baseline() - 0.3f * glyph.size();
    for (Ruling wall : walls) {
      if (wall.at() > last.left()
          && wall.at() <= glyph.left() + 0.5f
          && wall.from() <= y
          && wall.to() >= y) {
        return true;
      }
    }
    return false;
  }

  private static List<TextLine> lines(List<Word> words, boolean join) {
    List<Word> sorted = new ArrayList<>(words);
    sorted.sort(Comparator.comparingDouble(Word::baseline));
    List<Open> all = new ArrayList<>();
    for (Word word : sorted) {
      Open best = null;
      for (int i = all.size() - 1; i >= 0 && i >= all.size() - OPEN_LINES; i--) {
        Open line = all.get(i);
        if (line.takes(word)) {
          best = line;
          break;
        }
      }
      if (best == null) {
        best = new Open();
        all.add(best);
      }
      best.add(word);
    }
    List<TextLine> lines = new ArrayList<>();
    for (Open line : all) {
      lines.add(line.finish(join));
    }
    lines.sort(Comparator.comparingDouble(TextLine::baseline));
    return lines;
  }

  /** A line that words are added to. */
  private static final class Open {
    private final List<Word> words = new ArrayList<>();
    private float top;
    private float bottom;
    private float size;

    boolean takes(Word word) {
      float shared = Box.shared(top, bottom, word.box().top(), word.box().bottom());
      return shared >= OVERLAP * Math.min(bottom - top, word.box().height());
    }

    void add(Word word) {
      // The first word of the largest size tells where the line is; signs raised do not.
      if (word.size() > size * 1.2f) {
        top = word.box().top();
        bottom = word.box().bottom();
        size = word.size();
      }
      words.add(word);
    }

    TextLine finish(boolean join) {
      words.sort(Comparator.comparingDouble(word -> word.box().left()));
      List<Word> joined = new ArrayList<>();
      for (Word word : words) {
        Word before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
        if (before != null && isShadow(before, word)) {
          continue;
        }
        if (join && before != null && !before.blankAfter() && continues(before, word)) {
          joined.set(joined.size() - 1, before.join(word));
        } else {
          joined.add(word);
        }
      }
      return TextLine.of(joined);
    }

    private static boolean isShadow(Word before, Word word) {
      return before.text().equals(word.text())
          && Math.abs(before.box().left() - word.box().left()) < SHADOW * word.size()
          && Math.abs(before.baseline() - word.baseline()) < SHADOW * word.size();
    }

    private static boolean continues(Word before, Word word) {
      float gap = word.box().left() - before.box().right();
      return gap <= WORD_GAP * Math.min(before.size(), word.size()) && gap >= -BACK * word.size();
    }
  }
}
