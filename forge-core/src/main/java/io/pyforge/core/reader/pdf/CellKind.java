package io.pyforge.core.reader.pdf;

import java.util.regex.Pattern;

/** What the text of a cell looks like to somebody who looks for its columns. */
enum CellKind {
  /** A number, with what people write round numbers: signs, units of money, percent, notes. */
  NUMBER,
  /** A sign that stands for no value. */
  NOTHING,
  TEXT;

  private static final int MAX_LENGTH = 40;
  private static final Pattern NUMBER_TEXT =
      Pattern.compile(
          "[<>≤≥~±+(\\-–—−]?\\s*[$€£¥]?\\s*[<>(\\-–—−]?\\s*\\d[\\d\\s.,'’/:%-]*"
              + "(\\s*[%‰)*†‡§a-z€]|\\s*\\([a-z\\d]\\)){0,3}");
  private static final Pattern NOTHING_TEXT =
      Pattern.compile("[-–—−.…*†‡#—]+|(?i:n/?a|n\\.a\\.?|nil|\\.\\.)");

  static CellKind of(String text) {
    String plain = text.strip();
    if (plain.length() > MAX_LENGTH) {
      return TEXT;
    }
    if (NOTHING_TEXT.matcher(plain).matches()) {
      return NOTHING;
    }
    return NUMBER_TEXT.matcher(plain).matches() ? NUMBER : TEXT;
  }
}
