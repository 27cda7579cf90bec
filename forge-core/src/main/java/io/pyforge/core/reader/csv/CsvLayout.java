package io.pyforge.core.reader.csv;

import io.pyforge.core.infer.Column;
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
 * @param surveyedEnd where the rows of the sample end whose values are in {@code evidence}
 * @param sampleEnd where the whole rows of the sample end
 * @param columns as those rows have them
 * @param evidence what the values of those rows are, by column
 */
record CsvLayout(
    String table,
    Dialect dialect,
    int rowsOffset,
    long rowsLine,
    int surveyedEnd,
    int sampleEnd,
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

  /** The same layout with other properties. */
  CsvLayout withProperties(Map<String, String> other) {
    return new CsvLayout(
        table,
        dialect,
        rowsOffset,
        rowsLine,
        surveyedEnd,
        sampleEnd,
        columns,
        evidence,
        other,
        notices);
  }
}
