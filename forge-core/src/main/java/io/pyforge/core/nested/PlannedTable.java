package io.pyforge.core.nested;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.SchemaFailures;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.reader.SchemaMiss;
import java.util.List;
import java.util.function.Supplier;

/**
 * A table of a plan.
 *
 * @param place whose occurrences are the rows
 * @param keys how many of the columns are keys, which come first and are no values of the input
 * @param numbered whether the first key is the row's own number, which rows of child tables name
 * @param child whether the last two keys are the number of the row that it belongs to, and its
 *     position there, both from 1
 * @param columns all of them
 * @param places where the columns' values come from, keys left out
 */
record PlannedTable(
    String name,
    ShapeNode place,
    int keys,
    boolean numbered,
    boolean child,
    List<Column> columns,
    List<ShapeNode> places) {

  /** The name of a table that is only there for others to refer to, and is never given. */
  static final String BARE = "";

  PlannedTable {
    columns = List.copyOf(columns);
    places = List.copyOf(places);
  }

  Schema schema() {
    return new Schema(columns.stream().map(c -> Field.of(c.name(), c.type())).toList());
  }

  /**
   * The miss of a value that does not fit its column.
   *
   * @param input its name, and {@code place} that of the record, for the message of a failure
   * @throws io.pyforge.spi.error.ForgeException INVALID if the user fixed the column's type
   */
  SchemaMiss miss(Column column, String input, Supplier<String> place, String value) {
    if (column.fixed()) {
      throw SchemaFailures.broken(input, place.get(), column, value, false);
    }
    return new SchemaMiss(name, column.name(), "no " + column.type().name());
  }
}
