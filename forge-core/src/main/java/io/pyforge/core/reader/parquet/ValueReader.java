package io.pyforge.core.reader.parquet;

import io.pyforge.spi.batch.ColumnVector;
import org.apache.parquet.column.ColumnReader;

/** Takes the current value of a Parquet column into a vector of the type it was mapped to. */
interface ValueReader {
  /**
   * @throws InexactValue if the vector's type does not hold the value exactly, but text does
   * @throws BadValue if the value breaks the rules of the column's own type
   */
  void append(ColumnReader from, ColumnVector to) throws InexactValue, BadValue;

  /**
   * A value with more places than microseconds have, or beyond the years that they reach. A signal,
   * without a stack trace.
   */
  final class InexactValue extends Exception {
    InexactValue() {
      super("a value does not fit microseconds", null, false, false);
    }
  }

  /** A value that cannot be; the message says why. A signal, without a stack trace. */
  final class BadValue extends Exception {
    BadValue(String why) {
      super(why, null, false, false);
    }
  }
}
