package io.pyforge.spi.reader;

import io.pyforge.spi.batch.RecordBatch;
import java.io.Closeable;
import java.io.IOException;

/**
 * A forward pass over the wanted tables in file order. Used by one thread.
 *
 * @since 1
 */
public interface TableScan extends Closeable {
  /**
   * Fills the batch with the next rows of one table, starting with {@link RecordBatch#begin}. A
   * table may appear here that {@link TabularInput#tables} did not list (child tables of nested
   * formats). A table without rows is given once, as an empty batch.
   *
   * @return false, with the batch untouched, after the last row of the last table
   * @throws SchemaMiss if a value does not fit its column; the engine then calls {@link #survey}
   * @throws TableFailure if a table is unreadable; the next call goes on with the next table
   */
  boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss;

  /**
   * Looks at the rest of the input, from the batch that missed on, so that the input learns which
   * types hold every value. Readers that never throw {@link SchemaMiss} leave it as it is.
   *
   * @throws TableFailure if a table is unreadable; the next call goes on with the next table
   */
  default void survey() throws IOException {
    throw new IllegalStateException("this reader does not widen types");
  }
}
