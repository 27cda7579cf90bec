package io.pyforge.core.reader.csv;

/**
 * Finds where the last whole row of a block ends. It is the serial part of parallel reading, so it
 * looks at quotes only, eight bytes at a time; it agrees with {@link FieldScanner} on which quotes
 * open and close a field. Dialects with escapes or comments are scanned field by field.
 */
final class BlockCutter {
  /** Quoted fields remembered from the end of a block, to find a line end between them. */
  private static final int REMEMBERED = 1024;

  private static final int NOT_OPEN = -1;

  private final Dialect dialect;
  private final byte lineEnd;
  private final byte delimiter;
  private final long quoteWord;
  private final int[] opened = new int[REMEMBERED];
  private final int[] closed = new int[REMEMBERED];

  BlockCutter(Dialect dialect) {
    this.dialect = dialect;
    lineEnd = dialect.lineEnd();
    delimiter = dialect.delimiter();
    quoteWord = FieldScanner.word(dialect.quote());
  }

  /**
   * The end, exclusive, of the last whole row in {@code b[0..length)}, which starts at a row's
   * start, or 0 when not even one row is whole. At least eight more bytes must be readable.
   */
  int lastRowEnd(byte[] b, int length) {
    if (dialect.quote() == Dialect.NONE && dialect.escape() == Dialect.NONE) {
      return lastLineEnd(b, 0, length);
    }
    if (dialect.escape() != Dialect.NONE || dialect.comment() != Dialect.NONE) {
      return scanRows(b, length);
    }
    int count = 0;
    int open = NOT_OPEN;
    int p = 0;
    int at;
    // From quote to quote; one search for both kinds keeps the loop small for the JIT.
    while ((at = FieldScanner.find(b, p, length, quoteWord)) < length) {
      p = at + 1;
      if (open == NOT_OPEN) {
        if (at == 0 || b[at - 1] == delimiter || b[at - 1] == lineEnd) {
          open = at;
        }
      } else if (p < length && b[p] == dialect.quote()) {
        p++; // two quotes are one
      } else if (p < length) {
        opened[count % REMEMBERED] = open;
        closed[count % REMEMBERED] = p;
        count++;
        open = NOT_OPEN;
      } // else the next byte, which is not here yet, tells whether it closes
    }
    if (open != NOT_OPEN) {
      opened[count % REMEMBERED] = open;
      closed[count % REMEMBERED] = length;
      count++;
    }
    int to = length;
    for (int i = count - 1; i >= 0 && i > count - 1 - REMEMBERED; i--) {
      int cut = lastLineEnd(b, closed[i % REMEMBERED], to);
      if (cut > 0) {
        return cut;
      }
      to = opened[i % REMEMBERED];
    }
    return count < REMEMBERED ? lastLineEnd(b, 0, to) : scanRows(b, length);
  }

  private int lastLineEnd(byte[] b, int from, int to) {
    for (int p = to - 1; p >= from; p--) {
      if (b[p] == lineEnd) {
        return p + 1;
      }
    }
    return 0;
  }

  /** Row by row, for dialects in which a quote's meaning depends on more than its neighbours. */
  private int scanRows(byte[] b, int length) {
    int limit = lastLineEnd(b, 0, length);
    FieldScanner scanner = new FieldScanner(dialect);
    int rowEnd = 0;
    int p = 0;
    while (p < limit) {
      if (p == rowEnd && b[p] == dialect.comment()) {
        p = DialectDetector.nextLine(b, p, limit, lineEnd);
        rowEnd = p;
        continue;
      }
      p = scanner.scan(b, p, limit);
      if (p >= limit || scanner.unterminated()) {
        return rowEnd;
      }
      if (b[p] == lineEnd) {
        if (p == limit - 1 && scanner.endsInEscape()) {
          return rowEnd; // the escape takes the line end, and the row goes on behind it
        }
        rowEnd = p + 1;
      }
      p++;
    }
    return rowEnd;
  }
}
