package io.pyforge.spi.writer;

import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * An open output. Sinks are opened one for each table, in file order; several may be open at once.
 *
 * @since 1
 */
public interface TabularOutput extends Closeable {
  /** Opens the sink for a table. A table that gets no rows still gets a sink, and an output. */
  TableSink sink(String table, Schema schema) throws IOException;

  /** The name, within the target, of the file that holds a table; empty for a file target. */
  String fileOf(String table);

  /**
   * Completes all tables. What was created on the target is then ready to be published, which the
   * engine does.
   *
   * @return what the user should know about the output
   */
  List<Notice> finish() throws IOException;

  /** Closes what is open. Without {@link #finish} the output is discarded with its target. */
  @Override
  void close() throws IOException;
}
