package io.pyforge.core.reader.excel;

/**
 * What a cell holds, as a byte for the arrays of {@link SheetRow}, whose value and extra mean what
 * is said here.
 */
final class CellKind {
  /** A number of up to 18 digits, or a whole one of 64 bits: unscaled; digits after the point. */
  static final byte NUMBER = 1;

  /** A number that is no short decimal: the bits of the double. */
  static final byte FLOAT = 2;

  /** A number with more digits than a double has: span of its digits. */
  static final byte DIGITS = 3;

  /** True or false: 1 or 0. */
  static final byte BOOLEAN = 4;

  /** A day: days since 1970-01-01. */
  static final byte DATE = 5;

  /** A day with a time: microseconds since 1970-01-01T00:00. */
  static final byte TIMESTAMP = 6;

  /** A time of day: microseconds since midnight. */
  static final byte TIME = 7;

  /** A duration that is no time of day: microseconds, possibly negative. */
  static final byte DURATION = 8;

  /** Text of the workbook's table: its index. */
  static final byte SHARED = 9;

  /** Text: its span. */
  static final byte TEXT = 10;

  /** The empty text, which formulas and some writers leave. */
  static final byte EMPTY = 11;

  /** An error: span of its text, such as {@code #DIV/0!}. */
  static final byte ERROR = 12;

  /** A formula that was never calculated. */
  static final byte UNCALCULATED = 13;

  /** How many kinds there are, 0 included, for arrays by kind. */
  static final int COUNT = 14;

  private CellKind() {}

  /** Whether a kind is text with something in it. */
  static boolean isText(byte kind) {
    return kind == SHARED || kind == TEXT;
  }

  /** Whether a cell of the kind holds a value, rather than nothing, an error or a gap. */
  static boolean isValue(byte kind) {
    return kind != EMPTY && kind != ERROR && kind != UNCALCULATED;
  }
}
