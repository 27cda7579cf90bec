package io.pyforge.core.reader.pdf;

import java.text.Normalizer;

/** Characters as they are meant, where fonts use ones that are meant for display only. */
final class CharacterForms {
  private static final char FIRST_LIGATURE = '\ufb00';
  private static final char LAST_ARABIC_FORM = '\ufefc';

  private CharacterForms() {}

  /** The text with ligatures and positional forms taken apart, and without control characters. */
  static String plain(String text) {
    boolean plain = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &=
          c >= ' ' && c != 0x7f && (c < FIRST_LIGATURE || c > LAST_ARABIC_FORM) && c != '\u00a0';
      plain &= !Character.isSurrogate(c);
    }
    if (plain) {
      return text;
    }
    StringBuilder result = new StringBuilder();
    text.codePoints().forEach(c -> append(c, result));
    return result.toString();
  }

  private static void append(int c, StringBuilder result) {
    if (c == 0xa0 || c == '\t' || c == '\n' || c == '\r') {
      result.append(' ');
    } else if (c >= FIRST_LIGATURE && c <= LAST_ARABIC_FORM && c != 0xfeff) {
      result.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
    } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      result.append('\ufffd'); // half of a character
    } else if (c >= ' ' && c != 0x7f && c != 0xfeff) {
      result.appendCodePoint(c);
    }
  }
}
