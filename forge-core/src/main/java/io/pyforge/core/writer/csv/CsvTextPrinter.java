package io.pyforge.core.writer.csv;

import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.core.writer.PlainCopier;
import java.util.Arrays;

/**
 * Writes one text, quoted where it must be: when it is empty, holds the delimiter, the quote mark
 * or a line end, begins or ends with a blank, equals the text for null, or begins a line with what
 * a reader may take for a comment or a byte order mark.
 */
final class CsvTextPrinter {
  /** Lead bytes of {@code ＝}, {@code ＋}, {@code －} and {@code ＠}, which Excel folds to ASCII. */
  private static final byte FULL_WIDTH = (byte) 0xEF;

  private static final byte FULL_WIDTH_SECOND = (byte) 0xBC;

  private final CsvStyle style;
  private final byte quote;
  private final PlainCopier copier;

  CsvTextPrinter(CsvStyle style) {
    this.style = style;
    quote = style.quote();
    copier = new PlainCopier(0, style.delimiter(), quote, '\n', '\r');
  }

  /**
   * Appends a text, behind which eight bytes are readable.
   *
   * @param firstInLine whether it begins a line
   * @return whether it was guarded against being taken for a formula
   */
  boolean print(byte[] source, int offset, int length, boolean firstInLine, OutputBuffer out) {
    boolean guarded = style.guardFormulas() && length > 0 && startsFormula(source, offset, length);
    print(source, offset, length, firstInLine, guarded, out);
    return guarded;
  }

  /** Appends the text of a number, a date or the like, which no spreadsheet takes for a formula. */
  void printValue(byte[] source, int length, OutputBuffer out) {
    print(source, 0, length, false, false, out);
  }

  private void print(
      byte[] source,
      int offset,
      int length,
      boolean firstInLine,
      boolean guarded,
      OutputBuffer out) {
    // At worst every byte is a quote mark, with quotes round it and an apostrophe.
    out.reserve(2L * length + 3);
    byte[] target = out.array();
    int at = out.length();
    if (guarded
        || length == 0
        || style.quoteAll()
        || isBlank(source[offset])
        || isBlank(source[offset + length - 1])
        || firstInLine && isMark(source[offset])
        || copier.copy(source, offset, length, target, at) < length
        || isNullText(source, offset, length)) {
      out.length(quoted(source, offset, length, guarded, target, at));
    } else {
      out.length(at + length);
    }
  }

  private int quoted(
      byte[] source, int offset, int length, boolean guarded, byte[] target, int start) {
    int at = start;
    target[at++] = quote;
    if (guarded) {
      target[at++] = '\'';
    }
    for (int i = offset; i < offset + length; i++) {
      byte b = source[i];
      if (b == quote) {
        target[at++] = quote;
      }
      target[at++] = b;
    }
    target[at++] = quote;
    return at;
  }

  private boolean isNullText(byte[] source, int offset, int length) {
    byte[] text = style.nullText();
    return length == text.length
        && Arrays.equals(source, offset, offset + length, text, 0, text.length);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }

  /** A number sign, or what may be the first byte of a byte order mark. */
  private static boolean isMark(byte b) {
    return b == '#' || b == FULL_WIDTH;
  }

  /** The characters that OWASP's page on CSV injection names. */
  private static boolean startsFormula(byte[] source, int offset, int length) {
    byte first = source[offset];
    if (first == FULL_WIDTH && length >= 3 && source[offset + 1] == FULL_WIDTH_SECOND) {
      int third = source[offset + 2] & 0xFF;
      return third == 0x9D || third == 0x8B || third == 0x8D || third == 0xA0;
    }
    return switch (first) {
      case '=', '+', '-', '@', '\t', '\r', '\n' -> true;
      default -> false;
    };
  }
}
