package io.pyforge.core.nested;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** How columns and tables are named after their places, before names are made unique. */
public interface PathNames {
  /** Steps that begin so are attributes, which join what they belong to without a separator. */
  String ATTRIBUTE = "@";

  /**
   * The name of a column.
   *
   * @param table the place whose occurrences are the table's rows
   * @param place within {@code table}, or the same
   */
  String column(ShapeNode table, ShapeNode place);

  /**
   * The name of a column of which there are several, because a place on the way to it is numbered.
   *
   * @param numbers of the numbered places, from 1
   */
  default String column(ShapeNode table, ShapeNode place, Map<ShapeNode, Integer> numbers) {
    return column(table, place);
  }

  /** The name of the table whose rows are the occurrences of a place below the top. */
  String table(ShapeNode place);

  /**
   * Names made of all steps from the table's place, joined by underscores.
   *
   * @param top the name of the records' own values
   */
  static PathNames joined(String top) {
    return new PathNames() {
      @Override
      public String column(ShapeNode table, ShapeNode place) {
        String path = path(table, place);
        if (!path.isEmpty()) {
          return path;
        }
        return place.step().isEmpty() ? top : place.step();
      }

      @Override
      public String table(ShapeNode place) {
        return path(null, place);
      }
    };
  }

  /**
   * The steps from one place to another, joined by underscores; anonymous steps leave no trace.
   *
   * @param from not part of the path; null for the top
   */
  static String path(@org.jspecify.annotations.Nullable ShapeNode from, ShapeNode to) {
    Deque<String> steps = new ArrayDeque<>();
    for (ShapeNode node = to; node != null && node != from; node = node.parent()) {
      if (!node.step().isEmpty()) {
        steps.addFirst(node.step());
      }
    }
    StringBuilder path = new StringBuilder();
    for (String step : steps) {
      if (path.length() > 0 && !step.startsWith(ATTRIBUTE)) {
        path.append('_');
      }
      path.append(step);
    }
    return path.toString();
  }
}
