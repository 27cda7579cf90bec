package io.pyforge.spi.reader;

import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.List;
import java.util.OptionalLong;

/**
 * A table as its reader sees it before the rows are read.
 *
 * @param name unique within the input
 * @param schema the columns as far as known; a {@link SchemaMiss} may widen it
 * @param rowCount when the format tells without reading all
 * @param notices what is already worth telling about the table
 * @since 1
 */
public record TableInfo(String name, Schema schema, OptionalLong rowCount, List<Notice> notices) {
  /** Takes copies. */
  public TableInfo {
    notices = List.copyOf(notices);
  }

  /** A table with nothing known but its columns. */
  public static TableInfo of(String name, Schema schema) {
    return new TableInfo(name, schema, OptionalLong.empty(), List.of());
  }
}
