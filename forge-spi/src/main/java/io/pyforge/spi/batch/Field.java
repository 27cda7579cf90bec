package io.pyforge.spi.batch;

/**
 * One column of a table.
 *
 * @param name not empty; kept as the source spells it
 * @param nullable false only when the format itself says so; inferred columns are nullable
 * @since 1
 */
public record Field(String name, ColumnType type, boolean nullable) {
  /**
   * @throws IllegalArgumentException if the name is empty
   */
  public Field {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a column needs a name");
    }
  }

  /** A nullable column. */
  public static Field of(String name, ColumnType type) {
    return new Field(name, type, true);
  }
}
