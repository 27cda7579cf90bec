package io.pyforge.core.infer;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** What is said of values that break a type fixed by the user, whatever the format. */
public final class SchemaFailures {
  private static final int SHOWN_CHARACTERS = 60;

  private SchemaFailures() {}

  /**
   * A value that stops the conversion.
   *
   * @param place of the value in the input: {@code line 17}, {@code cell B7}
   * @param mayBeRejected whether the format can set such rows aside
   */
  public static ForgeException broken(
      String input, String place, Column column, String value, boolean mayBeRejected) {
    return new ForgeException(
        ErrorKind.INVALID,
        "schema-broken",
        input + ": " + place + ", " + reason(column, value),
        mayBeRejected
            ? "mend the value, widen the type in --schema, or pass --on-schema-error reject"
            : "mend the value, or widen the type in --schema");
  }

  /** Why a row is set aside. */
  public static String reason(Column column, String value) {
    return "column " + column.name() + ": '" + shorten(value) + "' is no " + column.type().name();
  }

  /** A text for a message, cut where it is long. */
  public static String shorten(String value) {
    return value.codePointCount(0, value.length()) <= SHOWN_CHARACTERS
        ? value
        : value.substring(0, value.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "...";
  }
}
