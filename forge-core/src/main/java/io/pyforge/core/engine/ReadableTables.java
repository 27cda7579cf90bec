package io.pyforge.core.engine;

import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.FailedTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The tables of an input, less those that turned out unreadable on the way. */
final class ReadableTables {
  private final TabularInput input;
  private final String location;
  private final List<TableFailure> failed;
  private final Set<String> leftOut = new HashSet<>();

  /**
   * @throws ForgeException INPUT when the input holds no table
   */
  ReadableTables(TabularInput input, String location) {
    this.input = input;
    this.location = location;
    failed = new ArrayList<>(input.failedTables());
    if (!input.tables().isEmpty()) {
      return;
    }
    if (failed.isEmpty()) {
      throw new ForgeException(
          ErrorKind.INPUT,
          "no-tables",
          location + " holds no table",
          "see pyforge info for what it holds");
    }
    throw noneLeft();
  }

  /** Those that can be read as far as known, with their columns as known now. */
  List<TableInfo> tables() {
    return input.tables().stream().filter(table -> !leftOut.contains(table.name())).toList();
  }

  /**
   * Whether the input holds several, readable or not: what fails does not change where output is.
   */
  boolean several() {
    return input.tables().size() + input.failedTables().size() > 1;
  }

  /** Those that cannot be read. */
  List<FailedTable> failed() {
    return failed.stream().map(TableFailure::failedTable).toList();
  }

  /**
   * Leaves out tables that failed.
   *
   * @throws ForgeException when no other is left
   */
  void leaveOut(List<TableFailure> failures) {
    for (TableFailure failure : failures) {
      if (leftOut.add(failure.table())) {
        failed.add(failure);
      }
    }
    if (!failures.isEmpty() && tables().isEmpty()) {
      throw noneLeft();
    }
  }

  private ForgeException noneLeft() {
    TableFailure first = failed.get(0);
    if (failed.size() == 1) {
      return first;
    }
    return new ForgeException(
        first.kind(),
        first.code(),
        "none of the "
            + failed.size()
            + " tables of "
            + location
            + " can be read; "
            + first.problem(),
        first.remedy(),
        first);
  }
}
