package io.pyforge.core.reader.dbf;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;

/** The texts of everything that can go wrong with dBASE tables. */
final class DbfFailures {
  private DbfFailures() {}

  static ForgeException empty(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "empty-input",
        name + " is empty",
        "give a table; one without records still has a header");
  }

  static ForgeException notDbf(String name, String why) {
    return new ForgeException(
        ErrorKind.INPUT,
        "not-dbf",
        name + " is no dBASE table that can be read: " + why,
        "check that it was copied whole, or name its format with --from");
  }

  static ForgeException encrypted(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "encryption-unsupported",
        name + " is encrypted by dBASE, which is not supported",
        "export the table from dBASE without protection");
  }

  static ForgeException memoTooLong(String name, long record, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "row-too-long",
        name + ": a memo of record " + record + " is longer than " + limitBytes + " bytes",
        "raise --max-row-bytes");
  }
}
