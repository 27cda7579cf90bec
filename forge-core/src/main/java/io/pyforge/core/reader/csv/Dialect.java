package io.pyforge.core.reader.csv;

/**
 * How a delimited text is written. All marks are ASCII, so they are found in UTF-8 byte by byte.
 *
 * @param delimiter between fields
 * @param quote round fields that hold delimiters or line ends, or {@link #NONE}
 * @param escape takes the meaning from the next byte, or {@link #NONE}
 * @param comment starts a line that is not a row, or {@link #NONE}
 * @param lineEnd the byte that ends a row: {@code \n} (a {@code \r} before it belongs to the line
 *     end), or {@code \r} in files that have no {@code \n}
 */
record Dialect(byte delimiter, int quote, int escape, int comment, byte lineEnd) {
  /** No such mark. It equals no byte. */
  static final int NONE = -1000;

  /** Whether no byte means two things. */
  boolean hasDistinctMarks() {
    return delimiter != quote
        && delimiter != escape
        && delimiter != comment
        && (quote == NONE || quote != escape && quote != comment)
        && (escape == NONE || escape != comment);
  }

  Dialect withEscape(int mark) {
    return new Dialect(delimiter, quote, mark, comment, lineEnd);
  }

  Dialect withComment(int mark) {
    return new Dialect(delimiter, quote, escape, mark, lineEnd);
  }

  /** A mark as users write it in options and read it in reports. */
  static String show(int mark) {
    if (mark == NONE) {
      return "none";
    }
    return mark == '\t' ? "tab" : String.valueOf((char) mark);
  }
}
