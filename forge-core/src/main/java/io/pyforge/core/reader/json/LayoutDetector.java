package io.pyforge.core.reader.json;

/** Finds how the records of a text follow one another, from its first bytes. */
final class LayoutDetector {
  private LayoutDetector() {}

  /**
   * The layout of the text that starts with {@code b[0..length)}.
   *
   * @param complete whether that is all of it
   * @param linesByName whether the file's name says that it is JSON Lines
   */
  static JsonLayout detect(byte[] b, int length, boolean complete, boolean linesByName) {
    int first = JsonScanner.skipSpace(b, 0, length);
    if (linesByName || first == length) {
      return new JsonLayout(JsonLayout.Form.LINES, 0, JsonLayout.UNKNOWN);
    }
    int end = StructureScanner.valueEnd(b, first, length, complete);
    if (end > 0) {
      int next = JsonScanner.skipSpace(b, end, length);
      if (next < length && isOneLine(b, first, end) && !isOneLine(b, end, next)) {
        return new JsonLayout(JsonLayout.Form.LINES, 0, JsonLayout.UNKNOWN);
      }
      if (next < length) {
        return new JsonLayout(JsonLayout.Form.VALUES, 0, JsonLayout.UNKNOWN);
      }
    }
    return b[first] == '['
        ? new JsonLayout(JsonLayout.Form.ELEMENTS, first + 1L, JsonLayout.UNKNOWN)
        : new JsonLayout(JsonLayout.Form.VALUES, 0, JsonLayout.UNKNOWN);
  }

  private static boolean isOneLine(byte[] b, int from, int to) {
    for (int p = from; p < to; p++) {
      if (b[p] == '\n') {
        return false;
      }
    }
    return true;
  }
}
