package io.pyforge.core.reader.mdf;

import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A table that can be read: its columns, which become text when a survey finds values that their
 * types do not hold, and where its rows are. Surveys on several threads may report to it.
 */
final class MdfTable {
  private final String name;
  private final long rowCount;
  private final List<Partition> partitions;
  private final List<Notice> notices;
  private final long maxValueBytes;
  private final Set<Integer> inexact = Collections.synchronizedSet(new TreeSet<>());
  private List<TableColumn> columns;
  private Schema schema;

  /**
   * @param rowCount by the catalog
   * @param maxValueBytes of a value on other pages
   */
  MdfTable(
      String name,
      long rowCount,
      List<TableColumn> columns,
      List<Partition> partitions,
      List<Notice> notices,
      long maxValueBytes) {
    this.name = name;
    this.rowCount = rowCount;
    this.partitions = List.copyOf(partitions);
    this.notices = List.copyOf(notices);
    this.maxValueBytes = maxValueBytes;
    this.columns = List.copyOf(columns);
    schema = schema(this.columns);
  }

  private static Schema schema(List<TableColumn> columns) {
    List<String> names = Schema.uniqueNames(columns.stream().map(TableColumn::name).toList());
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      fields.add(new Field(names.get(i), columns.get(i).output(), columns.get(i).nullable()));
    }
    return new Schema(fields);
  }

  String name() {
    return name;
  }

  long rowCount() {
    return rowCount;
  }

  List<Partition> partitions() {
    return partitions;
  }

  List<Notice> notices() {
    return notices;
  }

  long maxValueBytes() {
    return maxValueBytes;
  }

  List<TableColumn> columns() {
    return columns;
  }

  Schema schema() {
    return schema;
  }

  boolean mayHaveOutsideValues() {
    return columns.stream().anyMatch(column -> column.type().mayBeOutside());
  }

  boolean mayBeInexact() {
    return columns.stream().anyMatch(TableColumn::mayBeInexact);
  }

  /** Takes note of a column with a value that its type does not hold. */
  void foundInexact(int column) {
    inexact.add(column);
  }

  /** Makes text of the columns that need it; returns a notice for each. */
  List<Notice> widen() {
    List<Notice> changes = new ArrayList<>();
    List<TableColumn> wider = new ArrayList<>(columns);
    for (int i : inexact) {
      TableColumn column = columns.get(i);
      wider.set(i, column.asText());
      String what =
          column.type().hasOffset()
              ? "offsets from UTC or seven places of a second"
              : "seven places of a second";
      changes.add(
          new Notice(
              "type-widened",
              "table "
                  + name
                  + ", column "
                  + schema.field(i).name()
                  + ": "
                  + column.output().name()
                  + " became text, for there are values with "
                  + what));
    }
    inexact.clear();
    columns = List.copyOf(wider);
    schema = schema(columns);
    return changes;
  }
}
