package io.pyforge.spi.writer;

import java.io.IOException;

/**
 * Takes the rows of one table. The engine makes one encoder a worker, and appends the blocks one by
 * one in file order. A simple writer returns a block that holds the batch and does its work in
 * {@link #append}.
 *
 * @since 1
 */
public interface TableSink {
  /** A new encoder for one worker. */
  BatchEncoder newEncoder();

  /** Appends the next rows. Called by one thread at a time, in file order. */
  void append(EncodedBlock block) throws IOException;
}
