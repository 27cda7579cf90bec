package io.pyforge.core.writer.parquet;

import io.pyforge.spi.batch.ColumnVector;

/**
 * The values of one column of a batch, as its chunk encoder wants them: distinct, plain encoded,
 * bounded. Positions count the dense values of the vector, from 0.
 *
 * <p>Made once for each column and encoder; {@link #load} points it at the next batch.
 */
abstract class ChunkValues {
  /** What fits a column: its values as longs, spans, wide decimals, or text made from longs. */
  static ChunkValues of(ParquetColumn column) {
    if (column.timeText()) {
      return new TimeTextValues();
    }
    return switch (column.physical()) {
      case BYTE_ARRAY ->
          new ByteArrayValues(
              column.field().type() instanceof io.pyforge.spi.batch.ColumnType.Text);
      case WIDE_DECIMAL -> new WideDecimalValues();
      case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> new NumberValues(column.physical());
    };
  }

  /** Takes the values of a vector, which stays unchanged while they are used. */
  abstract void load(ColumnVector vector);

  /** Forgets the vector, so that its memory is not held on to. */
  abstract void release();

  /** Builds the dictionary of a range, or makes it give up. */
  abstract void buildDictionary(DictionaryBuilder dictionary, int from, int to);

  /** Plain bytes of a range. */
  abstract long plainBytes(int from, int to);

  /** Plain bytes of a dictionary's entries. */
  abstract long dictionaryBytes(DictionaryBuilder dictionary);

  /** Appends a range, plain encoded. */
  abstract void appendPlain(PageBuffer out, int from, int to);

  /** Appends a dictionary's entries, plain encoded. */
  abstract void appendDictionary(PageBuffer out, DictionaryBuilder dictionary);

  /** The bounds of a range that is not empty. */
  abstract Bounds bounds(int from, int to);

  /** The same, where the dictionary of the range is known and may save work. */
  Bounds bounds(DictionaryBuilder dictionary, int from, int to) {
    return bounds(from, to);
  }
}
