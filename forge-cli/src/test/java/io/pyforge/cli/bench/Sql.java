package io.pyforge.cli.bench;

/** Quoting for DuckDB. */
final class Sql {
  private Sql() {}

  static String text(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }

  static String name(String column) {
    return '"' + column.replace("\"", "\"\"") + '"';
  }
}
