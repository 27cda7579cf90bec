package io.pyforge.core.reader.json;

import io.pyforge.core.nested.RecordEvents;
import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TextFailures;
import io.pyforge.core.text.Utf8;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;

/** Tells the records of one block, one after the other. */
final class BlockRecords {
  private static final int SHOWN_BYTES = 64 * 1024;

  private final JsonRecords records;
  private final TextBlock block;
  private final JsonScanner scanner;
  private final RecordParser parser;
  private int at;
  private long line;
  private int lineAt;

  /**
   * Checks the block's text.
   *
   * @param linesBefore lines that rejects are counted behind
   */
  BlockRecords(JsonRecords records, TextBlock block, RecordEvents events, long linesBefore) {
    this.records = records;
    this.block = block;
    line = linesBefore + 1;
    scanner = records.scanner();
    parser = new RecordParser(scanner, block, events);
    if (records.text().unchecked()) {
      int bad = Utf8.firstInvalid(block.bytes, 0, block.end);
      if (bad >= 0) {
        throw TextFailures.invalid(
            records.name(), records.place(block.offset + bad), StandardCharsets.UTF_8.name());
      }
    }
  }

  /**
   * Tells the next record.
   *
   * @param log of the batch that the record goes to, or of the one it would go to if it is rejected
   * @return false when there is none
   */
  boolean next(ScanLog log) throws SchemaMiss {
    while (true) {
      byte[] b = block.bytes;
      at = JsonScanner.skipSpace(b, at, block.end);
      if (at >= block.end) {
        finish(log);
        return false;
      }
      try {
        if (records.rejects()) {
          afterRecord(b, scanner.valueEnd(b, at, block.end));
        }
        int end = parser.parse(at);
        if (end - at > records.options().maxRowBytes()) {
          throw records.tooLong(block.offset + at);
        }
        at = afterRecord(block.bytes, end);
        return true;
      } catch (JsonSyntax e) {
        if (!records.rejects() || e.isLimit()) {
          throw records.failure(e, block);
        }
        reject(e, log);
      }
    }
  }

  /** Where the next record is looked for, in the block. */
  int position() {
    return at;
  }

  /** Where the next record may start, the record before having ended at {@code end}. */
  private int afterRecord(byte[] b, int end) throws JsonSyntax {
    int next = scanner.skip(b, end, block.end);
    switch (records.layout().form()) {
      case LINES -> {
        if (next < block.end && b[next] != '\n') {
          throw JsonSyntax.expected("a line end", b, next, block.end);
        }
      }
      case ELEMENTS -> {
        if (next < block.end) {
          if (b[next] != ',') {
            throw JsonSyntax.expected("','", b, next, block.end);
          }
          next++;
        }
      }
      case VALUES -> {
        // The next value may follow at once, but not a number or word another: 00 is no two zeros.
        if (next == end && next < block.end && isOfWord(b[end - 1]) && isOfWord(b[next])) {
          throw JsonSyntax.expected("white space", b, next, block.end);
        }
      }
    }
    return next;
  }

  /** Whether it may be a part of a number, or of true, false or null. */
  private static boolean isOfWord(byte b) {
    return b >= '0' && b <= '9'
        || b >= 'a' && b <= 'z'
        || b == 'E'
        || b == '-'
        || b == '+'
        || b == '.';
  }

  private void reject(JsonSyntax reason, ScanLog log) {
    byte[] b = block.bytes;
    int from = at;
    while (from > 0 && b[from - 1] != '\n') {
      from--;
    }
    int to = lineEnd(b, from);
    line += lineEnds(b, lineAt, from);
    lineAt = from;
    String content =
        new String(b, from, Math.min(to - from, SHOWN_BYTES), StandardCharsets.UTF_8)
            .stripTrailing();
    log.reject(new ScanLog.Reject(records.table(), line, reason.reason(), content));
    at = to;
  }

  private int lineEnd(byte[] b, int from) {
    int p = from;
    while (p < block.end && b[p] != '\n') {
      p++;
    }
    return p;
  }

  private static long lineEnds(byte[] b, int from, int to) {
    long count = 0;
    for (int p = from; p < to; p++) {
      if (b[p] == '\n') {
        count++;
      }
    }
    return count;
  }

  /** Lines up to the block's end, those before it among them; where rejects have lines. */
  long lines() {
    return records.rejects() ? line - 1 + lineEnds(block.bytes, lineAt, block.end) : 0;
  }

  private void finish(ScanLog log) {
    if (parser.loneSurrogates() > 0) {
      log.count(
          "lone-surrogate",
          parser.loneSurrogates(),
          "",
          ScanLog.counted(
                  "escaped surrogate without its other half",
                  "escaped surrogates without their other half")
              + " became U+FFFD");
    }
  }
}
