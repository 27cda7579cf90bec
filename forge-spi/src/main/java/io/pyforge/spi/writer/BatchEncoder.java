package io.pyforge.spi.writer;

import io.pyforge.spi.batch.RecordBatch;
import java.io.IOException;

/**
 * Turns batches of one table into blocks, without regard to other batches. Used by one thread at a
 * time; several encoders of one sink work at once.
 *
 * @since 1
 */
public interface BatchEncoder {
  /** Encodes the batch. The batch may be reused once the block is appended, not before. */
  EncodedBlock encode(RecordBatch batch) throws IOException;
}
