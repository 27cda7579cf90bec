package io.pyforge.core.nested;

/** What becomes of places that occur several times in a record. */
public enum ArrayHandling {
  /**
   * Each element gets a row, in which the values around it are repeated. Elements of arrays that
   * lie side by side get rows of their own, one array after the other; they are never multiplied.
   */
  EXPAND,
  /** The values of all elements are joined by {@code "; "} into one text for each path. */
  CONCATENATE,
  /** The array stays one text, written as JSON. */
  JSON_STRING,
  /** Each array is a table, whose rows name the row that they belong to. */
  CHILD_TABLES,
  /** Each element has columns of its own, numbered from 1. */
  NUMBERED
}
