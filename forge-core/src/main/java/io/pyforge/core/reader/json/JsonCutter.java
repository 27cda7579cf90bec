package io.pyforge.core.reader.json;

/**
 * Finds where blocks of whole records end. Stateful: it is given the blocks of one pass in their
 * order.
 */
final class JsonCutter {
  private final JsonLayout layout;
  private boolean afterComma;
  private boolean finished;

  JsonCutter(JsonLayout layout) {
    this.layout = layout;
  }

  /** The contract of {@link io.pyforge.core.text.BlockSource.Cutter}. */
  int lastRecordEnd(byte[] b, int length, boolean ended) throws JsonSyntax {
    return switch (layout.form()) {
      case LINES -> ended ? length : lastLineEnd(b, length);
      case VALUES -> lastValueEnd(b, length, ended);
      case ELEMENTS -> finished ? tail(b, length) : lastElementEnd(b, length, ended);
    };
  }

  private static int lastLineEnd(byte[] b, int length) {
    int p = length;
    while (p > 0 && b[p - 1] != '\n') {
      p--;
    }
    return p;
  }

  private static int lastValueEnd(byte[] b, int length, boolean ended) {
    int cut = 0;
    while (true) {
      int first = JsonScanner.skipSpace(b, cut, length);
      int end = first == length ? length : StructureScanner.valueEnd(b, first, length, ended);
      if (end == StructureScanner.INCOMPLETE) {
        return ended ? length : cut; // reading tells what is missing
      }
      if (first == length) {
        return length;
      }
      cut = end;
    }
  }

  private int lastElementEnd(byte[] b, int length, boolean ended) throws JsonSyntax {
    int cut = 0;
    boolean comma = afterComma;
    while (true) {
      int first = JsonScanner.skipSpace(b, cut, length);
      if (first < length && b[first] == ']') {
        if (comma) {
          throw JsonSyntax.expected("a value", b, first, length);
        }
        finished = true;
        return first;
      }
      int end =
          first == length
              ? StructureScanner.INCOMPLETE
              : StructureScanner.valueEnd(b, first, length, ended);
      int next = end < 0 ? length : JsonScanner.skipSpace(b, end, length);
      if (next == length) {
        if (!ended) {
          afterComma = cut > 0 || afterComma;
          return cut;
        }
        if (layout.to() != JsonLayout.UNKNOWN) {
          return length;
        }
        throw JsonSyntax.wrong("the array is not closed", length);
      }
      if (b[next] == ']') {
        finished = true;
        return next;
      }
      if (b[next] != ',') {
        throw JsonSyntax.expected("',' or ']'", b, next, length);
      }
      comma = true;
      cut = next + 1;
    }
  }

  /** What follows the records may only be the array's end and white space. */
  private static int tail(byte[] b, int length) throws JsonSyntax {
    int p = length > 0 ? JsonScanner.skipSpace(b, 1, length) : 0;
    if (p < length) {
      throw JsonSyntax.expected("the end of the text", b, p, length);
    }
    return 0;
  }
}
