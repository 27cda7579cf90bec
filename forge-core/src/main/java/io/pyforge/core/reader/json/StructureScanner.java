package io.pyforge.core.reader.json;

/**
 * Finds where values end by brackets and quotes alone. It is the serial part of parallel reading;
 * whether the values are right is seen when they are read.
 */
final class StructureScanner {
  /** What is returned for a value that goes on behind the bytes at hand. */
  static final int INCOMPLETE = -1;

  private StructureScanner() {}

  /**
   * The end of the value that starts at {@code p}, or {@link #INCOMPLETE}.
   *
   * @param complete whether no more bytes follow, so that a number may end there
   */
  static int valueEnd(byte[] b, int p, int end, boolean complete) {
    return switch (b[p]) {
      case '"' -> stringEnd(b, p, end);
      case '{', '[' -> structureEnd(b, p, end);
      default -> wordEnd(b, p, end, complete);
    };
  }

  private static int stringEnd(byte[] b, int p, int end) {
    int at = p + 1;
    while (at < end) {
      at = JsonScanner.plainEnd(b, at, end);
      if (at < end && b[at] == '"') {
        return at + 1;
      }
      at += at < end && b[at] == '\\' ? 2 : 1;
    }
    return INCOMPLETE;
  }

  private static int structureEnd(byte[] b, int p, int end) {
    int depth = 0;
    int at = p;
    while (at < end) {
      byte c = b[at];
      if (c == '"') {
        at = stringEnd(b, at, end);
        if (at == INCOMPLETE) {
          return INCOMPLETE;
        }
        continue;
      }
      at++;
      if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return at;
      }
    }
    return INCOMPLETE;
  }

  /** The end of a number, or of what is none: before a space, a bracket, a quote or a comma. */
  private static int wordEnd(byte[] b, int p, int end, boolean complete) {
    int at = p + 1; // whatever it is, it has a byte
    while (at < end && isOfWord(b[at])) {
      at++;
    }
    return at == end && !complete ? INCOMPLETE : at;
  }

  private static boolean isOfWord(byte b) {
    return b > ' ' && b != ',' && b != '"' && b != '[' && b != ']' && b != '{' && b != '}';
  }
}
