package io.pyforge.core.reader.mdf;

/**
 * A column of a table: a row of {@code syscolpars}.
 *
 * @param type the number of its base type
 * @param length in bytes; -1 for the types that call it max
 */
record CatalogColumn(
    int id,
    String name,
    int type,
    int length,
    int precision,
    int scale,
    int collation,
    int status) {
  private static final int NOT_NULL = 0x1;
  private static final int COMPUTED = 0x10;
  private static final int SPARSE = 0x1000000;

  boolean nullable() {
    return (status & NOT_NULL) == 0;
  }

  boolean computed() {
    return (status & COMPUTED) != 0;
  }

  boolean sparse() {
    return (status & SPARSE) != 0;
  }
}
