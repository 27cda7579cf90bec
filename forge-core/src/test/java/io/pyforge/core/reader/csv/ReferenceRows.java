package io.pyforge.core.reader.csv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Delimited text read one byte after the other, straight from the rules of {@link FieldScanner}:
 * what the quick readers are measured by.
 */
final class ReferenceRows {
  /** A field: its content with quotes and escapes resolved. */
  record Cell(String content, boolean quoted) {
    boolean isNull(List<String> nullTexts) {
      return !quoted && (content.isEmpty() || nullTexts.contains(content));
    }
  }

  /**
   * A row.
   *
   * @param line within the text given, from 1
   * @param end exclusive, behind the line end
   * @param closed whether its last quote closes
   */
  record Row(List<Cell> cells, long line, int start, int end, boolean closed) {
    boolean isBlank() {
      return cells.size() == 1 && cells.get(0).equals(new Cell("", false));
    }
  }

  private final byte[] b;
  private final Dialect dialect;
  private int p;
  private long line = 1;
  private boolean closed = true;

  private ReferenceRows(byte[] bytes, Dialect dialect) {
    b = bytes;
    this.dialect = dialect;
  }

  /** All rows of the text, blank ones too; lines that start with the comment mark are left out. */
  static List<Row> of(byte[] text, Dialect dialect) {
    byte[] ended = text;
    if (text.length > 0 && text[text.length - 1] != dialect.lineEnd()) {
      ended = Arrays.copyOf(text, text.length + 1);
      ended[text.length] = dialect.lineEnd();
    }
    return new ReferenceRows(ended, dialect).rows();
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    while (p < b.length) {
      if (b[p] == dialect.comment()) {
        while (b[p] != dialect.lineEnd()) {
          p++;
        }
        p++;
        line++;
        continue;
      }
      int start = p;
      long startLine = line;
      List<Cell> cells = new ArrayList<>();
      do {
        cells.add(cell());
      } while (closed && b[p++] == dialect.delimiter());
      line++;
      rows.add(new Row(cells, startLine, start, Math.min(p, b.length), closed));
      if (!closed) {
        break;
      }
    }
    return rows;
  }

  /** Reads the field at {@code p} and leaves {@code p} at the byte that ends it. */
  private Cell cell() {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    boolean quoted = b[p] == dialect.quote();
    if (quoted) {
      p++;
      while (true) {
        if (p >= b.length) {
          closed = false;
          return new Cell(content.toString(StandardCharsets.UTF_8), true);
        }
        if (b[p] == dialect.escape()) {
          p++;
          if (p < b.length) {
            take(content);
          }
        } else if (b[p] != dialect.quote()) {
          take(content);
        } else if (p + 1 < b.length && b[p + 1] == dialect.quote()) {
          p++;
          take(content);
        } else {
          p++;
          break;
        }
      }
    }
    int rest = p;
    while (b[p] != dialect.delimiter() && b[p] != dialect.lineEnd()) {
      if (b[p] == dialect.escape() && p + 2 < b.length) {
        p++;
        if (b[p] == dialect.lineEnd()) {
          line++;
        }
      }
      p++;
    }
    int end = p;
    if (dialect.lineEnd() == '\n' && b[p] == '\n' && p > rest && b[p - 1] == '\r') {
      end--;
    }
    for (int i = rest; i < end; i++) {
      if (b[i] == dialect.escape() && i + 1 < end) {
        i++;
      }
      content.write(b[i]);
    }
    return new Cell(content.toString(StandardCharsets.UTF_8), quoted);
  }

  private void take(ByteArrayOutputStream content) {
    if (b[p] == dialect.lineEnd()) {
      line++;
    }
    content.write(b[p++]);
  }
}
