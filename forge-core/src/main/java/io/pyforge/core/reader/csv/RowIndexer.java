package io.pyforge.core.reader.csv;

import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;

/**
 * Cuts the rows of a block into fields, and deals with rows that are not as wide as the table. It
 * looks for delimiters, quotes and line ends only; what the fields mean is for {@link
 * ColumnReader}s.
 */
final class RowIndexer {
  private final CsvInput input;
  private final TextBlock block;
  private final ScanLog log;
  private final CsvOptions options;
  private final Dialect dialect;
  private final int width;
  private final RowCheck check;
  private final FieldScanner scanner;
  private final SeparatorStream separators;
  private final boolean escapes;
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

  RowIndexer(CsvInput input, TextBlock block, ScanLog log) {
    this.input = input;
    this.block = block;
    this.log = log;
    options = input.options();
    dialect = input.dialect();
    width = input.columns().size();
    check = new RowCheck(options, input.columns());
    scanner = new FieldScanner(dialect);
    escapes = dialect.escape() != Dialect.NONE;
    quoteWord = FieldScanner.word(dialect.quote());
    b = block.bytes;
    end = block.end;
    separators = new SeparatorStream(b, end, dialect);
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
          separators.skipTo(p);
          separators.buffer(width);
          next = escapes ? escapedRow(index, row, p) : row(index, row, p);
          row++;
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
    byte[] bytes = b;
    byte delimiter = dialect.delimiter();
    int quote = dialect.quote();
    int[][] ends = index.ends;
    index.setStart(row, start);
    int p = start;
    for (int i = 0; i < width; i++) {
      if (!separators.has(width - i)) {
        return restOfRow(index, row, i, p);
      }
      // Field after field from the array, up to a quoted one: there the stream must take over.
      int[] positions = separators.positions();
      int next = separators.index();
      int at = start;
      while (i < width && bytes[p] != quote) {
        at = positions[next++];
        if (bytes[at] != delimiter) {
          separators.moveTo(next);
          return rowEnd(index, row, i, at);
        }
        ends[++i][row] = at;
        p = at + 1;
      }
      separators.moveTo(next);
      if (i < width) {
        at = quotedField(p);
        if (bytes[at] != delimiter) {
          return rowEnd(index, row, i, at);
        }
        ends[i + 1][row] = at;
        p = at + 1;
      }
    }
    return extraFields(p);
  }

  /**
   * The rest of a row, from field {@code first} at {@code start}, asking the stream for each
   * separator.
   */
  private int restOfRow(RowIndex index, int row, int first, int start) throws SchemaMiss {
    int p = start;
    for (int i = first; i < width; i++) {
      int at = b[p] == dialect.quote() ? quotedField(p) : separators.next();
      if (b[at] != dialect.delimiter()) {
        return rowEnd(index, row, i, at);
      }
      index.ends[i + 1][row] = at;
      p = at + 1;
    }
    return extraFields(p);
  }

  /** The end of the field whose opening quote is at {@code open}. */
  private int quotedField(int open) {
    int quote = dialect.quote();
    int close = FieldScanner.find(b, open + 1, end, quoteWord);
    while (close < end - 1 && b[close + 1] == quote) {
      close = FieldScanner.find(b, close + 2, end, quoteWord);
    }
    if (close >= end) {
      throw CsvFailures.unclosedQuote(input.name(), input.lineAt(block.offset, lines + 1));
    }
    int at = separators.next();
    while (at < close) {
      if (b[at] == dialect.lineEnd()) {
        lines++;
      }
      at = separators.next();
    }
    return at;
  }

  /** Indexes the row at {@code start} field by field, for dialects with an escape. */
  private int escapedRow(RowIndex index, int row, int start) throws SchemaMiss {
    index.setStart(row, start);
    int p = start;
    for (int i = 0; i < width; i++) {
      int at = scan(p);
      if (b[at] == dialect.lineEnd()) {
        return rowEnd(index, row, i, at);
      }
      index.ends[i + 1][row] = at;
      p = at + 1;
    }
    return extraFields(p);
  }

  /**
   * Ends the row with field {@code last} at the line end {@code at}; returns where the next starts.
   */
  private int rowEnd(RowIndex index, int row, int last, int at) {
    boolean pair = dialect.lineEnd() == '\n' && at > index.start(0, row) && b[at - 1] == '\r';
    index.ends[last + 1][row] = pair ? at - 1 : at;
    if (last < width - 1) {
      shortRow(index, row, last + 1, at);
    }
    lines++;
    return at + 1;
  }

  /** The end of the field at {@code p}, by the whole rule. */
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
      index.ends[i + 1][row] = lineEndAt;
    }
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
        // Indexing the row would miss at an extra field first, and a survey sets the row aside.
        throw CsvFailures.unclosedQuote(input.name(), input.lineAt(block.offset, lines + 1));
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
          "rows with fewer fields than there are columns: "
              + ScanLog.COUNT
              + ", the first in "
              + ScanLog.FIRST
              + "; the missing fields are null");
    }
    if (trailingDelimiters > 0) {
      log.countAtLine(
          "trailing-delimiters",
          trailingDelimiters,
          firstTrailingDelimiter,
          "rows that end in delimiters beyond the last column, with nothing between them: "
              + ScanLog.COUNT
              + ", the first in "
              + ScanLog.FIRST);
    }
    log.setLines(lines);
  }
}
