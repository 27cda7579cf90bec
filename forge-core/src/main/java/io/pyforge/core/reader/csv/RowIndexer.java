package io.pyforge.core.reader.csv;

import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;

/**
 * Cuts the rows of a block into fields, and deals with rows that are not as wide as the table. It looks
 * for delimiters, quotes and line ends only; what the fields mean is for {@link ColumnReader}s.
 */
final class RowIndexer {
  private final CsvInput input;
  private final CsvBlock block;
  private final ScanLog log;
  private final CsvOptions options;
  private final Dialect dialect;
  private final int width;
  private final RowCheck check;
  private final FieldScanner scanner;
  private final long delimiterWord;
  private final long lineEndWord;
  private final long quoteWord;
  private final byte[] b;
  private final int end;
  private int position;

  /** Lines before {@link #position}. */
  private long lines;

  private long shortRows;
  private long firstShortRow;
  private long trailingDelimiters;
  private long firstTrailingDelimiter;

  RowIndexer(CsvInput input, CsvBlock block, ScanLog log) {
    this.input = input;
    this.block = block;
    this.log = log;
    options = input.options();
    dialect = input.dialect();
    width = input.columns().size();
    check = new RowCheck(options, input.columns());
    scanner = new FieldScanner(dialect);
    delimiterWord = FieldScanner.word(dialect.delimiter());
    lineEndWord = FieldScanner.word(dialect.lineEnd());
    quoteWord = FieldScanner.word(dialect.quote());
    b = block.bytes;
    end = block.end;
  }

  /** Fills the index with the next rows; false when there were none left. */
  boolean next(RowIndex index) throws SchemaMiss {
    byte lineEnd = dialect.lineEnd();
    int comment = dialect.comment();
    int row = 0;
    int p = position;
    while (p < end && row < index.capacity) {
      byte first = b[p];
      if (first == lineEnd && width > 1) {
        p++;
        lines++;
      } else if (first == '\r' && b[p + 1] == lineEnd && width > 1) {
        p += 2;
        lines++;
      } else if (first == comment) {
        p = DialectDetector.nextLine(b, p, end, lineEnd);
        lines++;
      } else {
        int next = check.needed() ? reject(p) : -1;
        if (next < 0) {
          next = row(index, row++, p);
        }
        p = next;
      }
    }
    position = p;
    index.rowCount = row;
    return row > 0;
  }

  /** Indexes the row at {@code start} and returns where the next one starts. */
  private int row(RowIndex index, int row, int start) throws SchemaMiss {
    byte lineEnd = dialect.lineEnd();
    int quote = dialect.quote();
    boolean escapes = dialect.escape() != Dialect.NONE;
    int[][] ends = index.ends;
    index.rowStarts[row] = start;
    int p = start;
    for (int i = 0; i < width; i++) {
      int at;
      if (b[p] == quote) {
        at = quotedField(p);
      } else if (escapes) {
        at = scan(p);
      } else {
        at = FieldScanner.findEither(b, p, delimiterWord, lineEndWord);
      }
      if (b[at] != lineEnd) {
        ends[i][row] = at;
        p = at + 1;
        continue;
      }
      ends[i][row] = lineEnd == '\n' && at > start && b[at - 1] == '\r' ? at - 1 : at;
      if (i < width - 1) {
        shortRow(index, row, i + 1, at);
      }
      lines++;
      return at + 1;
    }
    return extraFields(p);
  }

  /** The end of the quoted field at {@code p}: the delimiter or line end behind it. */
  private int quotedField(int p) {
    if (dialect.escape() == Dialect.NONE) {
      int close = FieldScanner.find(b, p + 1, end, quoteWord);
      if (close < end - 1) {
        byte next = b[close + 1];
        if (next == dialect.delimiter() || next == dialect.lineEnd()) {
          int lineEnds = FieldScanner.find(b, p + 1, close, lineEndWord);
          for (int i = lineEnds; i < close; i++) {
            if (b[i] == dialect.lineEnd()) {
              lines++;
            }
          }
          return close + 1;
        }
      }
    }
    return scan(p);
  }

  /** As {@link #quotedField}, for any field, by the whole rule. */
  private int scan(int p) {
    int at = scanner.scan(b, p, end);
    if (scanner.unterminated()) {
      throw CsvFailures.unclosedQuote(input.name(), input.lineAt(block.offset, lines + 1));
    }
    lines += scanner.lineEndsInside();
    return at;
  }

  private void shortRow(RowIndex index, int row, int fields, int lineEndAt) {
    if (options.ragged() == CsvOptions.Ragged.ERROR) {
      throw CsvFailures.ragged(input.name(), input.lineAt(block.offset, lines + 1), fields, width);
    }
    for (int i = fields; i < width; i++) {
      index.ends[i][row] = lineEndAt;
    }
    index.ends[fields - 1][row] = Math.min(index.ends[fields - 1][row], lineEndAt);
    if (shortRows++ == 0) {
      firstShortRow = lines + 1;
    }
  }

  /** The fields of a row beyond the last column: empty ones are skipped, others need columns. */
  private int extraFields(int start) throws SchemaMiss {
    long line = lines + 1;
    int fields = width;
    int p = start;
    boolean more = true;
    while (more) {
      int at = scan(p);
      fields++;
      if (options.ragged() == CsvOptions.Ragged.PAD && !check.isEmpty(b, scanner)) {
        throw new SchemaMiss(input.table(), "column_" + fields, "a row has more fields");
      }
      more = b[at] != dialect.lineEnd();
      p = at + 1;
    }
    if (options.ragged() == CsvOptions.Ragged.ERROR) {
      throw CsvFailures.ragged(input.name(), input.lineAt(block.offset, line), fields, width);
    }
    if (trailingDelimiters++ == 0) {
      firstTrailingDelimiter = line;
    }
    lines++;
    return p;
  }

  /** Sets the row at {@code start} aside if it must be: where the next one starts, else -1. */
  private int reject(int start) {
    int fields = 0;
    int p = start;
    long inside = 0;
    String reason = null;
    boolean more = true;
    while (more) {
      int at = scanner.scan(b, p, end);
      if (scanner.unterminated()) {
        return -1; // indexing the row will say so
      }
      inside += scanner.lineEndsInside();
      if (reason == null && fields < width) {
        reason = check.brokenSchema(b, scanner, fields);
      }
      fields++;
      more = b[at] != dialect.lineEnd();
      p = at + 1;
    }
    if (options.ragged() == CsvOptions.Ragged.REJECT && fields != width) {
      reason = CsvFailures.raggedReason(fields, width);
    }
    if (reason == null) {
      return -1;
    }
    int stop = p - 1 > start && b[p - 2] == '\r' ? p - 2 : p - 1;
    String content = new String(b, start, stop - start, StandardCharsets.UTF_8);
    log.reject(new ScanLog.Reject(input.table(), lines + 1, reason, content));
    lines += inside + 1;
    return p;
  }

  /** Tells the log what was met, once all rows are indexed. */
  void finish() {
    if (shortRows > 0) {
      log.countAtLine(
          "short-rows",
          shortRows,
          firstShortRow,
          ScanLog.COUNT
              + " rows have fewer fields than there are columns; the missing ones are null (first: "
              + ScanLog.FIRST
              + ")");
    }
    if (trailingDelimiters > 0) {
      log.countAtLine(
          "trailing-delimiters",
          trailingDelimiters,
          firstTrailingDelimiter,
          ScanLog.COUNT
              + " rows end in delimiters beyond the last column, with nothing between them (first: "
              + ScanLog.FIRST
              + ")");
    }
    log.setLines(lines);
  }
}
