package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Column;
import com.healthmarketscience.jackcess.Table;
import com.healthmarketscience.jackcess.complex.ComplexColumnInfo;
import com.healthmarketscience.jackcess.complex.ComplexDataType;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** A table of a database with its columns, less those that Access keeps for itself. */
final class AccessTable {
  private final Table source;
  private final String name;
  private final List<AccessColumn> columns;
  private final List<Notice> notices;

  private AccessTable(Table source, String name, List<AccessColumn> columns, List<Notice> notices) {
    this.source = source;
    this.name = name;
    this.columns = columns;
    this.notices = notices;
  }

  static AccessTable of(Table source, String name) {
    List<Column> wanted = new ArrayList<>();
    List<Notice> notices = new ArrayList<>();
    for (Column column : source.getColumns()) {
      if (isVersionHistory(column)) {
        notices.add(
            new Notice(
                "versions-left-out",
                "table "
                    + name
                    + ": earlier versions of an append-only memo are left out, its text is not"));
      } else {
        wanted.add(column);
        if (column.getType().isUnsupported()) {
          notices.add(
              new Notice(
                  "column-type-unknown",
                  "table "
                      + name
                      + ", column "
                      + column.getName()
                      + " is of a type that is not known, and is read as its bytes"));
        }
      }
    }
    List<String> names = Schema.uniqueNames(wanted.stream().map(Column::getName).toList());
    List<AccessColumn> columns = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      columns.add(new AccessColumn(wanted.get(i), names.get(i)));
    }
    return new AccessTable(source, name, List.copyOf(columns), notices);
  }

  /** Whether a column is where Access keeps what an append-only memo was before. */
  private static boolean isVersionHistory(Column column) {
    ComplexColumnInfo<?> complex = column.getComplexInfo();
    return complex != null && complex.getType() == ComplexDataType.VERSION_HISTORY;
  }

  Table source() {
    return source;
  }

  String name() {
    return name;
  }

  List<AccessColumn> columns() {
    return columns;
  }

  Schema schema() {
    return new Schema(columns.stream().map(AccessColumn::field).toList());
  }

  TableInfo info() {
    return new TableInfo(name, schema(), OptionalLong.of(source.getRowCount()), notices);
  }
}
