package io.pyforge.core.reader.access;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.TableFailure;
import org.jspecify.annotations.Nullable;

/** The texts of everything that can go wrong with Access databases. */
final class AccessFailures {
  private AccessFailures() {}

  static ForgeException empty(String name) {
    return new ForgeException(
        ErrorKind.INPUT, "empty-input", name + " is empty", "give a database of Access");
  }

  static ForgeException notAccess(String name, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "not-access",
        name + " is no Access database that can be read" + told(cause),
        "check that it was copied whole; Access itself may be able to compact and repair it",
        cause);
  }

  static ForgeException passwordNeeded(String name, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "password-needed",
        name + " is encrypted, and no password was given",
        "set PYFORGE_PASSWORD, or pass --password",
        cause);
  }

  static ForgeException passwordWrong(String name, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "password-wrong",
        name + " is encrypted, and the password given does not open it",
        "check the password, and which of --password and PYFORGE_PASSWORD gave it",
        cause);
  }

  static ForgeException encryptionUnsupported(String name, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "encryption-unsupported",
        name + " is encrypted in a way that cannot be read" + told(cause),
        "remove the password in Access",
        cause);
  }

  static ForgeException encodingNotTaken(String name) {
    return new ForgeException(
        ErrorKind.USAGE,
        "encoding-not-taken",
        name + " is newer than Access 97: its text is Unicode",
        "leave out --encoding");
  }

  static TableFailure damaged(String name, String table, @Nullable Throwable cause) {
    return new TableFailure(
        table,
        ErrorKind.INPUT,
        "table-damaged",
        "table " + table + " of " + name + " cannot be read" + told(cause),
        "compact and repair the database in Access, or leave the table out with --tables",
        cause);
  }

  static TableFailure outOfMemory(String name, String table, Throwable cause) {
    return new TableFailure(
        table,
        ErrorKind.INPUT,
        "table-too-large",
        "table " + table + " of " + name + " has a value that does not fit the memory",
        "give more memory with PYFORGE_JAVA_OPTS=-Xmx4g, or leave the table out with --tables",
        cause);
  }

  /** What Jackcess says, on one line; it names pages and columns. */
  private static String told(@Nullable Throwable cause) {
    if (cause == null || cause.getMessage() == null) {
      return "";
    }
    return ": " + cause.getMessage().replaceAll("\\s+", " ").strip();
  }
}
