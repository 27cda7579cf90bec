package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the rows of one block into a batch: the hot path. Each type has a quick path for the usual
 * spelling of a value, which returns -1 for anything else; {@link #slowField} then applies the whole
 * rule of {@link FieldScanner}, {@link ValueText} and {@link ValueFit}.
 *
 * <p>While it reads, it gathers the same evidence that a {@link BlockSurvey} of the block would.
 */
final class BlockParser {
  // What the quick paths are chosen by. Numbers rather than an enum: the switch runs for every field.
  private static final byte TEXT = 0;
  private static final byte INT64 = 1;
  private static final byte DECIMAL18 = 2;
  private static final byte FLOAT64 = 3;
  private static final byte BOOL = 4;
  private static final byte DATE = 5;
  private static final byte TIMESTAMP = 6;
  private static final byte TIMESTAMP_UTC = 7;
  private static final byte UNSEEN = 8;
  private static final byte SLOW = 9;

  private static final int TIMESTAMP_LENGTH = 19;
  private static final int MAX_LONG_DIGITS = 18;
  private static final long[] TENS = new long[MAX_LONG_DIGITS + 1];
  private static final double[] DOUBLE_TENS = new double[MAX_LONG_DIGITS + 1];

  static {
    TENS[0] = 1;
    DOUBLE_TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = TENS[i - 1] * 10;
      DOUBLE_TENS[i] = TENS[i];
    }
  }

  private final CsvInput input;
  private final CsvBlock block;
  private final RecordBatch batch;
  private final ScanLog log;
  private final List<Column> columns;
  private final CsvOptions options;
  private final byte delimiter;
  private final byte lineEnd;
  private final int quote;
  private final int comment;
  private final long delimiterWord;
  private final long lineEndWord;
  private final long quoteWord;
  private final boolean escapes;
  private final List<byte[]> nullTexts;
  private final FieldScanner scanner;
  private final ValueText value = new ValueText();
  private final byte[] paths;
  private final LongVector[] longs;
  private final BytesVector[] texts;
  private final int[] scales;
  private final int[] integerDigits;
  private final int[] fractionDigits;
  private final boolean[] notKept;
  private final ColumnEvidence[] evidence;

  private byte[] b;
  private int end;

  /** Lines of this block before the row being read. */
  private long lines;

  private long shortRows;
  private long firstShortRow;
  private long trailingDelimiters;
  private long firstTrailingDelimiter;

  BlockParser(CsvInput input, CsvBlock block, RecordBatch batch, ScanLog log) {
    this.input = input;
    this.block = block;
    this.batch = batch;
    this.log = log;
    columns = input.columns();
    options = input.options();
    Dialect dialect = input.dialect();
    delimiter = dialect.delimiter();
    lineEnd = dialect.lineEnd();
    quote = dialect.quote();
    comment = dialect.comment();
    delimiterWord = FieldScanner.word(delimiter);
    lineEndWord = FieldScanner.word(lineEnd);
    quoteWord = FieldScanner.word(quote);
    escapes = dialect.escape() != Dialect.NONE;
    nullTexts = options.nullTexts();
    scanner = new FieldScanner(dialect);
    int width = columns.size();
    paths = new byte[width];
    longs = new LongVector[width];
    texts = new BytesVector[width];
    scales = new int[width];
    integerDigits = new int[width];
    fractionDigits = new int[width];
    notKept = new boolean[width];
    evidence = new ColumnEvidence[width];
    for (int i = 0; i < width; i++) {
      evidence[i] = new ColumnEvidence();
      paths[i] = path(columns.get(i));
      if (batch.vector(i) instanceof LongVector vector) {
        longs[i] = vector;
      } else if (batch.vector(i) instanceof BytesVector vector) {
        texts[i] = vector;
      }
      if (columns.get(i).type() instanceof ColumnType.Decimal decimal) {
        scales[i] = decimal.scale();
      }
    }
    b = block.bytes;
    end = block.end;
  }

  private static byte path(Column column) {
    ColumnType type = column.type();
    if (column.unseen()) {
      return UNSEEN;
    }
    if (type instanceof ColumnType.Text) {
      return TEXT;
    }
    if (type instanceof ColumnType.Int64) {
      return INT64;
    }
    if (type instanceof ColumnType.Decimal decimal && decimal.precision() == MAX_LONG_DIGITS) {
      return DECIMAL18;
    }
    if (type instanceof ColumnType.Float64 && !column.fixed()) {
      return FLOAT64;
    }
    if (type instanceof ColumnType.Bool) {
      return BOOL;
    }
    if (type instanceof ColumnType.Date) {
      return DATE;
    }
    if (type instanceof ColumnType.Timestamp timestamp) {
      return timestamp.utcAdjusted() ? TIMESTAMP_UTC : TIMESTAMP;
    }
    return SLOW;
  }

  /** Reads all rows. */
  void parse() throws SchemaMiss {
    int width = columns.size();
    boolean careful =
        options.ragged() == CsvOptions.Ragged.REJECT
            || options.rejectSchemaErrors() && columns.stream().anyMatch(Column::fixed);
    int p = 0;
    while (p < end) {
      byte first = b[p];
      if (width > 1 && (first == lineEnd || first == '\r' && b[p + 1] == lineEnd)) {
        p += first == lineEnd ? 1 : 2;
        lines++;
        continue;
      }
      if (first == comment) {
        p = DialectDetector.nextLine(b, p, end, lineEnd);
        lines++;
        continue;
      }
      if (careful) {
        int next = rejected(p);
        if (next >= 0) {
          p = next;
          continue;
        }
      }
      p = row(p, width);
      lines++;
    }
    finish();
  }

  /** Reads the row at {@code p} and returns where the next one starts. */
  private int row(int start, int width) throws SchemaMiss {
    int p = start;
    for (int i = 0; i < width; i++) {
      byte c = b[p];
      int at;
      if (c == delimiter || c == lineEnd) {
        batch.vector(i).appendNull();
        at = p;
      } else {
        at = quickField(i, p);
        if (at < 0) {
          at = slowField(i, p);
        }
      }
      p = at + 1;
      if (b[at] == lineEnd) {
        if (i < width - 1) {
          shortRow(i + 1, width);
        }
        return p;
      }
    }
    return extraFields(p, width);
  }

  /** The position of the delimiter or line end behind the field, or -1 when this is no usual value. */
  private int quickField(int i, int p) {
    return switch (paths[i]) {
      case TEXT -> text(texts[i], p);
      case INT64 -> int64(i, longs[i], p);
      case DECIMAL18 -> decimal18(i, longs[i], p);
      case FLOAT64 -> float64(i, longs[i], p);
      case BOOL -> bool(longs[i], p);
      case DATE -> date(longs[i], p);
      case TIMESTAMP -> timestamp(longs[i], p);
      case TIMESTAMP_UTC -> timestampUtc(longs[i], p);
      default -> -1;
    };
  }

  /** {@code p} itself when a field ends there, the line end after a {@code \r}, or -1. */
  private int ends(int p) {
    byte c = b[p];
    if (c == delimiter || c == lineEnd) {
      return p;
    }
    return c == '\r' && b[p + 1] == lineEnd ? p + 1 : -1;
  }

  private int text(BytesVector vector, int p) {
    if (escapes) {
      return -1;
    }
    byte[] bytes = b;
    if (bytes[p] == quote) {
      int close = FieldScanner.find(bytes, p + 1, end, quoteWord);
      int at = close < end ? ends(close + 1) : -1;
      if (at < 0) {
        return -1;
      }
      int lineEnds = FieldScanner.find(bytes, p + 1, close, lineEndWord);
      if (lineEnds < close) {
        countLineEnds(lineEnds, close);
      }
      vector.appendSpan(p + 1, close - p - 1);
      return at;
    }
    int at = FieldScanner.findEither(bytes, p, delimiterWord, lineEndWord);
    int stop = bytes[at] == '\n' && bytes[at - 1] == '\r' && lineEnd == '\n' ? at - 1 : at;
    if (stop <= p || !nullTexts.isEmpty() && isNullText(p, stop)) {
      vector.appendNull();
    } else {
      vector.appendSpan(p, stop - p);
    }
    return at;
  }

  private void countLineEnds(int from, int to) {
    for (int p = from; p < to; p++) {
      if (b[p] == lineEnd) {
        lines++;
      }
    }
  }

  private boolean isNullText(int from, int to) {
    for (byte[] text : nullTexts) {
      if (Arrays.equals(text, 0, text.length, b, from, to)) {
        return true;
      }
    }
    return false;
  }

  private int int64(int i, LongVector vector, int start) {
    byte[] bytes = b;
    int p = start;
    boolean negative = bytes[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    long number = 0;
    int digit;
    while ((digit = bytes[p] - '0') >= 0 && digit <= 9) {
      number = number * 10 + digit;
      p++;
    }
    int count = p - first;
    if (count == 0 || count > MAX_LONG_DIGITS || bytes[first] == '0' && (count > 1 || negative)) {
      return -1;
    }
    int at = ends(p);
    if (at < 0) {
      return -1;
    }
    if (count > integerDigits[i]) {
      integerDigits[i] = count;
    }
    if (count > ValueText.EXACT_DOUBLE_DIGITS && !notKept[i]) {
      notKept[i] = !ValueText.doubleKeeps(number, 0);
    }
    vector.append(negative ? -number : number);
    return at;
  }

  private int decimal18(int i, LongVector vector, int start) {
    byte[] bytes = b;
    int p = start;
    boolean negative = bytes[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    long number = 0;
    int digit;
    while ((digit = bytes[p] - '0') >= 0 && digit <= 9) {
      number = number * 10 + digit;
      p++;
    }
    int whole = p - first;
    int fraction = 0;
    if (bytes[p] == '.') {
      int point = ++p;
      while ((digit = bytes[p] - '0') >= 0 && digit <= 9) {
        number = number * 10 + digit;
        p++;
      }
      fraction = p - point;
      if (fraction == 0) {
        return -1;
      }
    }
    int scale = scales[i];
    if (whole + scale > MAX_LONG_DIGITS
        || fraction > scale
        || whole == 0 && fraction == 0
        || whole > 1 && bytes[first] == '0'
        || negative && number == 0) {
      return -1;
    }
    int at = ends(p);
    if (at < 0) {
      return -1;
    }
    if (whole > integerDigits[i]) {
      integerDigits[i] = whole;
    }
    if (fraction > fractionDigits[i]) {
      fractionDigits[i] = fraction;
    }
    if (whole + fraction > ValueText.EXACT_DOUBLE_DIGITS && !notKept[i]) {
      notKept[i] = !ValueText.doubleKeeps(number, fraction);
    }
    long unscaled = number * TENS[scale - fraction];
    vector.append(negative ? -unscaled : unscaled);
    return at;
  }

  private int float64(int i, LongVector vector, int start) {
    byte[] bytes = b;
    int p = start;
    boolean negative = bytes[p] == '-';
    if (negative) {
      p++;
    }
    int first = p;
    long number = 0;
    int digit;
    while ((digit = bytes[p] - '0') >= 0 && digit <= 9) {
      number = number * 10 + digit;
      p++;
    }
    int whole = p - first;
    int fraction = 0;
    if (bytes[p] == '.') {
      int point = ++p;
      while ((digit = bytes[p] - '0') >= 0 && digit <= 9) {
        number = number * 10 + digit;
        p++;
      }
      fraction = p - point;
      if (fraction == 0) {
        return -1;
      }
    }
    int count = whole + fraction;
    // Up to 15 digits number and power of ten are exact doubles, so one division rounds correctly.
    if (count == 0
        || count > ValueText.EXACT_DOUBLE_DIGITS
        || whole > 1 && bytes[first] == '0'
        || negative && number == 0) {
      return -1;
    }
    int at = ends(p);
    if (at < 0) {
      return -1;
    }
    if (whole > integerDigits[i]) {
      integerDigits[i] = whole;
    }
    if (fraction > fractionDigits[i]) {
      fractionDigits[i] = fraction;
    }
    double result = number / DOUBLE_TENS[fraction];
    vector.appendDouble(negative ? -result : result);
    return at;
  }

  private int bool(LongVector vector, int p) {
    boolean yes = b[p] == 't' && b[p + 1] == 'r' && b[p + 2] == 'u' && b[p + 3] == 'e';
    if (yes || b[p] == 'f' && b[p + 1] == 'a' && b[p + 2] == 'l' && b[p + 3] == 's' && b[p + 4] == 'e') {
      int at = ends(yes ? p + 4 : p + 5);
      if (at >= 0) {
        vector.append(yes ? 1 : 0);
      }
      return at;
    }
    return -1;
  }

  private int date(LongVector vector, int p) {
    long days = TemporalText.days(b, p);
    int at = days == TemporalText.NONE ? -1 : ends(p + TemporalText.DATE_LENGTH);
    if (at >= 0) {
      vector.append(days);
    }
    return at;
  }

  private int timestamp(LongVector vector, int p) {
    long micros = wholeSeconds(p);
    int at = micros == TemporalText.NONE ? -1 : ends(p + TIMESTAMP_LENGTH);
    if (at >= 0) {
      vector.append(micros);
    }
    return at;
  }

  private int timestampUtc(LongVector vector, int p) {
    long micros = wholeSeconds(p);
    int at =
        micros == TemporalText.NONE || b[p + TIMESTAMP_LENGTH] != 'Z'
            ? -1
            : ends(p + TIMESTAMP_LENGTH + 1);
    if (at >= 0) {
      vector.append(micros);
    }
    return at;
  }

  /** Microseconds of the {@code yyyy-MM-dd HH:mm:ss} at {@code p}, or NONE. */
  private long wholeSeconds(int p) {
    byte separator = b[p + TemporalText.DATE_LENGTH];
    if (separator != ' ' && separator != 'T') {
      return TemporalText.NONE;
    }
    long days = TemporalText.days(b, p);
    long micros = TemporalText.secondsOfDayMicros(b, p + TemporalText.DATE_LENGTH + 1);
    return days == TemporalText.NONE || micros == TemporalText.NONE
        ? TemporalText.NONE
        : days * TemporalText.MICROS_PER_DAY + micros;
  }

  /** Any field, by the whole rule; returns the position of the delimiter or line end behind it. */
  private int slowField(int i, int p) throws SchemaMiss {
    int at = scanner.scan(b, p, end);
    if (scanner.unterminated()) {
      throw CsvFailures.unclosedQuote(input.name(), input.lineAt(block.offset, lines + 1));
    }
    int from = scanner.contentStart();
    int to = scanner.contentEnd();
    boolean quoted = scanner.quoted();
    if (scanner.rewritten()) {
      int start = block.takeScratch(to - from);
      b = block.bytes;
      int length = scanner.rewrite(b, b, start);
      from = start;
      to = start + length;
    }
    if (!quoted && (from == to || isNullText(from, to))) {
      batch.vector(i).appendNull();
    } else {
      put(i, from, to);
    }
    lines += scanner.lineEndsInside();
    return at;
  }

  private void put(int i, int from, int to) throws SchemaMiss {
    Column column = columns.get(i);
    if (paths[i] == TEXT) {
      batch.bytes(i).appendSpan(from, to - from);
      return;
    }
    if (value.classify(b, from, to - from) == ValueText.Kind.BLANK) {
      if (paths[i] == UNSEEN) {
        batch.bytes(i).appendSpan(from, to - from); // text as long as nothing else comes
      } else {
        batch.vector(i).appendNull();
      }
      return;
    }
    if (paths[i] == UNSEEN) {
      throw new SchemaMiss(input.table(), column.name(), "the first value");
    }
    if (!ValueFit.fits(value, b, from, to, column)) {
      String text = new String(b, from, to - from, StandardCharsets.UTF_8);
      if (column.fixed()) {
        throw CsvFailures.schemaBroken(
            input.name(), input.lineAt(block.offset, lines + 1), column, text);
      }
      throw new SchemaMiss(input.table(), column.name(), "no " + column.type().name());
    }
    evidence[i].add(value);
    ValueFit.append(value, b, from, to, batch, i, column.type());
  }

  private void shortRow(int fields, int width) {
    if (options.ragged() == CsvOptions.Ragged.ERROR) {
      throw CsvFailures.ragged(
          input.name(), input.lineAt(block.offset, lines + 1), fields, width);
    }
    for (int i = fields; i < width; i++) {
      batch.vector(i).appendNull();
    }
    if (shortRows++ == 0) {
      firstShortRow = lines + 1;
    }
  }

  /** The fields of a row beyond the last column: empty ones are skipped, others need columns. */
  private int extraFields(int start, int width) throws SchemaMiss {
    int fields = width;
    int p = start;
    while (true) {
      int at = scanner.scan(b, p, end);
      fields++;
      if (options.ragged() == CsvOptions.Ragged.ERROR) {
        int count = fields;
        while (at < end && b[at] != lineEnd) {
          at = scanner.scan(b, at + 1, end);
          count++;
        }
        throw CsvFailures.ragged(input.name(), input.lineAt(block.offset, lines + 1), count, width);
      }
      if (scanner.unterminated()) {
        throw CsvFailures.unclosedQuote(input.name(), input.lineAt(block.offset, lines + 1));
      }
      if (scanner.contentEnd() > scanner.contentStart()
          && !(!scanner.quoted() && isNullText(scanner.contentStart(), scanner.contentEnd()))) {
        throw new SchemaMiss(input.table(), "column_" + fields, "a row has more fields");
      }
      if (b[at] == lineEnd) {
        if (trailingDelimiters++ == 0) {
          firstTrailingDelimiter = lines + 1;
        }
        return at + 1;
      }
      p = at + 1;
    }
  }

  /** Sets the row at {@code p} aside if it must be, and returns where the next one starts, or -1. */
  private int rejected(int start) {
    int fields = 0;
    int p = start;
    long inside = 0;
    String reason = null;
    while (true) {
      int at = scanner.scan(b, p, end);
      if (scanner.unterminated()) {
        return -1; // reading the row will say so
      }
      inside += scanner.lineEndsInside();
      if (reason == null && options.rejectSchemaErrors() && fields < columns.size()) {
        reason = brokenSchema(columns.get(fields));
      }
      fields++;
      p = at + 1;
      if (b[at] == lineEnd) {
        break;
      }
    }
    if (options.ragged() == CsvOptions.Ragged.REJECT && fields != columns.size()) {
      reason = CsvFailures.raggedReason(fields, columns.size());
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

  private @org.jspecify.annotations.Nullable String brokenSchema(Column column) {
    int from = scanner.contentStart();
    int length = scanner.contentEnd() - from;
    if (!column.fixed()
        || column.type() instanceof ColumnType.Text
        || !scanner.quoted() && isNullText(from, from + length)) {
      return null;
    }
    byte[] content = Arrays.copyOfRange(b, from, from + Math.max(length, 0) + Sample.PADDING);
    if (scanner.rewritten()) {
      length = scanner.rewrite(b, content, 0);
    }
    if (value.classify(content, 0, length) == ValueText.Kind.BLANK
        || ValueFit.fits(value, content, 0, length, column)) {
      return null;
    }
    return CsvFailures.schemaReason(column, new String(content, 0, length, StandardCharsets.UTF_8));
  }

  private void finish() {
    for (int i = 0; i < paths.length; i++) {
      if (batch.vector(i) instanceof BytesVector vector) {
        vector.attach(b);
      }
      if (paths[i] == INT64 && integerDigits[i] > 0) {
        evidence[i].addNumbers(ValueText.Kind.INTEGER, integerDigits[i], 0, notKept[i]);
      } else if (integerDigits[i] + fractionDigits[i] > 0) {
        evidence[i].addNumbers(
            ValueText.Kind.DECIMAL, integerDigits[i], fractionDigits[i], notKept[i]);
      }
    }
    input.learn(evidence);
    if (shortRows > 0) {
      log.countAtLine(
          "short-rows",
          shortRows,
          firstShortRow,
          ScanLog.COUNT + " rows have fewer fields than there are columns; the missing ones are null"
              + " (first: " + ScanLog.FIRST + ")");
    }
    if (trailingDelimiters > 0) {
      log.countAtLine(
          "trailing-delimiters",
          trailingDelimiters,
          firstTrailingDelimiter,
          ScanLog.COUNT + " rows end in delimiters beyond the last column, with nothing between them"
              + " (first: " + ScanLog.FIRST + ")");
    }
    log.setLines(lines);
  }
}
