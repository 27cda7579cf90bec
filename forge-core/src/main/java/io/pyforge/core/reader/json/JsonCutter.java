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
      case ELEMENTS -> {
        if (finished) {
          checkTail(b, 0, length);
          yield 0;
        }
        yield lastElementEnd(b, length, ended);
      }
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
        return arrayEnd(b, first, length, ended);
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
        return arrayEnd(b, next, length, ended);
      }
      if (b[next] != ',') {
        throw JsonSyntax.expected("',' or ']'", b, next, length);
      }
      comma = true;
      cut = next + 1;
    }
  }

  private int arrayEnd(byte[] b, int bracket, int length, boolean ended) throws JsonSyntax {
    finished = true;
    if (ended) {
      checkTail(b, bracket, length); // nobody will ask again
    }
    return bracket;
  }

  /** What follows the records may only be the array's end, at {@code bracket}, and white space. */
  private static void checkTail(byte[] b, int bracket, int length) throws JsonSyntax {
    int p = bracket < length ? JsonScanner.skipSpace(b, bracket + 1, length) : length;
    if (p < length) {
      throw JsonSyntax.expected("the end of the text", b, p, length);
    }
  }
}
