package io.pyforge.core.reader.mdf;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.TableFailure;

/** The texts of everything that can go wrong with a data file of SQL Server. */
final class MdfFailures {
  private static final String GET_AGAIN =
      "detach the database cleanly and copy the file again; DBCC CHECKDB on the server tells"
          + " whether it is damaged there too";
  private static final String OTHER_FORM =
      "export the table with SQL Server, or have it stored in the plain form: ";

  private MdfFailures() {}

  // Failures of the whole file.

  static ForgeException notDatabase(String file, String what, String remedy) {
    return new ForgeException(
        ErrorKind.INPUT, "not-mdf", file + " is no data file of SQL Server: " + what, remedy);
  }

  static ForgeException notPrimary(String file, String what) {
    return new ForgeException(
        ErrorKind.INPUT,
        "not-primary-mdf",
        file + " is not the primary data file of a database: " + what,
        "give the .mdf file of the database; .ndf and .ldf files mean nothing without it");
  }

  static ForgeException tooOld(String file, int version) {
    return new ForgeException(
        ErrorKind.INPUT,
        "mdf-version-unsupported",
        file
            + " has the layout of "
            + ServerVersion.of(version).product()
            + " (version "
            + version
            + "), which is not read",
        "attach the database once to SQL Server 2005 or later, which upgrades the file");
  }

  /** A damage that no table can be read with. */
  static ForgeException ofFile(String file, Damage damage) {
    return new ForgeException(
        ErrorKind.INPUT, damage.code(), file + ": " + damage.what(), damage.remedy(), damage);
  }

  static ForgeException needsMemory(String file, String place, Throwable cause) {
    return new ForgeException(
        ErrorKind.INPUT,
        "mdf-needs-memory",
        file + ": " + place + " needs more memory than there is",
        "allow more with PYFORGE_JAVA_OPTS=-Xmx4g; a small file that asks for so much is damaged",
        cause);
  }

  // Failures of one table.

  /** A damage that concerns one table. */
  static TableFailure ofTable(String file, String table, Damage damage) {
    return new TableFailure(
        table,
        ErrorKind.INPUT,
        damage.code(),
        file + ", table " + table + ": " + damage.what(),
        damage.remedy(),
        damage);
  }

  static TableFailure tableNeedsMemory(String file, String table, Throwable cause) {
    return TableFailure.of(table, needsMemory(file, "table " + table, cause));
  }

  // Damages: what is wrong within the file.

  static Damage corrupt(int page, String what) {
    return new Damage("corrupt-mdf", "page " + page + " is corrupt: " + what, GET_AGAIN);
  }

  static Damage corrupt(int page, int slot, String what) {
    return corrupt(page, "slot " + slot + ": " + what);
  }

  static Damage catalog(String what) {
    return new Damage("corrupt-mdf", "the catalog is not whole: " + what, GET_AGAIN);
  }

  static Damage checksum(int page) {
    return new Damage(
        "mdf-checksum",
        "page " + page + " does not match its checksum",
        GET_AGAIN + ", and --ignore-checksum reads it all the same");
  }

  static Damage torn(int page) {
    return new Damage(
        "mdf-checksum",
        "page " + page + " was written by halves: its torn bits differ",
        GET_AGAIN + ", and --ignore-checksum reads it all the same");
  }

  static Damage truncated(int page, int pageCount) {
    return new Damage(
        "mdf-truncated",
        "page "
            + Integer.toUnsignedString(page)
            + " is missing: the file ends after page "
            + (pageCount - 1),
        "copy the file again; it was cut off");
  }

  static Damage otherDataFile(PageAddress address) {
    return new Damage(
        "mdf-several-files",
        "page " + address + " lies in data file " + address.file() + " of the database",
        "move the table into the primary file group, or export it with SQL Server: databases of"
            + " several data files are read as far as the first file goes");
  }

  static Damage unreadableCatalog(PageAddress page, Damage cause) {
    if (cause.code().equals("mdf-checksum") || cause.code().equals("mdf-truncated")) {
      return cause;
    }
    return new Damage(
        "mdf-unreadable-catalog",
        "the catalog, which begins on page "
            + page
            + ", is encrypted or of an unknown layout ("
            + cause.what()
            + ")",
        "switch transparent data encryption off and detach the database again, if it is on");
  }

  static Damage compressedPage(int page) {
    return new Damage(
        "mdf-compressed-table",
        "page " + page + " is compressed",
        OTHER_FORM + "ALTER TABLE ... REBUILD WITH (DATA_COMPRESSION = NONE)");
  }

  static Damage compressed(int level) {
    String how =
        switch (level) {
          case 1 -> "row compression";
          case 2 -> "page compression";
          default -> "a column store";
        };
    return new Damage(
        level <= 2 ? "mdf-compressed-table" : "mdf-column-store",
        "it is stored with " + how + ", which is not read",
        OTHER_FORM
            + (level <= 2
                ? "ALTER TABLE ... REBUILD WITH (DATA_COMPRESSION = NONE)"
                : "drop its clustered columnstore index"));
  }

  static Damage notOnPages() {
    return new Damage(
        "mdf-memory-table",
        "it has no pages in the data file, as memory-optimized and external tables have none",
        "export the table with SQL Server");
  }

  static Damage unsupportedColumn(String column, String what) {
    return new Damage(
        "mdf-unsupported-column",
        "column " + column + " " + what,
        "export the table with SQL Server, or drop the column");
  }

  static Damage defaultElsewhere(int page, int slot, String column) {
    return new Damage(
        "mdf-unsupported-column",
        "page "
            + page
            + ", slot "
            + slot
            + ": column "
            + column
            + " was added later with a default value that rows do not hold",
        "rebuild the table with ALTER TABLE ... REBUILD, which writes the value into the rows");
  }

  static Damage lobKind(PageAddress page, int slot, int kind) {
    return new Damage(
        "mdf-unsupported-value",
        "page " + page + ", slot " + slot + " holds a large value of unknown kind " + kind,
        GET_AGAIN);
  }

  static Damage pointerKind(int kind, int length) {
    return new Damage(
        "mdf-unsupported-value",
        "a pointer of unknown kind "
            + kind
            + " and "
            + length
            + " bytes, as sparse columns and FILESTREAM have",
        "export the table with SQL Server");
  }

  static Damage lobsOverlap(long bytes, long fileBytes) {
    return new Damage(
        "corrupt-mdf",
        "large values of more than "
            + bytes
            + " bytes are in a file of "
            + fileBytes
            + ": they overlap",
        GET_AGAIN);
  }

  static Damage pageTwice(int page) {
    return corrupt(page, "it belongs to two tables, or twice to one");
  }

  /** A damage, with the value that it was met in. */
  static Damage inValue(int page, int slot, String column, Damage damage) {
    return new Damage(
        damage.code(),
        "page " + page + ", slot " + slot + ", column " + column + ": " + damage.what(),
        damage.remedy());
  }

  static Damage rowTooLong(int page, int slot, String column, long length, long limit) {
    return new Damage(
        "row-too-long",
        "page "
            + page
            + ", slot "
            + slot
            + ": column "
            + column
            + " has "
            + length
            + " bytes, more than the limit of "
            + limit,
        "raise --max-row-bytes");
  }

  static Damage batchTooLong() {
    return new Damage(
        "row-too-long",
        "the values of some rows make up more than 2 GB",
        "lower --max-row-bytes to find the row, and export the table with SQL Server");
  }

  static Damage invalidText(int page, int slot, String column, String charset) {
    return new Damage(
        "invalid-text",
        "page "
            + page
            + ", slot "
            + slot
            + ": column "
            + column
            + " is no valid "
            + charset
            + " text",
        "name the encoding with --encoding (windows-1252, Shift_JIS), or pass --on-invalid-text"
            + " replace");
  }
}
