package io.pyforge.core.reader.dbf;

import io.pyforge.spi.reader.ScanLog;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the columns of one piece count. Columns are read one after the other, so that the first one
 * met need not be the first one in the table: of each kind the place of the lowest row is kept.
 */
final class Oddities {
  private static final class Kind {
    private final String message;
    private long count;
    private int firstRow = Integer.MAX_VALUE;
    private String place = "";

    Kind(String message) {
      this.message = message;
    }
  }

  private final Map<String, Kind> kinds = new LinkedHashMap<>();

  /** Counts something at a row of a column; see {@link ScanLog#count} for code and message. */
  void count(String code, int row, ColumnReader column, String message) {
    Kind kind = kinds.computeIfAbsent(code, c -> new Kind(message));
    kind.count++;
    if (row < kind.firstRow) {
      kind.firstRow = row;
      kind.place = column.place(row);
    }
  }

  /** Writes it all down. */
  void addTo(ScanLog log) {
    kinds.forEach((code, kind) -> log.count(code, kind.count, kind.place, kind.message));
  }
}
