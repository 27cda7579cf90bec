package io.pyforge.core.reader.csv;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** The texts of everything that can go wrong with delimited text. */
final class CsvFailures {
  private CsvFailures() {}

  static ForgeException empty(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "empty-input",
        name + " has no rows and no header, so there are no columns to make a table of",
        "give a file with at least a header line");
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

  static String raggedReason(int fields, int columns) {
    return fields + " fields instead of " + columns;
  }
}
