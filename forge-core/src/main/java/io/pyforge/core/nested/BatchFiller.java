package io.pyforge.core.nested;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.SchemaMiss;

/**
 * Turns records into rows of batches by a plan. Used by one thread. After a {@link SchemaMiss} the
 * batches are meaningless.
 */
public interface BatchFiller extends RecordEvents {
  /** Goes on with a batch for a table, by its place in the plan, which is emptied and shaped. */
  void into(int table, RecordBatch batch);

  /**
   * Whether texts go in as spans, so that the array of the values must be attached to the batch's
   * text columns.
   */
  boolean spans();

  /**
   * Completes the batches, and takes what the values read are into account for the columns' types;
   * to be called once, at the end.
   */
  void finish() throws SchemaMiss;
}
