package io.pyforge.core.reader.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds delimiter, quote and escape by trying them: the dialect under which the most rows have the
 * same number of fields, and quotes open and close where they should, wins. Docs:
 * docs/interpretation/csv.md.
 */
final class DialectDetector {
  private static final int MAX_ROWS = 200;
  private static final int MAX_BYTES = 64 * 1024;

  /** In the order that settles a draw. */
  private static final int[] DELIMITERS = {',', '\t', ';', '|', ':'};

  /** A share of equal rows below which text without a telling suffix has no columns at all. */
  private static final double MIN_SHARE_OF_PLAIN_TEXT = 0.7;

  /** The delimiter of text that has no columns: ASCII unit separator, which text does not hold. */
  static final byte NO_COLUMNS = 0x1F;

  /**
   * @param share of rows that have the most frequent number of fields
   * @param quoted fields that open with the quote
   */
  private record Trial(Dialect dialect, double score, double share, long quoted) {}

  private DialectDetector() {}

  /**
   * {@code \n}, or {@code \r} when that is the only line end there is; what stands between two
   * quotes counts only where nothing else does.
   */
  static byte lineEnd(byte[] b, int length, int quote) {
    boolean quoted = false;
    boolean returnOutside = false;
    boolean returnInside = false;
    boolean newlineInside = false;
    for (int i = 0; i < length; i++) {
      byte c = b[i];
      if (c == quote) {
        quoted = !quoted;
      } else if (c == '\n') {
        if (!quoted) {
          return '\n';
        }
        newlineInside = true;
      } else if (c == '\r') {
        returnOutside |= !quoted;
        returnInside |= quoted;
      }
    }
    return (byte) (returnOutside || returnInside && !newlineInside ? '\r' : '\n');
  }

  /**
   * @param from where the rows start
   * @param suffix of the file's name, in lower case
   */
  static Dialect detect(Sample sample, int from, String suffix, CsvOptions options, byte lineEnd) {
    int[] delimiters =
        options.delimiter().isPresent() ? new int[] {options.delimiter().getAsInt()} : DELIMITERS;
    int[] quotes =
        options.quote().isPresent()
            ? new int[] {options.quote().getAsInt()}
            : new int[] {'"', '\''};
    int[] escapes =
        options.escape().isPresent()
            ? new int[] {options.escape().getAsInt()}
            : new int[] {Dialect.NONE, '\\'};
    Trial best = null;
    for (int escape : escapes) {
      if (options.escape().isEmpty() && escape != Dialect.NONE && !contains(sample, from, escape)) {
        continue;
      }
      for (int quote : quotes) {
        for (int delimiter : delimiters) {
          Dialect dialect =
              new Dialect((byte) delimiter, quote, escape, options.comment(), lineEnd);
          if (!dialect.hasDistinctMarks()) {
            continue; // an option gives a mark the meaning of one that is tried
          }
          Trial trial = rate(sample, from, dialect, suffix);
          boolean unused = quote == '\'' && options.quote().isEmpty() && trial.quoted == 0;
          if (unused) {
            continue; // the apostrophe is a quote only where fields are quoted with it
          }
          if (best == null || trial.score > best.score + 1e-9) {
            best = trial;
          }
        }
      }
    }
    if (best == null || options.delimiter().isPresent()) {
      return best == null
          ? new Dialect((byte) ',', '"', Dialect.NONE, options.comment(), lineEnd)
          : best.dialect;
    }
    boolean plainText = suffix.equals("txt") || suffix.equals("log") || suffix.isEmpty();
    if (plainText && (best.score == 0 || best.share < MIN_SHARE_OF_PLAIN_TEXT)) {
      int quote = options.quote().orElse(Dialect.NONE);
      int escape = options.escape().orElse(Dialect.NONE);
      return new Dialect(NO_COLUMNS, quote, escape, options.comment(), lineEnd);
    }
    return best.dialect;
  }

  private static boolean contains(Sample sample, int from, int mark) {
    return FieldScanner.find(sample.bytes(), from, sample.end(), FieldScanner.word(mark))
        < sample.end();
  }

  private static Trial rate(Sample sample, int from, Dialect dialect, String suffix) {
    FieldScanner scanner = new FieldScanner(dialect);
    byte[] b = sample.bytes();
    int end = sample.end();
    List<Integer> widths = new ArrayList<>();
    long quoted = 0;
    long broken = 0;
    int p = from;
    while (p < end && p - from < MAX_BYTES && widths.size() < MAX_ROWS) {
      if (b[p] == dialect.lineEnd()
          || b[p] == '\r' && b[p + 1] == dialect.lineEnd()
          || b[p] == dialect.comment()) {
        p = nextLine(b, p, end, dialect.lineEnd());
        continue;
      }
      int width = 0;
      boolean rowEnded = false;
      while (!rowEnded) {
        p = scanner.scan(b, p, end);
        width++;
        if (scanner.quoted()) {
          quoted++;
          if (scanner.unterminated() || isGarbled(scanner, b)) {
            broken++;
          }
        }
        rowEnded = p >= end || b[p] == dialect.lineEnd();
        p++;
      }
      boolean cutOff = p >= end && !sample.complete() && !widths.isEmpty();
      if (!cutOff) {
        widths.add(width);
      }
    }
    return score(dialect, suffix, widths, quoted, broken);
  }

  /** Whether bytes follow the field's closing quote. */
  private static boolean isGarbled(FieldScanner scanner, byte[] b) {
    int after = scanner.contentEnd();
    return scanner.rewritten() && !closesAt(scanner, b, after);
  }

  private static boolean closesAt(FieldScanner scanner, byte[] b, int after) {
    // The content of a well-formed field ends right before its closing quote.
    return b[after] == b[scanner.contentStart() - 1];
  }

  private static Trial score(
      Dialect dialect, String suffix, List<Integer> widths, long quoted, long broken) {
    if (widths.isEmpty()) {
      return new Trial(dialect, 0, 0, quoted);
    }
    Map<Integer, Integer> counts = new HashMap<>();
    widths.forEach(w -> counts.merge(w, 1, Integer::sum));
    int modal = 1;
    int modalRows = 0;
    for (int width : widths) {
      int rows = counts.getOrDefault(width, 0);
      if (rows > modalRows || rows == modalRows && width > modal) {
        modal = width;
        modalRows = rows;
      }
    }
    double share = (double) modalRows / widths.size();
    if (modal < 2) {
      return new Trial(dialect, 0, share, quoted);
    }
    double score =
        share
            * share
            * prior(dialect.delimiter(), suffix)
            * (1 + Math.log(modal) / Math.log(2) / 10)
            * quoting(quoted, broken);
    if (widths.get(0) != modal) {
      score *= 0.7; // the header should agree with the rows
    }
    return new Trial(dialect, score, share, quoted);
  }

  /** Quotes that open and close fields speak for a dialect, others against it. */
  private static double quoting(long quoted, long broken) {
    if (quoted == 0) {
      return 1;
    }
    return broken == 0 ? 1.05 : 1 - 0.9 * broken / quoted;
  }

  private static double prior(int delimiter, String suffix) {
    if (suffix.equals("tsv") || suffix.equals("tab")) {
      return delimiter == '\t' ? 2 : 0.5;
    }
    if (suffix.equals("psv")) {
      return delimiter == '|' ? 2 : 0.5;
    }
    return switch (delimiter) {
      case ',', '\t' -> 1;
      case ';' -> 0.98;
      case '|' -> 0.95;
      default -> 0.5; // a colon also stands in times and addresses
    };
  }

  /** The start of the line after {@code p}, or {@code end}. */
  static int nextLine(byte[] b, int p, int end, byte lineEnd) {
    return Math.min(end, FieldScanner.find(b, p, end, FieldScanner.word(lineEnd)) + 1);
  }

  /** The texts of the row at {@code p}; empty at {@code end}. */
  static List<String> row(byte[] b, int p, int end, FieldScanner scanner, byte lineEnd) {
    List<String> fields = new ArrayList<>();
    int at = p;
    while (at < end) {
      at = scanner.scan(b, at, end);
      byte[] content =
          Arrays.copyOfRange(
              b, scanner.contentStart(), Math.max(scanner.contentStart(), scanner.contentEnd()));
      int length = content.length;
      if (scanner.rewritten()) {
        length = scanner.rewrite(b, content, 0);
      }
      fields.add(new String(content, 0, length, java.nio.charset.StandardCharsets.UTF_8));
      if (at >= end || b[at] == lineEnd) {
        break;
      }
      at++;
    }
    return fields;
  }
}
