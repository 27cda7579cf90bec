package io.pyforge.core.nested;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** The texts of what can go wrong with any nested format. */
final class NestedFailures {
  private NestedFailures() {}

  static ForgeException tooManyColumns(String name, int limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-many-columns",
        name + " needs more than " + limit + " columns",
        "raise --max-columns, or keep structures as text with --array-handling json_string");
  }

  static ForgeException tooMuchBehindRows(String name, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-much-behind-rows",
        name
            + " has more than "
            + limitBytes
            + " bytes of values that stand behind the rows they are to be repeated in",
        "pass --child-tables, which repeats nothing");
  }

  static ForgeException tooManyPlaces(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-many-columns",
        name + " has more than " + Shape.MAX_NODES + " different paths",
        "keep structures as text with --array-handling json_string, or name the records' place");
  }
}
