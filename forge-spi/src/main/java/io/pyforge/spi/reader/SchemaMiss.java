package io.pyforge.spi.reader;

/**
 * A value did not fit the type that its column was given from a sample. It is a signal, not an
 * error: the engine lets the reader survey the rest of the input and starts once more with types
 * that hold every value. It has no stack trace.
 *
 * @since 1
 */
public final class SchemaMiss extends Exception {
  private final String table;
  private final String column;

  /**
   * @param column the column whose type is too narrow; a new column's name when a row was wider
   *     than the schema
   */
  public SchemaMiss(String table, String column, String reason) {
    super("table " + table + ", column " + column + ": " + reason, null, false, false);
    this.table = table;
    this.column = column;
  }

  /** The table concerned. */
  public String table() {
    return table;
  }

  /** The column concerned. */
  public String column() {
    return column;
  }
}
