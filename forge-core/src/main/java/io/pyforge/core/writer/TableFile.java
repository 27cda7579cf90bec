package io.pyforge.core.writer;

import io.pyforge.spi.result.Notice;
import io.pyforge.spi.writer.TableSink;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** A file that holds one table. Closing it unfinished leaves it as it is. */
public interface TableFile extends TableSink, Closeable {
  /**
   * Writes what follows the rows, and closes the file.
   *
   * @return what the user should know about it
   */
  List<Notice> finish() throws IOException;
}
