package io.pyforge.core.reader.pdf;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.infer.SchemaFailures;
import io.pyforge.core.infer.ValueAppender;
import io.pyforge.core.infer.ValueToken;
import io.pyforge.spi.batch.RecordBatch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Writes texts into the typed columns of a batch that was begun. */
final class CellWriter {
  private final String input;
  private final String table;
  private final List<ValueAppender> appenders = new ArrayList<>();

  CellWriter(String input, String table, List<Column> columns, RecordBatch batch) {
    this.input = input;
    this.table = table;
    for (int i = 0; i < columns.size(); i++) {
      appenders.add(new ValueAppender(columns.get(i), batch.vector(i), false));
    }
  }

  /**
   * Appends a value to a column.
   *
   * @param place for the message when it does not fit
   */
  void set(int column, String text, String place) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(utf8, utf8.length + QuickValue.PADDING);
    ValueAppender appender = appenders.get(column);
    if (!appender.append(ValueToken.TEXT, padded, 0, utf8.length)) {
      if (!appender.column().fixed()) {
        throw new IllegalStateException("table " + table + ": types do not hold what was seen");
      }
      throw SchemaFailures.broken(
          input, "table " + table + ", " + place, appender.column(), text, false);
    }
  }

  void setNull(int column) {
    appenders.get(column).appendNull();
  }
}
