package io.pyforge.core.engine;

import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sinks of one output by table, and how many rows each has taken. Thread-safe. */
final class TableSinks {
  /** One table's sink. What is not final is touched only by whoever appends. */
  static final class Entry {
    final String table;
    final Schema schema;
    final TableSink sink;
    long rowCount;
    boolean begun;

    Entry(String table, Schema schema, TableSink sink) {
      this.table = table;
      this.schema = schema;
      this.sink = sink;
    }
  }

  private final TabularOutput output;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  TableSinks(TabularOutput output) {
    this.output = output;
  }

  /** The table's sink, opened when it is the first time. */
  synchronized Entry of(String table, Schema schema) throws IOException {
    Entry entry = entries.get(table);
    if (entry == null) {
      entry = new Entry(table, schema, output.sink(table, schema));
      entries.put(table, entry);
    }
    return entry;
  }

  /** All tables in the order they were opened. */
  synchronized List<Entry> entries() {
    return List.copyOf(entries.values());
  }
}
