package io.pyforge.spi.reader;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.FailedTable;
import org.jspecify.annotations.Nullable;

/**
 * One table of several cannot be read, and the others can. The engine leaves that table out, writes
 * the others and says so in the result; when no table is left, the run fails with this failure.
 *
 * <p>A reader that throws it must be able to go on: the next piece, or the next read or survey of a
 * scan, concerns another table, or throws it again for the same one.
 *
 * @since 1
 */
public final class TableFailure extends ForgeException {
  private final String table;

  /**
   * @param table the table's name within the input
   * @param problem what happened to which file and where, as for any failure; it names the table
   */
  public TableFailure(
      String table,
      ErrorKind kind,
      String code,
      String problem,
      String remedy,
      @Nullable Throwable cause) {
    super(kind, code, problem, remedy, cause);
    this.table = table;
  }

  /** The same failure as one of a table only. */
  public static TableFailure of(String table, ForgeException failure) {
    return new TableFailure(
        table, failure.kind(), failure.code(), failure.problem(), failure.remedy(), failure);
  }

  /** The table that cannot be read. */
  public String table() {
    return table;
  }

  /** It as a part of a result. */
  public FailedTable failedTable() {
    return new FailedTable(table, kind(), code(), problem());
  }
}
