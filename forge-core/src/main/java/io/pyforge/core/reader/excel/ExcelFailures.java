package io.pyforge.core.reader.excel;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of everything that can go wrong with workbooks. */
final class ExcelFailures {
  private ExcelFailures() {}

  static ForgeException notReadable(String name, String why, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "corrupt-workbook",
        name + " cannot be read: " + why,
        "open it in Excel, which may repair it, or get it again from where it was made",
        cause);
  }

  static ForgeException corrupt(PartName part, String what, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "corrupt-workbook",
        part.file() + ": the part " + part.part() + " " + what,
        "open it in Excel, which may repair it, or get it again from where it was made",
        cause);
  }

  static ForgeException notWorkbook(String name, String what) {
    return new ForgeException(
        ErrorKind.INPUT,
        "not-a-workbook",
        name + " is no Excel workbook: " + what,
        "name its format with --from, or save it as .xlsx in the software that opens it");
  }

  static ForgeException documentType(PartName part) {
    return new ForgeException(
        ErrorKind.INPUT,
        "document-type-refused",
        part.file()
            + ": the part "
            + part.part()
            + " declares a document type, which no workbook needs and attacks begin with",
        "open it in Excel and save it again, if you trust it");
  }

  static ForgeException cellTooLong(PartName part, long limitBytes) {
    return new ForgeException(
        ErrorKind.INPUT,
        "cell-too-long",
        part.file()
            + ": the part "
            + part.part()
            + " has a text or tag longer than "
            + limitBytes
            + " bytes",
        "raise --max-cell-bytes if you trust the file");
  }

  static ForgeException tooManyColumns(PartName part, long row) {
    return new ForgeException(
        ErrorKind.INPUT,
        "too-many-columns",
        part.file()
            + ": row "
            + row
            + " of "
            + part.part()
            + " has a cell beyond column XFD, the last that a sheet has",
        "mend the file with the software that wrote it");
  }

  static ForgeException unknownSheet(String name, String sheet, List<String> sheets) {
    return new ForgeException(
        ErrorKind.USAGE,
        "sheet-unknown",
        name + " has no sheet '" + sheet + "'",
        "its sheets are " + String.join(", ", sheets));
  }

  static ForgeException unknownTable(String name, String table, List<String> tables) {
    return new ForgeException(
        ErrorKind.USAGE,
        "table-unknown",
        name + " has no table or name '" + table + "'",
        tables.isEmpty()
            ? "it defines none; use --range such as Sheet1!B3:F90"
            : "use one of " + String.join(", ", tables));
  }

  static ForgeException passwordNeeded(String name) {
    return new ForgeException(
        ErrorKind.INPUT,
        "password-needed",
        name + " is encrypted, and no password was given",
        "set PYFORGE_PASSWORD, or pass --password");
  }

  static ForgeException passwordWrong(String name, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "password-wrong",
        name + " is encrypted, and the password given does not open it",
        "check the password, and which of --password and PYFORGE_PASSWORD gave it",
        cause);
  }

  static ForgeException encryptionUnsupported(String name, String what, @Nullable Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "encryption-unsupported",
        name + " is encrypted in a way that cannot be read: " + what,
        "remove the password in the software that set it",
        cause);
  }
}
