package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Database;
import java.io.Closeable;
import java.io.IOException;

/**
 * A database of Jackcess and the file it reads, which it does not close by itself.
 *
 * @param file whose steps are to be told
 */
record OpenDatabase(Database database, PageReads file) implements Closeable {
  @Override
  public void close() throws IOException {
    try (PageReads closed = file) {
      closed.nextStep();
      if (closed.isOpen()) {
        database.close(); // Jackcess does not take a second time
      }
    } catch (RuntimeException e) {
      throw new IOException(e);
    }
  }
}
