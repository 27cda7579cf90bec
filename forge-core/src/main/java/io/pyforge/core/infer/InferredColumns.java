package io.pyforge.core.infer;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The columns of one table whose values are text, and what is known of those values. A pass reads
 * with the types that {@link #columns} and {@link #schema} give and {@link #learn}s what it sees;
 * {@link #widen} takes what was learnt into the types.
 *
 * <p>Learning is thread-safe; columns change only between passes.
 */
public final class InferredColumns {
  private final boolean allText;
  private final List<ColumnEvidence> evidence = new ArrayList<>();
  private List<Column> columns;
  private Schema schema;

  /**
   * @param allText whether every column that is not fixed is text, whatever its values
   */
  public InferredColumns(List<Column> columns, boolean allText) {
    this.allText = allText;
    this.columns = List.copyOf(columns);
    schema = schemaOf(columns);
    ensure(columns.size());
  }

  private static Schema schemaOf(List<Column> columns) {
    return new Schema(columns.stream().map(c -> Field.of(c.name(), c.type())).toList());
  }

  private void ensure(int width) {
    while (evidence.size() < width) {
      evidence.add(new ColumnEvidence());
    }
  }

  /** The columns, with the types of this pass. */
  public List<Column> columns() {
    return columns;
  }

  /** The same as a schema. */
  public Schema schema() {
    return schema;
  }

  /**
   * Takes what was learnt about the columns, by index. More entries than there are columns are
   * evidence of columns to come.
   */
  public synchronized void learn(ColumnEvidence[] learnt) {
    ensure(learnt.length);
    for (int i = 0; i < learnt.length; i++) {
      evidence.get(i).merge(learnt[i]);
    }
  }

  /** What is known of a column's values; of columns to come as well. */
  public synchronized ColumnEvidence evidence(int column) {
    ensure(column + 1);
    return evidence.get(column);
  }

  /** The number of columns for which there is evidence, or room for it. */
  public synchronized int evidenceWidth() {
    return evidence.size();
  }

  /**
   * Gives every column the narrowest type that holds all its values, and adds columns.
   *
   * @param names of all columns: those there are, then those to add
   * @param moreToCome whether values may follow, so that a column without any stays open
   * @return a notice for every column whose type changed; none for those added
   */
  public synchronized List<Notice> widen(List<String> names, boolean moreToCome) {
    ensure(names.size());
    List<Column> widened = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Optional<ColumnType> seen = evidence.get(i).type();
      ColumnType inferred =
          allText ? new ColumnType.Text() : seen.orElseGet(() -> new ColumnType.Text());
      if (i >= columns.size()) {
        widened.add(new Column(names.get(i), inferred, false, moreToCome && seen.isEmpty()));
        continue;
      }
      Column column = columns.get(i);
      ColumnType type = column.fixed() ? column.type() : inferred;
      if (!type.equals(column.type())) {
        notices.add(column.widenedTo(type));
      }
      boolean unseen = moreToCome && column.unseen() && seen.isEmpty();
      widened.add(new Column(names.get(i), type, column.fixed(), unseen));
    }
    columns = List.copyOf(widened);
    schema = schemaOf(columns);
    return notices;
  }
}
