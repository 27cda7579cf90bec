package io.pyforge.core.reader.json;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.Collection;

/** The texts of everything that can go wrong with JSON. */
final class JsonFailures {
  private JsonFailures() {}

  static ForgeException empty(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "empty-input",
        name + " holds no JSON value",
        "give a file with at least one value");
  }

  static ForgeException syntax(String name, String place, String reason, boolean lines) {
    return new ForgeException(
        ErrorKind.INPUT,
        "bad-json",
        name + ": " + place + ": " + reason,
        lines
            ? "mend the line, or pass --on-bad-record reject to set such lines aside"
            : "mend the file; nothing was converted");
  }

  static ForgeException tooDeep(String name, String place, int max) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-deep",
        name + ": " + place + " has more than " + max + " levels of structures",
        "raise --max-depth, 4000 at most, if the file is meant to be so");
  }

  static ForgeException recordTooLong(String name, String place, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "row-too-long",
        name + ": the record at " + place + " is longer than " + limitBytes + " bytes",
        "name the array of records with --records-path, or raise --max-row-bytes");
  }

  static ForgeException noRecordsAt(String name, RecordsPath path, Collection<String> arrays) {
    return new ForgeException(
        ErrorKind.USAGE,
        "records-path-unknown",
        name + " has nothing at " + path.text(),
        arrays.isEmpty()
            ? "leave --records-path out to convert the whole document"
            : "its arrays are " + String.join(", ", arrays));
  }
}
