package io.pyforge.core.corpus;

import io.pyforge.core.testing.ParquetReadback;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.TableOutput;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares one written table, read back by DuckDB, with its oracle. */
final class TableCheck {
  private TableCheck() {}

  /** The first difference, or empty. */
  static Optional<String> difference(Oracle oracle, Oracle.Table expected, TableOutput actual) {
    List<String> names =
        ParquetReadback.duckDbColumns(Path.of(actual.path())).keySet().stream().toList();
    List<String> wanted = Schema.uniqueNames(expected.columns());
    boolean enough =
        oracle.ragged() ? names.size() >= wanted.size() : names.size() == wanted.size();
    if (!enough) {
      return Optional.of("columns " + names.size() + ", expected " + wanted.size());
    }
    if (!oracle.headerless() && !names.subList(0, wanted.size()).equals(wanted)) {
      return Optional.of("column names " + names + ", expected " + wanted);
    }
    List<List<@Nullable String>> rows = ParquetReadback.agreed(Path.of(actual.path()));
    if (rows.size() != expected.rows()) {
      return Optional.of("rows " + rows.size() + ", expected " + expected.rows());
    }
    for (int i = 0; i < wanted.size(); i++) {
      Optional<Oracle.Check> check = expected.checks().get(i);
      if (check.isPresent()) {
        Optional<String> difference = difference(rows, i, wanted.get(i), check.get());
        if (difference.isPresent()) {
          return difference;
        }
      }
    }
    for (int r = 0; r < expected.sample().size(); r++) {
      List<String> cells = expected.sample().get(r);
      for (int i = 0; i < cells.size(); i++) {
        String cell = i < names.size() ? rows.get(r).get(i) : null;
        if (!sameCell(cells.get(i), cell == null ? "" : cell)) {
          return Optional.of(
              "row "
                  + (r + 1)
                  + " column "
                  + (i + 1)
                  + " is '"
                  + cell
                  + "', expected '"
                  + cells.get(i)
                  + "'");
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> difference(
      List<List<@Nullable String>> rows, int column, String name, Oracle.Check check) {
    long nonEmpty = 0;
    BigDecimal sum = BigDecimal.ZERO;
    for (List<@Nullable String> row : rows) {
      String cell = row.get(column);
      if (cell != null && !cell.isEmpty()) {
        nonEmpty++;
        if (check.sum().isPresent()) {
          try {
            sum = sum.add(new BigDecimal(cell.strip()));
          } catch (NumberFormatException e) {
            return Optional.of("column " + name + " holds '" + cell + "' among numbers");
          }
        }
      }
    }
    if (nonEmpty != check.nonEmpty()) {
      return Optional.of(
          "column " + name + " has " + nonEmpty + " values, expected " + check.nonEmpty());
    }
    if (check.sum().isPresent() && sum.compareTo(check.sum().get()) != 0) {
      return Optional.of("column " + name + " sums to " + sum + ", expected " + check.sum().get());
    }
    return Optional.empty();
  }

  /** Equal as texts, as numbers, as booleans, or as timestamps written with a blank or a T. */
  private static boolean sameCell(String expected, String actual) {
    if (expected.equals(actual) || expected.strip().equals(actual)) {
      return true;
    }
    if (expected.equalsIgnoreCase(actual) && actual.matches("true|false")) {
      return true;
    }
    if (expected.replace(' ', 'T').equals(actual)) {
      return true;
    }
    try {
      return new BigDecimal(expected.strip()).compareTo(new BigDecimal(actual.strip())) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
