package io.pyforge.cli.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Whether two Parquet files hold the same rows, whatever their order and their types' widths. */
final class ContentComparison {
  private ContentComparison() {}

  /**
   * Compares after casting our columns to the types of the peer, both ways.
   *
   * @param scratch where DuckDB may put what does not fit into memory
   * @throws IllegalStateException if columns or rows differ
   */
  static void requireEqual(Path ours, Path theirs, Path scratch) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit='6GB'");
      statement.execute("SET preserve_insertion_order=false");
      statement.execute("SET temp_directory=" + Sql.text(scratch));
      List<String> names = column(statement, theirs, 1);
      if (!column(statement, ours, 1).equals(names)) {
        throw new IllegalStateException(
            "columns differ: " + column(statement, ours, 1) + " and " + names);
      }
      List<String> types = column(statement, theirs, 2);
      List<String> casts = new ArrayList<>();
      List<String> plain = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        plain.add(Sql.name(names.get(i)));
        casts.add("CAST(" + plain.get(i) + " AS " + types.get(i) + ")");
      }
      String left = "SELECT " + String.join(", ", casts) + " FROM " + Sql.text(ours);
      String right = "SELECT " + String.join(", ", plain) + " FROM " + Sql.text(theirs);
      long missing = count(statement, right + " EXCEPT ALL " + left);
      long added = count(statement, left + " EXCEPT ALL " + right);
      if (missing != 0 || added != 0 || count(statement, left) == 0) {
        throw new IllegalStateException(
            missing + " rows of DuckDB's output are not in ours, " + added + " are only in ours");
      }
    }
  }

  private static long count(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM (" + query + ")")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static List<String> column(Statement statement, Path file, int index)
      throws SQLException {
    List<String> values = new ArrayList<>();
    try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM " + Sql.text(file))) {
      while (rows.next()) {
        values.add(rows.getString(index));
      }
    }
    return values;
  }
}
