package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.Column;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.util.List;
import java.util.OptionalLong;

/**
 * A table as it leaves: one region, or several with the same columns, one below the other.
 *
 * @param columns one for each column of the regions; one more at the end when the name of the sheet
 *     is added
 * @param hasSheetName whether it is
 */
record OutputTable(
    String name,
    List<Region> parts,
    List<Column> columns,
    boolean hasSheetName,
    List<Notice> notices) {

  Schema schema() {
    return new Schema(
        columns.stream().map(column -> Field.of(column.name(), column.type())).toList());
  }

  /** Rows, when every part was looked at whole. */
  OptionalLong rowCount() {
    if (parts.stream().anyMatch(p -> p.open() || p.rowCount() == TableCandidate.UNCOUNTED)) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(parts.stream().mapToLong(Region::rowCount).sum());
  }
}
