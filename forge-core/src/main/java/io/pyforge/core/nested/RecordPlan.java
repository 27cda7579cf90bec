package io.pyforge.core.nested;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.FixedTypes;
import io.pyforge.core.infer.FixedTypes.FixedType;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tables and columns the places of a shape become. Immutable; one pass reads by one plan.
 *
 * <p>A place that only ever held nothing is a text column without values, so that it is not lost.
 */
final class RecordPlan {
  /** The number of a row, for the rows of child tables. */
  static final String ROW_ID = "_row_id";

  /** The number of the row that a row of a child table belongs to. */
  static final String PARENT_ROW_ID = "_parent_row_id";

  /** The position of a row of a child table among those of its parent. */
  static final String POSITION = "_position";

  private static final int NONE = -1;

  /** What to do with a place; bits, because each value asks several of them. */
  static final int REPEATED = 1;

  /** Each occurrence is an instance of its own. */
  static final int INSTANCE = 2;

  /** The values of all occurrences in a record are joined. */
  static final int JOINED = 4;

  /** The content is wanted as JSON. */
  static final int JSON = 8;

  private final Shape shape;
  private final ArrayHandling arrays;
  private final List<PlannedTable> tables = new ArrayList<>();
  private final int[] tableOf;
  private final int[] columnOf;
  private final int[] marks;

  /**
   * @param table the name of the table of records
   * @param moreToCome whether values may follow, so that a column without any stays open
   */
  RecordPlan(
      Shape shape, NestedOptions options, PathNames names, String table, boolean moreToCome) {
    this.shape = shape;
    arrays = options.arrays();
    tableOf = new int[shape.size()];
    columnOf = new int[shape.size()];
    marks = new int[shape.size()];
    Arrays.fill(columnOf, NONE);
    List<ShapeNode> tops = new ArrayList<>();
    tops.add(shape.top());
    Set<String> taken = new HashSet<>();
    for (int t = 0; t < tops.size(); t++) {
      ShapeNode top = tops.get(t);
      List<ShapeNode> places = new ArrayList<>();
      int tablesBefore = tops.size();
      collect(top, t, 0, places, tops);
      boolean numbered = tops.size() > tablesBefore;
      String name = t == 0 ? table : names.table(top);
      tables.add(
          table(unique(name, taken), top, t > 0, numbered, places, names, options, moreToCome, t));
    }
  }

  private static String unique(String name, Set<String> taken) {
    String base = name.isEmpty() ? "values" : name;
    String candidate = base;
    for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
      candidate = base + "_" + i;
    }
    return candidate;
  }

  /** Finds the places that are columns of table {@code t}, and those that are tables. */
  private void collect(
      ShapeNode node, int t, int inherited, List<ShapeNode> places, List<ShapeNode> tops) {
    tableOf[node.id()] = t;
    int own = inherited | (node.repeated() ? REPEATED : 0);
    boolean top = tops.get(t) == node;
    if (node.repeated() && node != shape.top()) {
      switch (arrays) {
        case CHILD_TABLES -> {
          own |= INSTANCE;
          if (!top) {
            marks[node.id()] = own;
            tops.add(node);
            return;
          }
        }
        case EXPAND -> own |= INSTANCE;
        case CONCATENATE -> own |= JOINED;
        case JSON_STRING -> own |= JSON;
      }
    }
    marks[node.id()] = own;
    boolean json = (own & JSON) != 0;
    if (json || node.valued() || !node.hasChildren()) {
      columnOf[node.id()] = places.size();
      places.add(node);
    }
    if (!json) {
      for (ShapeNode child : node.children()) {
        collect(child, t, own & JOINED, places, tops);
      }
    }
  }

  private PlannedTable table(
      String name,
      ShapeNode top,
      boolean child,
      boolean numbered,
      List<ShapeNode> places,
      PathNames names,
      NestedOptions options,
      boolean moreToCome,
      int t) {
    List<String> wanted = new ArrayList<>();
    places.forEach(place -> wanted.add(names.column(top, place)));
    List<String> keyNames = new ArrayList<>();
    if (numbered) {
      keyNames.add(ROW_ID);
    }
    if (child) {
      keyNames.add(PARENT_ROW_ID);
      keyNames.add(POSITION);
    }
    wanted.addAll(keyNames); // behind the others, so that names of the input stay as they are
    List<String> unique = Schema.uniqueNames(wanted);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < keyNames.size(); i++) {
      columns.add(new Column(unique.get(places.size() + i), new ColumnType.Int64(), false, false));
    }
    Map<String, FixedType> fixed = new HashMap<>();
    options.fixedTypes().forEach(type -> fixed.put(key(type.column()), type));
    for (int i = 0; i < places.size(); i++) {
      ShapeNode place = places.get(i);
      columnOf[place.id()] = keyNames.size() + i;
      columns.add(column(unique.get(i), place, fixed, options, moreToCome));
    }
    return new PlannedTable(name, top, keyNames.size(), numbered, child, columns, places);
  }

  private Column column(
      String name,
      ShapeNode place,
      Map<String, FixedType> fixed,
      NestedOptions options,
      boolean moreToCome) {
    FixedType given = fixed.get(key(name));
    if (given != null) {
      return new Column(name, given.type(), true, false);
    }
    boolean text = options.allText() || (marks[place.id()] & (JOINED | JSON)) != 0;
    boolean unseen = place.evidence().isEmpty() && !text;
    ColumnType type =
        text || unseen ? new ColumnType.Text() : place.evidence().type().orElseThrow();
    return new Column(name, type, false, unseen && moreToCome);
  }

  /**
   * Refuses fixed types of columns that there are not.
   *
   * @param input its name, for the message
   */
  void checkFixed(NestedOptions options, String input) {
    List<String> all = new ArrayList<>();
    tables.forEach(table -> table.columns().forEach(column -> all.add(column.name())));
    FixedTypes.byColumn(options.fixedTypes(), all, input);
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  Shape shape() {
    return shape;
  }

  /** The table of records, then child tables, each after the one that it belongs to. */
  List<PlannedTable> tables() {
    return tables;
  }

  /** Whether no place is repeated, so that each record is a row. */
  boolean isFlat() {
    for (int mark : marks) {
      if (mark != 0) {
        return false;
      }
    }
    return true;
  }

  boolean known(ShapeNode node) {
    return node.id() < marks.length;
  }

  int marks(ShapeNode node) {
    return marks[node.id()];
  }

  int table(ShapeNode node) {
    return tableOf[node.id()];
  }

  /** The column, keys counted, of a place's own values in its table; -1 when there is none. */
  int column(ShapeNode node) {
    return columnOf[node.id()];
  }

  /** The column that a place had, or null. */
  @Nullable Column columnOf(ShapeNode node) {
    if (!known(node) || columnOf[node.id()] == NONE) {
      return null;
    }
    return tables.get(tableOf[node.id()]).columns().get(columnOf[node.id()]);
  }
}
