package io.pyforge.core.reader.pdf;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table of one page or of several in a row: where its rows are, and what is in its columns. */
final class CollectedTable {
  /** Points by which the columns of two pages may differ. */
  private static final float EDGE_SLACK = 6f;

  private final int firstPage;
  private final float[] edges;
  private final Optional<List<String>> header;
  private final long position;
  private final List<CellValues> values = new ArrayList<>();
  private int lastPage;
  private long rowCount;

  /**
   * @param position of its first row in the spool
   */
  CollectedTable(int page, GridTable table, Optional<List<String>> header, long position) {
    firstPage = page;
    lastPage = page;
    edges = table.edges();
    this.header = header;
    this.position = position;
    for (int i = 0; i < table.columns(); i++) {
      values.add(new CellValues());
    }
  }

  int columns() {
    return values.size();
  }

  long position() {
    return position;
  }

  long rowCount() {
    return rowCount;
  }

  int firstPage() {
    return firstPage;
  }

  int lastPage() {
    return lastPage;
  }

  boolean hasHeader(List<String> other) {
    return header.isPresent() && header.get().equals(other);
  }

  /** Whether another table's columns stand in the same places. */
  boolean edgesLike(GridTable other) {
    float[] others = other.edges();
    if (others.length != edges.length) {
      return false;
    }
    for (int i = 1; i < edges.length - 1; i++) {
      if (Math.abs(edges[i] - others[i]) > EDGE_SLACK) {
        return false;
      }
    }
    return true;
  }

  void learn(@Nullable String[] row) {
    rowCount++;
    for (int i = 0; i < row.length; i++) {
      String text = row[i];
      if (text != null) {
        values.get(i).add(text);
      }
    }
  }

  void goesTo(int page) {
    lastPage = page;
  }

  /** The names of the columns. */
  List<String> names() {
    return Schema.uniqueNames(header.orElseGet(() -> java.util.Collections.nCopies(columns(), "")));
  }

  /** How the values of each column are written. */
  List<CellStyle> styles() {
    boolean commas = values.stream().noneMatch(CellValues::decimalComma);
    return values.stream().map(one -> one.style(commas)).toList();
  }

  /** The columns with their narrowest types; all of them text if so wanted. */
  List<Column> inferred(boolean allText) {
    List<String> names = names();
    List<CellStyle> styles = styles();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnType type = allText ? new ColumnType.Text() : values.get(i).type(styles.get(i));
      columns.add(new Column(names.get(i), type, false, false));
    }
    return columns;
  }

  /** Dashes in a column that stand for no value. */
  long dashes(int column) {
    return values.get(column).dashes();
  }
}
