package io.pyforge.core.reader.parquet;

import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;

/** The columns of a file, and what each becomes. */
final class SourceColumns {
  private static final String SEPARATOR = "_";

  private SourceColumns() {}

  /**
   * Maps all columns, in the file's order. Their names are their paths, without the groups by which
   * lists and maps are spelled.
   *
   * @param inexact columns that are known to have nanoseconds
   */
  static List<SourceColumn> of(
      ParquetFile file, SchemaPlace top, SourceTypes types, Set<Integer> inexact) {
    List<String> paths = new ArrayList<>();
    List<SchemaPlace> leaves = new ArrayList<>();
    top.parts().forEach(part -> collect(part, "", paths, leaves));
    List<String> names = Schema.uniqueNames(paths);
    List<ColumnDescriptor> descriptors = file.schema().getColumns();
    List<SourceColumn> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      ColumnDescriptor descriptor = descriptors.get(i);
      SourceTypes.Mapping mapping = types.map(descriptor.getPrimitiveType(), inexact.contains(i));
      boolean nullable = leaves.get(i).presentLevel() > 0;
      columns.add(
          new SourceColumn(
              descriptor, new Field(names.get(i), mapping.type(), nullable), mapping.reader()));
    }
    return columns;
  }

  private static void collect(
      SchemaPlace place, String around, List<String> paths, List<SchemaPlace> leaves) {
    String step = place.step();
    String path = around + (around.isEmpty() || step.isEmpty() ? "" : SEPARATOR) + step;
    if (place.kind() == SchemaPlace.Kind.VALUE) {
      paths.add(path);
      leaves.add(place);
    }
    place.parts().forEach(part -> collect(part, path, paths, leaves));
  }

  /** Tells which columns became text because of nanoseconds. */
  static List<Notice> changes(List<SourceColumn> before, List<SourceColumn> after) {
    List<Notice> notices = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      Field was = before.get(i).field();
      Field is = after.get(i).field();
      if (!was.equals(is)) {
        notices.add(
            new Notice(
                "type-widened",
                "column "
                    + was.name()
                    + " has nanoseconds, or years, which "
                    + was.type().name()
                    + " does not hold; it is written as "
                    + is.type().name()));
      }
    }
    return notices;
  }
}
