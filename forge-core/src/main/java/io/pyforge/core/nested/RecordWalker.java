package io.pyforge.core.nested;

import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.Closeable;
import java.io.IOException;

/** A pass over the records of an input, one after the other. Used by one thread. */
public interface RecordWalker extends Closeable {
  /**
   * Tells the next record, or the next part of one.
   *
   * @return false when there is none
   * @throws SchemaMiss that the events threw; the walk is then over
   */
  boolean next(RecordEvents events, ScanLog log) throws IOException, SchemaMiss;

  /** Bytes of the input that the records so far take, about. */
  long position();
}
