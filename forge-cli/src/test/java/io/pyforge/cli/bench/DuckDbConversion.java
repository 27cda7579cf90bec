package io.pyforge.cli.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The peer: DuckDB converts one CSV or JSON Lines file to Parquet in a JVM of its own. */
final class DuckDbConversion {
  private DuckDbConversion() {}

  /** Arguments: input, output, compression, threads. */
  public static void main(String[] arguments) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET threads=" + Integer.parseInt(arguments[3]));
      statement.execute(
          "COPY (SELECT * FROM "
              + (arguments[0].endsWith(".jsonl") ? "read_json_auto(" : "read_csv_auto(")
              + Sql.text(arguments[0])
              + ")) TO "
              + Sql.text(arguments[1])
              + " (FORMAT parquet, COMPRESSION "
              + Sql.text(arguments[2])
              + ")");
    }
  }
}
