package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.core.infer.ValueFit;
import io.pyforge.core.infer.ValueText;
import io.pyforge.core.text.TextBlock;
import io.pyforge.spi.batch.ColumnType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at every value of some rows and gathers, for each column, the evidence from which its type
 * is decided. Rows that reading would set aside are left out.
 */
final class BlockSurvey {
  /**
   * A row of more fields is refused: each column takes some kilobytes while it is read and written.
   */
  static final int MAX_FIELDS = 32 * 1024;

  /** A row that has more than {@link #MAX_FIELDS}. */
  static final class TooManyFields extends RuntimeException {
    private final int position;

    TooManyFields(int position) {
      super("more than " + MAX_FIELDS + " fields", null, false, false);
      this.position = position;
    }

    /** Where the row starts in the bytes surveyed. */
    int position() {
      return position;
    }
  }

  private final CsvOptions options;
  private final Dialect dialect;
  private final List<Column> columns;
  private final FieldScanner scanner;
  private final ValueText value = new ValueText();
  private final List<ColumnEvidence> evidence = new ArrayList<>();
  private int unclosedRow = -1;

  // The fields of the row being looked at: content, and whether it was quoted.
  private byte[][] contents = new byte[16][];
  private int[] lengths = new int[16];
  private boolean[] quoted = new boolean[16];

  /**
   * @param columns as known so far; empty when nothing is known, and then no row is set aside
   */
  BlockSurvey(CsvOptions options, Dialect dialect, List<Column> columns) {
    this.options = options;
    this.dialect = dialect;
    this.columns = columns;
    scanner = new FieldScanner(dialect);
  }

  /** What was learnt, by column; columns beyond those known come from rows with more fields. */
  ColumnEvidence[] evidence() {
    return evidence.toArray(new ColumnEvidence[0]);
  }

  /** Where the row starts that ends inside a quoted field, or -1. */
  int unclosedRow() {
    return unclosedRow;
  }

  /**
   * Looks at the rows in {@code b[from..end)}, which ends in a line end.
   *
   * @throws TooManyFields if a row has more fields than a table may have columns
   */
  void survey(byte[] b, int from, int end) {
    boolean oneColumn = columns.size() == 1;
    int p = from;
    while (p < end) {
      byte first = b[p];
      boolean blank = first == dialect.lineEnd() || first == '\r' && b[p + 1] == dialect.lineEnd();
      if (blank && !oneColumn || first == dialect.comment()) {
        p = DialectDetector.nextLine(b, p, end, dialect.lineEnd());
        continue;
      }
      int width = 0;
      int start = p;
      boolean more = true;
      while (more) {
        if (width == MAX_FIELDS) {
          throw new TooManyFields(start);
        }
        p = scanner.scan(b, p, end);
        remember(b, width++);
        if (scanner.unterminated()) {
          unclosedRow = start;
        }
        more = p < end && b[p] != dialect.lineEnd();
        p++;
      }
      if (!setAside(width)) {
        learn(width);
      }
    }
  }

  private void remember(byte[] b, int i) {
    if (i == contents.length) {
      contents = Arrays.copyOf(contents, i * 2);
      lengths = Arrays.copyOf(lengths, i * 2);
      quoted = Arrays.copyOf(quoted, i * 2);
    }
    int from = scanner.contentStart();
    int length = scanner.contentEnd() - from;
    byte[] content = contents[i];
    if (content == null || content.length < length + TextBlock.PADDING) {
      content = new byte[Math.max(64, length) + TextBlock.PADDING];
      contents[i] = content;
    }
    if (scanner.rewritten()) {
      length = scanner.rewrite(b, content, 0);
    } else {
      System.arraycopy(b, from, content, 0, length);
    }
    lengths[i] = length;
    quoted[i] = scanner.quoted();
  }

  private boolean setAside(int width) {
    if (columns.isEmpty()) {
      return false;
    }
    if (options.ragged() == CsvOptions.Ragged.REJECT && width != columns.size()) {
      return true;
    }
    if (options.rejectSchemaErrors()) {
      for (int i = 0; i < Math.min(width, columns.size()); i++) {
        Column column = columns.get(i);
        if (column.fixed()
            && !(column.type() instanceof ColumnType.Text)
            && !isNull(i)
            && value.classify(contents[i], 0, lengths[i]) != ValueText.Kind.BLANK
            && !ValueFit.fits(value, contents[i], 0, lengths[i], column)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean isNull(int i) {
    if (quoted[i]) {
      return false;
    }
    if (lengths[i] == 0) {
      return true;
    }
    for (byte[] text : options.nullTexts()) {
      if (Arrays.equals(text, 0, text.length, contents[i], 0, lengths[i])) {
        return true;
      }
    }
    return false;
  }

  private void learn(int width) {
    while (evidence.size() < width) {
      evidence.add(new ColumnEvidence());
    }
    for (int i = 0; i < width; i++) {
      ColumnEvidence known = evidence.get(i);
      if (isNull(i) || known.isText()) {
        continue;
      }
      ValueText.Kind kind = value.classify(contents[i], 0, lengths[i]);
      if (kind != ValueText.Kind.BLANK) {
        known.add(value);
      } else if (i >= columns.size() && !columns.isEmpty() && lengths[i] > 0) {
        known.addKind(ValueText.Kind.TEXT); // blanks beyond the last column are still content
      }
    }
  }
}
