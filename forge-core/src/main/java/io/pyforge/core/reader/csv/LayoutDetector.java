package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.core.reader.SourceNames;
import io.pyforge.core.text.TextBlock;
import io.pyforge.core.text.TextFailures;
import io.pyforge.core.text.Utf8;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Works out a text's layout from a sample: where rows start, the dialect, the header, and the
 * columns as the first {@link #SURVEYED_BYTES} have them.
 */
final class LayoutDetector {
  /** Rows of the sample whose every value is surveyed; the rest of it is read, see CsvReader. */
  static final int SURVEYED_BYTES = 128 * 1024;

  private static final String SEPARATOR_IS = "sep=";

  private final String name;
  private final CsvOptions options;
  private final byte[] first;
  private final int length;
  private final boolean complete;
  private final List<Notice> notices;
  private long firstLine;

  /**
   * @param name of the input
   * @param first bytes of the text as UTF-8, {@code length} of them
   * @param complete whether they are the whole text
   * @param notices what is already worth telling
   */
  LayoutDetector(
      String name,
      CsvOptions options,
      byte[] first,
      int length,
      boolean complete,
      List<Notice> notices) {
    this.name = name;
    this.options = options;
    this.first = first;
    this.length = length;
    this.complete = complete;
    this.notices = new ArrayList<>(notices);
  }

  /** The line, from 1, of the first row; known after {@link #detect}. */
  long firstLine() {
    return firstLine;
  }

  /** The layout, or null when the bytes end before the first row does. */
  @Nullable CsvLayout detect() {
    byte lineEnd = DialectDetector.lineEnd(first, length, options.quote().orElse('"'));
    Sample sample = Sample.of(first, length, complete, lineEnd);
    byte[] b = sample.bytes();
    int start = skipLines(b, sample.end(), lineEnd);
    OptionalInt told = toldDelimiter(b, start, sample.end());
    if (told.isPresent()) {
      start = DialectDetector.nextLine(b, start, sample.end(), lineEnd);
    }
    CsvOptions known =
        told.isPresent() && options.delimiter().isEmpty() ? options.withDelimiter(told) : options;
    int afterNotes =
        options.comment() == Dialect.NONE ? skipNotes(b, start, sample.end(), lineEnd) : start;
    Dialect dialect =
        DialectDetector.detect(sample, afterNotes, SourceNames.suffix(name), known, lineEnd);
    start = withoutNotes(b, start, afterNotes, sample.end(), dialect);
    start = skipBlankLines(b, start, sample.end(), dialect);
    int end = wholeRows(sample, start, dialect);
    firstLine = lineOf(b, start, lineEnd);
    if (start >= end) {
      if (!complete) {
        return null;
      }
      throw CsvFailures.empty(name);
    }
    FieldScanner scanner = new FieldScanner(dialect);
    List<String> firstRow = DialectDetector.row(b, start, end, scanner, lineEnd);
    int second = rowEnd(b, start, end, scanner, lineEnd);
    // A line of prose names no column, so text without columns must show that it has a header.
    boolean prose = dialect.delimiter() == DialectDetector.NO_COLUMNS;
    boolean header =
        options.header().orElseGet(() -> isHeader(b, second, end, firstRow, dialect, prose));
    int rows = header ? second : start;
    int surveyed = surveyedRows(b, rows, end, dialect);
    if (header && scanner.unterminated()) {
      throw CsvFailures.unclosedQuote(name, firstLine);
    }
    if (firstRow.size() > BlockSurvey.MAX_FIELDS) {
      throw CsvFailures.tooManyFields(name, firstLine, BlockSurvey.MAX_FIELDS);
    }
    if (header) {
      checkText(b, start, rows, lineEnd);
    }
    BlockSurvey survey = new BlockSurvey(options, dialect, List.of());
    survey(survey, b, rows, surveyed, lineEnd);
    List<Column> columns = columns(header ? firstRow : List.of(), firstRow.size(), survey);
    if (options.ragged() == CsvOptions.Ragged.REJECT || options.rejectSchemaErrors()) {
      // Rows that will be set aside must not decide types; which they are was not known before.
      survey = new BlockSurvey(options, dialect, columns);
      survey(survey, b, rows, surveyed, lineEnd);
      columns = columns(header ? firstRow : List.of(), firstRow.size(), survey);
    }
    // A sample cut in the middle of the last row of the text still ends where a row ends.
    return new CsvLayout(
        SourceNames.stem(name),
        dialect,
        Math.min(rows, length),
        lineOf(b, rows, lineEnd),
        surveyed,
        end,
        columns,
        List.of(padded(survey.evidence(), columns.size())),
        properties(dialect, header),
        notices);
  }

  private void survey(BlockSurvey survey, byte[] b, int from, int end, byte lineEnd) {
    try {
      survey.survey(b, from, end);
    } catch (BlockSurvey.TooManyFields e) {
      throw CsvFailures.tooManyFields(
          name, lineOf(b, e.position(), lineEnd), BlockSurvey.MAX_FIELDS);
    }
    if (complete && survey.unclosedRow() >= 0) {
      throw CsvFailures.unclosedQuote(name, lineOf(b, survey.unclosedRow(), lineEnd));
    }
  }

  /** Pieces check their own rows; the header is in none of them. */
  private void checkText(byte[] b, int from, int to, byte lineEnd) {
    int bad = Utf8.firstInvalid(b, from, to);
    if (bad < 0) {
      return;
    }
    int lineStart = bad;
    while (lineStart > from && b[lineStart - 1] != lineEnd) {
      lineStart--;
    }
    throw TextFailures.invalid(
        name, "line " + lineOf(b, bad, lineEnd) + ", byte " + (bad - lineStart + 1), "UTF-8");
  }

  private static ColumnEvidence[] padded(ColumnEvidence[] evidence, int width) {
    ColumnEvidence[] result = new ColumnEvidence[Math.max(width, evidence.length)];
    for (int i = 0; i < result.length; i++) {
      result[i] = i < evidence.length ? evidence[i] : new ColumnEvidence();
    }
    return result;
  }

  private int skipLines(byte[] b, int end, byte lineEnd) {
    int p = 0;
    for (long i = 0; i < options.skipRows() && p < end; i++) {
      p = DialectDetector.nextLine(b, p, end, lineEnd);
    }
    return p;
  }

  /**
   * The delimiter that Excel's first line names, as in {@code sep=;}. A letter that quotes, escapes
   * or starts comments cannot be one; the line is a row then.
   */
  private OptionalInt toldDelimiter(byte[] b, int from, int end) {
    int p = from + SEPARATOR_IS.length();
    boolean ends = p + 1 == end || p + 1 < end && (b[p + 1] == '\n' || b[p + 1] == '\r');
    if (!ends || b[p] < ' ' && b[p] != '\t') {
      return OptionalInt.empty();
    }
    String word = new String(b, from, SEPARATOR_IS.length(), StandardCharsets.ISO_8859_1);
    boolean taken =
        b[p] == options.quote().orElse('"')
            || b[p] == options.escape().orElse(Dialect.NONE)
            || b[p] == options.comment();
    return word.equalsIgnoreCase(SEPARATOR_IS) && !taken
        ? OptionalInt.of(b[p])
        : OptionalInt.empty();
  }

  /** Behind the lines at the start that begin with {@code #}. */
  private static int skipNotes(byte[] b, int from, int end, byte lineEnd) {
    int p = from;
    while (p < end && b[p] == '#') {
      p = DialectDetector.nextLine(b, p, end, lineEnd);
    }
    return p < end ? p : from;
  }

  /**
   * Keeps the last note when it is as wide as the row below it, and that is no header: then the
   * note is.
   */
  private int withoutNotes(byte[] b, int from, int afterNotes, int end, Dialect dialect) {
    if (afterNotes == from) {
      return from;
    }
    int last = from;
    int count = 0;
    for (int p = from; p < afterNotes; p = DialectDetector.nextLine(b, p, end, dialect.lineEnd())) {
      last = p;
      count++;
    }
    FieldScanner scanner = new FieldScanner(dialect);
    int noteWidth = DialectDetector.row(b, last, end, scanner, dialect.lineEnd()).size();
    int rowWidth = DialectDetector.row(b, afterNotes, end, scanner, dialect.lineEnd()).size();
    int belowRow = rowEnd(b, afterNotes, end, scanner, dialect.lineEnd());
    List<String> row = DialectDetector.row(b, afterNotes, end, scanner, dialect.lineEnd());
    boolean header =
        noteWidth == rowWidth && noteWidth > 1 && !isHeader(b, belowRow, end, row, dialect, true);
    int notes = header ? count - 1 : count;
    if (notes > 0) {
      String text =
          DialectDetector.row(b, from, end, new FieldScanner(dialect), dialect.lineEnd()).stream()
              .reduce((x, y) -> x + Dialect.show(dialect.delimiter()) + y)
              .orElse("");
      notices.add(
          new Notice(
              "notes-skipped",
              "lines at the start that begin with # and are no rows: "
                  + notes
                  + "; the first is: "
                  + text));
    }
    return header ? last : afterNotes;
  }

  private static int skipBlankLines(byte[] b, int from, int end, Dialect dialect) {
    int p = from;
    while (p < end
        && (b[p] == dialect.lineEnd()
            || b[p] == '\r' && b[p + 1] == dialect.lineEnd()
            || b[p] == dialect.comment())) {
      p = DialectDetector.nextLine(b, p, end, dialect.lineEnd());
    }
    return p;
  }

  /** Where the last row that is whole within the sample ends. */
  private static int wholeRows(Sample sample, int start, Dialect dialect) {
    if (sample.complete()) {
      return sample.end();
    }
    byte[] rest = java.util.Arrays.copyOfRange(sample.bytes(), start, sample.bytes().length);
    return start + new BlockCutter(dialect).lastRowEnd(rest, sample.end() - 1 - start);
  }

  /** Where the rows to be surveyed end. */
  private static int surveyedRows(byte[] b, int rows, int end, Dialect dialect) {
    if (end - rows <= SURVEYED_BYTES) {
      return end;
    }
    byte[] part = java.util.Arrays.copyOfRange(b, rows, rows + SURVEYED_BYTES + TextBlock.PADDING);
    int cut = new BlockCutter(dialect).lastRowEnd(part, SURVEYED_BYTES);
    return cut > 0 ? rows + cut : end;
  }

  private static int rowEnd(byte[] b, int start, int end, FieldScanner scanner, byte lineEnd) {
    int p = start;
    while (p < end) {
      p = scanner.scan(b, p, end);
      if (p >= end || b[p] == lineEnd) {
        return Math.min(end, p + 1);
      }
      p++;
    }
    return end;
  }

  private boolean isHeader(
      byte[] b, int from, int end, List<String> firstRow, Dialect dialect, boolean onlyProven) {
    HeaderDetector detector = new HeaderDetector(options.nullTexts());
    FieldScanner scanner = new FieldScanner(dialect);
    int p = from;
    while (p < end && detector.wantsMore()) {
      int next = skipBlankLines(b, p, end, dialect);
      if (next > p) {
        p = next;
        continue;
      }
      detector.addRow(DialectDetector.row(b, p, end, scanner, dialect.lineEnd()));
      p = rowEnd(b, p, end, scanner, dialect.lineEnd());
    }
    return detector.isHeader(firstRow, onlyProven);
  }

  private List<Column> columns(List<String> header, int firstWidth, BlockSurvey survey) {
    ColumnEvidence[] evidence = survey.evidence();
    boolean pad = options.ragged() == CsvOptions.Ragged.PAD;
    int width = Math.max(header.size(), header.isEmpty() ? firstWidth : 0);
    for (int i = width; pad && i < evidence.length; i++) {
      if (!evidence[i].isEmpty()) {
        width = i + 1; // a row has a value there
      }
    }
    List<String> names = new ArrayList<>(header);
    while (names.size() < width) {
      names.add("");
    }
    names = Schema.uniqueNames(names);
    if (!header.isEmpty()) {
      for (String added : names.subList(header.size(), width)) {
        addNotice(
            new Notice(
                "column-added",
                "column "
                    + added
                    + " was added for rows with more than "
                    + header.size()
                    + " fields"));
      }
    }
    Map<String, FixedType> fixed = FixedTypes.byColumn(options.fixedTypes(), names, name);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      FixedType given = fixed.get(names.get(i).toLowerCase(Locale.ROOT));
      boolean unseen = i >= evidence.length || evidence[i].isEmpty();
      if (given != null) {
        columns.add(new Column(names.get(i), given.type(), true, false));
      } else if (options.allText() || unseen) {
        columns.add(
            new Column(names.get(i), new ColumnType.Text(), false, unseen && !options.allText()));
      } else {
        columns.add(new Column(names.get(i), evidence[i].type().orElseThrow(), false, false));
      }
    }
    return columns;
  }

  /** Columns are worked out twice when rows may be set aside; what is told is told once. */
  private void addNotice(Notice notice) {
    if (!notices.contains(notice)) {
      notices.add(notice);
    }
  }

  private Map<String, String> properties(Dialect dialect, boolean header) {
    Map<String, String> properties = new LinkedHashMap<>();
    boolean columns = dialect.delimiter() != DialectDetector.NO_COLUMNS;
    properties.put("delimiter", columns ? Dialect.show(dialect.delimiter()) : "none");
    properties.put("quote", Dialect.show(dialect.quote()));
    properties.put("escape", Dialect.show(dialect.escape()));
    properties.put("header", Boolean.toString(header));
    boolean crlf = false;
    for (int i = 1; i < Math.min(length, SURVEYED_BYTES) && !crlf; i++) {
      crlf = first[i] == '\n' && first[i - 1] == '\r';
    }
    properties.put("line_end", crlf ? "crlf" : dialect.lineEnd() == '\n' ? "lf" : "cr");
    return properties;
  }

  private static long lineOf(byte[] b, int p, byte lineEnd) {
    long line = 1;
    for (int i = 0; i < p; i++) {
      if (b[i] == lineEnd) {
        line++;
      }
    }
    return line;
  }
}
