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

  /** The place is no part of any table. */
  static final int LEFT_OUT = 16;

  /** Each occurrence has columns of its own. */
  static final int NUMBERED = 32;

  /** An instance without other instances or joins in it. */
  private static final int LEAF_ROW = 64;

  private final Shape shape;
  private final ArrayHandling arrays;
  private final RowPlaces rows;
  private final PathNames names;
  private final String input;
  private final int maxColumns;
  private final List<PlannedTable> tables = new ArrayList<>();
  private final int[] tableOf;
  private final int[] columnOf;
  private final int[] marks;
  private final int[] counts;
  private final int[] strides;
  private final Map<ShapeNode, Integer> numbers = new HashMap<>();

  /**
   * @param moreToCome whether values may follow, so that a column without any stays open
   */
  RecordPlan(Shape shape, NestedInput.Setup setup, boolean moreToCome) {
    this.shape = shape;
    NestedOptions options = setup.options();
    arrays = options.arrays();
    rows = setup.rows();
    names = setup.names();
    input = setup.name();
    maxColumns = setup.maxColumns();
    tableOf = new int[shape.size()];
    columnOf = new int[shape.size()];
    marks = new int[shape.size()];
    counts = new int[shape.size()];
    strides = new int[shape.size()];
    Arrays.fill(columnOf, NONE);
    List<ShapeNode> tops = new ArrayList<>();
    tops.add(shape.top());
    Set<String> taken = new HashSet<>();
    for (int t = 0; t < tops.size(); t++) {
      ShapeNode top = tops.get(t);
      Columns columns = new Columns(top, new ArrayList<>(), new ArrayList<>());
      int tablesBefore = tops.size();
      boolean inRow = top != shape.top() && rows.isWithinRow(top);
      collect(top, t, 0, inRow, columns, tops);
      boolean numbered = tops.size() > tablesBefore;
      boolean bare = t == 0 && numbered && columns.places.isEmpty() && !rows.isRow(top);
      String name = bare ? PlannedTable.BARE : t == 0 ? setup.table() : names.table(top);
      tables.add(
          table(bare ? name : unique(name, taken), columns, t > 0, numbered, options, moreToCome));
    }
    markLeafRows(shape.top());
  }

  /** The columns of a table, keys left out, while they are gathered. */
  private record Columns(ShapeNode top, List<ShapeNode> places, List<String> names) {}

  private static String unique(String name, Set<String> taken) {
    String base = name.isEmpty() ? "values" : name;
    String candidate = base;
    for (int i = 2; !taken.add(candidate.toLowerCase(Locale.ROOT)); i++) {
      candidate = base + "_" + i;
    }
    return candidate;
  }

  /**
   * Finds the places that are columns of table {@code t}, and those that are tables.
   *
   * @param inRow whether the place lies within a row
   */
  private void collect(
      ShapeNode node, int t, int inherited, boolean inRow, Columns columns, List<ShapeNode> tops) {
    tableOf[node.id()] = t;
    int own = inherited | (node.repeated() ? REPEATED : 0);
    boolean row = !inRow && rows.isRow(node);
    if (!inRow && !row && rows.isLeftOut(node)) {
      marks[node.id()] = own | LEFT_OUT;
      return;
    }
    if (node != shape.top()) {
      if (arrays == ArrayHandling.CHILD_TABLES) {
        boolean rowBelowRoot = row && node.parent() != shape.top();
        if (node.repeated() || rowBelowRoot) {
          own |= INSTANCE;
          if (columns.top != node) {
            marks[node.id()] = own;
            tops.add(node);
            return;
          }
        }
      } else if (!inRow && (row || node.repeated())) {
        own |= INSTANCE;
      } else if (node.repeated()) {
        switch (arrays) {
          case EXPAND -> own |= INSTANCE;
          case CONCATENATE -> own |= JOINED;
          case JSON_STRING -> own |= JSON;
          case NUMBERED -> own |= NUMBERED;
          case CHILD_TABLES -> throw new IllegalStateException("tables were handled before");
        }
      }
    }
    if (inRow && rows.isKeptWhole(node)) {
      own |= JSON;
    }
    marks[node.id()] = own;
    if ((own & NUMBERED) == 0) {
      collectOnce(node, t, inRow || row, columns, tops);
      return;
    }
    counts[node.id()] = Math.max(1, node.mostOccurrences());
    int before = columns.places.size();
    for (int k = 1; k <= counts[node.id()]; k++) {
      numbers.put(node, k);
      collectOnce(node, t, true, columns, tops);
      if (k == 1) {
        strides[node.id()] = columns.places.size() - before;
      }
    }
    numbers.remove(node);
  }

  private void collectOnce(
      ShapeNode node, int t, boolean inRow, Columns columns, List<ShapeNode> tops) {
    int own = marks[node.id()];
    boolean json = (own & JSON) != 0;
    if (json || node.valued() || !node.hasChildren()) {
      if (numbers.values().stream().allMatch(k -> k == 1)) {
        columnOf[node.id()] = columns.places.size();
      }
      columns.places.add(node);
      columns.names.add(
          numbers.isEmpty()
              ? names.column(columns.top, node)
              : names.column(columns.top, node, numbers));
      if (columns.places.size() > maxColumns) {
        throw NestedFailures.tooManyColumns(input, maxColumns);
      }
    }
    if (!json) {
      for (ShapeNode child : node.children()) {
        collect(child, t, own & JOINED, inRow, columns, tops);
      }
    }
  }

  private PlannedTable table(
      String name,
      Columns found,
      boolean child,
      boolean numbered,
      NestedOptions options,
      boolean moreToCome) {
    List<ShapeNode> places = found.places;
    List<String> wanted = new ArrayList<>(found.names);
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
    Set<ShapeNode> moved = new HashSet<>();
    for (int i = 0; i < places.size(); i++) {
      ShapeNode place = places.get(i);
      if (moved.add(place)) {
        columnOf[place.id()] += keyNames.size();
      }
      columns.add(column(unique.get(i), place, fixed, options, moreToCome));
    }
    return new PlannedTable(name, found.top, keyNames.size(), numbered, child, columns, places);
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
    ColumnType told = place.sourceType();
    if (told != null && !text) {
      return new Column(name, told, false, false);
    }
    boolean unseen = place.evidence().isEmpty() && !text;
    ColumnType type =
        text || unseen ? new ColumnType.Text() : place.evidence().type().orElseThrow();
    return new Column(name, type, false, unseen && moreToCome);
  }

  /** Refuses fixed types of columns that there are not. */
  void checkFixed(NestedOptions options) {
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

  /** Whether each record is one row, whose values stand for themselves. */
  boolean isFlat() {
    if (tables.size() > 1) {
      return false;
    }
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

  /** Whether occurrences of the place are instances without other instances or joins in them. */
  boolean isLeafRow(ShapeNode node) {
    return (marks[node.id()] & LEAF_ROW) != 0;
  }

  private boolean markLeafRows(ShapeNode node) {
    boolean leaf = (marks[node.id()] & (JOINED | JSON)) == 0;
    for (ShapeNode child : node.children()) {
      leaf &= markLeafRows(child);
    }
    if (leaf && (marks[node.id()] & INSTANCE) != 0) {
      marks[node.id()] |= LEAF_ROW;
      return false;
    }
    return leaf;
  }

  /** How many occurrences of a numbered place have columns. */
  int count(ShapeNode node) {
    return counts[node.id()];
  }

  /** How many columns lie between those of one occurrence of a numbered place and the next. */
  int stride(ShapeNode node) {
    return strides[node.id()];
  }

  /** One of several columns that a place had, by name, or null. */
  @Nullable Column columnOf(ShapeNode node, String name) {
    if (!known(node) || columnOf[node.id()] == NONE) {
      return null;
    }
    return tables.get(tableOf[node.id()]).columns().stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** The column that a place had, or null. */
  @Nullable Column columnOf(ShapeNode node) {
    if (!known(node) || columnOf[node.id()] == NONE) {
      return null;
    }
    return tables.get(tableOf[node.id()]).columns().get(columnOf[node.id()]);
  }
}
