package io.pyforge.core.corpus;

import io.pyforge.core.reader.pdf.DetectedTables.Cell;
import io.pyforge.core.reader.pdf.DetectedTables.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares tables as the table competition of ICDAR 2013 did: a table is the set of its adjacency
 * relations, each a pair of texts that stand next to each other in a row or a column, with nothing
 * but blank fields between them. Blanks within texts do not count.
 */
final class TableRelations {
  private record Relation(String from, String to, boolean downwards) {}

  /**
   * What was found of one document.
   *
   * @param correct relations found that are there
   * @param found relations found
   * @param there relations that are there
   */
  record Score(long correct, long found, long there) {
    double precision() {
      return found == 0 ? (there == 0 ? 1 : 0) : (double) correct / found;
    }

    double recall() {
      return there == 0 ? 1 : (double) correct / there;
    }

    double f1() {
      double sum = precision() + recall();
      return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }

    Score plus(Score other) {
      return new Score(correct + other.correct, found + other.found, there + other.there);
    }
  }

  private TableRelations() {}

  /**
   * Matches the tables of each page, those with most in common first. Tables that match none count
   * in full.
   */
  static Score score(List<Table> truth, List<Table> found) {
    List<Map<Relation, Integer>> truths = truth.stream().map(TableRelations::relations).toList();
    List<Map<Relation, Integer>> founds = found.stream().map(TableRelations::relations).toList();
    boolean[] usedTruth = new boolean[truths.size()];
    boolean[] usedFound = new boolean[founds.size()];
    long correct = 0;
    while (true) {
      long best = 0;
      int bestTruth = -1;
      int bestFound = -1;
      for (int t = 0; t < truths.size(); t++) {
        for (int f = 0; f < founds.size(); f++) {
          if (usedTruth[t] || usedFound[f] || truth.get(t).page() != found.get(f).page()) {
            continue;
          }
          long common = common(truths.get(t), founds.get(f));
          if (common > best) {
            best = common;
            bestTruth = t;
            bestFound = f;
          }
        }
      }
      if (best == 0) {
        break;
      }
      usedTruth[bestTruth] = true;
      usedFound[bestFound] = true;
      correct += best;
    }
    return new Score(correct, size(founds), size(truths));
  }

  private static long common(Map<Relation, Integer> one, Map<Relation, Integer> other) {
    long common = 0;
    for (Map.Entry<Relation, Integer> entry : one.entrySet()) {
      common += Math.min(entry.getValue(), other.getOrDefault(entry.getKey(), 0));
    }
    return common;
  }

  private static long size(List<Map<Relation, Integer>> tables) {
    return tables.stream().flatMap(table -> table.values().stream()).mapToLong(n -> n).sum();
  }

  private static Map<Relation, Integer> relations(Table table) {
    Map<Long, Cell> fields = new HashMap<>();
    for (Cell cell : table.cells()) {
      if (normal(cell.text()).isEmpty()) {
        continue;
      }
      for (int row = cell.row(); row <= cell.lastRow(); row++) {
        for (int column = cell.column(); column <= cell.lastColumn(); column++) {
          fields.put(key(row, column), cell);
        }
      }
    }
    Map<Relation, Integer> relations = new HashMap<>();
    for (Cell cell : new HashSet<>(fields.values())) {
      Set<Cell> right = new HashSet<>();
      for (int row = cell.row(); row <= cell.lastRow(); row++) {
        for (int column = cell.lastColumn() + 1; column < table.columns(); column++) {
          Cell next = fields.get(key(row, column));
          if (next != null) {
            right.add(next);
            break;
          }
        }
      }
      Set<Cell> below = new HashSet<>();
      for (int column = cell.column(); column <= cell.lastColumn(); column++) {
        for (int row = cell.lastRow() + 1; row < table.rows(); row++) {
          Cell next = fields.get(key(row, column));
          if (next != null) {
            below.add(next);
            break;
          }
        }
      }
      add(relations, cell, right, false);
      add(relations, cell, below, true);
    }
    return relations;
  }

  private static void add(
      Map<Relation, Integer> relations, Cell from, Set<Cell> neighbours, boolean downwards) {
    for (Cell to : neighbours) {
      relations.merge(
          new Relation(normal(from.text()), normal(to.text()), downwards), 1, Integer::sum);
    }
  }

  private static long key(int row, int column) {
    return (long) row << 32 | column;
  }

  private static String normal(String text) {
    StringBuilder normal = new StringBuilder();
    text.codePoints()
        .filter(c -> !Character.isWhitespace(c) && c != 0xa0)
        .map(Character::toUpperCase)
        .map(c -> Character.isLetterOrDigit(c) ? c : '_')
        .forEach(normal::appendCodePoint);
    return normal.toString();
  }

  /** The tables of a {@code .tables.json} of a corpus. */
  static List<Table> truth(Map<String, Object> json) {
    List<Table> tables = new ArrayList<>();
    for (Object each : (List<?>) json.getOrDefault("tables", List.of())) {
      Map<?, ?> table = (Map<?, ?>) each;
      List<Cell> cells = new ArrayList<>();
      for (Object one : (List<?>) table.get("cells")) {
        Map<?, ?> cell = (Map<?, ?>) one;
        int row = number(cell.get("row"), 0);
        int column = number(cell.get("col"), 0);
        cells.add(
            new Cell(
                row,
                column,
                number(cell.get("endRow"), row),
                number(cell.get("endCol"), column),
                String.valueOf(cell.get("text"))));
      }
      int rows = cells.stream().mapToInt(Cell::lastRow).max().orElse(-1) + 1;
      int columns = cells.stream().mapToInt(Cell::lastColumn).max().orElse(-1) + 1;
      tables.add(new Table(number(table.get("page"), 1), rows, columns, cells));
    }
    return tables;
  }

  private static int number(@org.jspecify.annotations.Nullable Object value, int otherwise) {
    return value == null ? otherwise : Integer.parseInt(value.toString());
  }
}
