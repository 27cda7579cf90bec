package io.pyforge.core.reader.json;

/** Text that is no JSON, or more of it than a limit allows. It has no stack trace. */
final class JsonSyntax extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final boolean limit;

  private JsonSyntax(int position, String reason, boolean limit) {
    super(reason, null, false, false);
    this.position = position;
    this.limit = limit;
  }

  /**
   * Something else stands where JSON asks for {@code expected}.
   *
   * @param position in the block
   */
  static JsonSyntax expected(String expected, byte[] b, int position, int end) {
    String found;
    if (position >= end) {
      found = "the end";
    } else if (b[position] == '\n') {
      found = "a line end";
    } else if (b[position] > ' ' && b[position] < 0x7f) {
      found = "'" + (char) b[position] + "'";
    } else {
      found = "byte 0x" + String.format("%02X", b[position]);
    }
    return new JsonSyntax(position, "expected " + expected + ", found " + found, false);
  }

  /** Something is wrong within a token. */
  static JsonSyntax wrong(String reason, int position) {
    return new JsonSyntax(position, reason, false);
  }

  /** More levels than {@code max}. */
  static JsonSyntax tooDeep(int max, int position) {
    return new JsonSyntax(position, "more than " + max + " levels", true);
  }

  int position() {
    return position;
  }

  /** Whether the nesting limit is the reason. */
  boolean isLimit() {
    return limit;
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
