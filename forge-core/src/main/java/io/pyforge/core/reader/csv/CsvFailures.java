package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** The texts of everything that can go wrong with delimited text. */
final class CsvFailures {
  private static final int SHOWN_CHARACTERS = 60;

  private CsvFailures() {}

  static ForgeException empty(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "empty-input",
        name + " has no rows and no header, so there are no columns to make a table of",
        "give a file with at least a header line");
  }

  static ForgeException invalidText(String name, long line, long column, String charset) {
    String place = column > 0 ? "line " + line + ", byte " + column : "line " + line;
    return new ForgeException(
        ErrorKind.INPUT,
        "invalid-text",
        name + ": " + place + " is no valid " + charset + " text",
        "name the encoding with --encoding (windows-1252, Shift_JIS), or pass --on-invalid-text replace");
  }

  static ForgeException notText(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "not-text",
        name + " holds too many control bytes for text of any encoding",
        "name its format with --from, or its encoding with --encoding if it is text");
  }

  static ForgeException unclosedQuote(String name, long line) {
    return new ForgeException(
        ErrorKind.INPUT,
        "unclosed-quote",
        name + ": the row in line " + line + " ends inside a quoted field",
        "close the quote, or pass --quote none if quotes mean nothing in this file");
  }

  static ForgeException rowTooLong(String name, long line, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "row-too-long",
        name + ": the row in line " + line + " is longer than " + limitBytes + " bytes",
        "check --quote and --delimiter, or raise --max-row-bytes");
  }

  static ForgeException tooManyFields(String name, long line, int limit) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-many-columns",
        name + ": the row in line " + line + " has more than " + limit + " fields",
        "check --quote and --delimiter; tables of more columns are not converted");
  }

  static ForgeException ragged(String name, long line, int fields, int columns) {
    return new ForgeException(
        ErrorKind.INPUT,
        "ragged-row",
        name + ": the row in line " + line + " has " + fields + " fields instead of " + columns,
        "pass --on-ragged pad to fill it up, or --on-ragged reject to set such rows aside");
  }

  static ForgeException schemaBroken(String name, long line, Column column, String value) {
    return new ForgeException(
        ErrorKind.INVALID,
        "schema-broken",
        name
            + ": line "
            + line
            + ", column "
            + column.name()
            + ": '"
            + shorten(value)
            + "' is no "
            + column.type().name(),
        "mend the value, widen the type in --schema, or pass --on-schema-error reject");
  }

  static String raggedReason(int fields, int columns) {
    return fields + " fields instead of " + columns;
  }

  static String schemaReason(Column column, String value) {
    return "column " + column.name() + ": '" + shorten(value) + "' is no " + column.type().name();
  }

  private static String shorten(String value) {
    return value.codePointCount(0, value.length()) <= SHOWN_CHARACTERS
        ? value
        : value.substring(0, value.offsetByCodePoints(0, SHOWN_CHARACTERS)) + "...";
  }
}
