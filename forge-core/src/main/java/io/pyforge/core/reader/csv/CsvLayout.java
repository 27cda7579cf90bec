package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.spi.result.Notice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the first bytes of a text tell about it.
 *
 * @param table its name
 * @param rowsOffset where the rows start, behind header and preamble, in bytes of UTF-8
 * @param rowsLine the line, from 1, that the rows start on
 * @param columns as the sample has them
 * @param evidence what the sample's values are, by column
 */
record CsvLayout(
    String table,
    Dialect dialect,
    long rowsOffset,
    long rowsLine,
    List<Column> columns,
    List<ColumnEvidence> evidence,
    Map<String, String> properties,
    List<Notice> notices) {
  CsvLayout {
    columns = List.copyOf(columns);
    evidence = List.copyOf(evidence);
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    notices = List.copyOf(notices);
  }
}
