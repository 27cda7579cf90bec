package io.pyforge.core.reader.parquet;

import io.pyforge.core.reader.parquet.ValueReader.BadValue;
import io.pyforge.core.reader.parquet.ValueReader.InexactValue;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.Int128Vector;
import io.pyforge.spi.batch.LongVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import org.apache.parquet.column.ColumnReader;

/**
 * The values of one column of a row group, one after the other, each with its levels. Some thousand
 * are decoded at a time. Stands at the first value, if there is one.
 */
final class LeafValues {
  private static final int CAPACITY = 4096;
  private static final int BUFFERED_BYTES = 1024 * 1024;

  private final ColumnReader reader;
  private final SourceColumn column;
  private final String file;
  private final Schema schema;
  private final int valueLevel;
  private final int mostRepetition;
  private final int[] definitions = new int[CAPACITY];
  private final int[] repetitions = new int[CAPACITY];
  private RecordBatch buffered = new RecordBatch();
  private ColumnVector values;
  private long left;
  private long row;
  private int count;
  private int at;
  private int valueAt;

  /**
   * @param count of its values and nulls
   * @param firstRow number of the row before the first one, for messages
   */
  LeafValues(ColumnReader reader, long count, SourceColumn column, String file, long firstRow)
      throws InexactValue {
    this.reader = reader;
    this.column = column;
    this.file = file;
    schema = Schema.of(column.field());
    valueLevel = column.descriptor().getMaxDefinitionLevel();
    mostRepetition = column.descriptor().getMaxRepetitionLevel();
    left = count;
    row = firstRow;
    buffered.begin("", schema);
    values = buffered.vector(0);
    fill();
  }

  /** The column. */
  SourceColumn column() {
    return column;
  }

  /** Whether all values were passed. */
  boolean ended() {
    return count == 0;
  }

  /** The definition level; -1 behind the last value. */
  int definition() {
    return count == 0 ? -1 : definitions[at];
  }

  /** The repetition level; 0 behind the last value. */
  int repetition() {
    return count == 0 ? 0 : repetitions[at];
  }

  /** Whether there is a value here, rather than a null at some level. */
  boolean isValue() {
    return definition() == valueLevel;
  }

  /** The value in the form of {@link LongVector}. */
  long longValue() {
    return ((LongVector) values).values()[valueAt];
  }

  /** The upper half of a wide decimal. */
  long highHalf() {
    return ((Int128Vector) values).high()[valueAt];
  }

  /** The lower half of a wide decimal. */
  long lowHalf() {
    return ((Int128Vector) values).low()[valueAt];
  }

  /** The array that the value's bytes lie in, which stays as it is. */
  byte[] bytes() {
    return ((BytesVector) values).buffer();
  }

  /** Where the value's bytes lie. */
  long span() {
    return ((BytesVector) values).spans()[valueAt];
  }

  /** The vector of the value, and of others. */
  ColumnVector vector() {
    return values;
  }

  /** The index of the value in its vector. */
  int index() {
    return valueAt;
  }

  /**
   * Goes to the next value.
   *
   * @throws InexactValue if some value ahead has nanoseconds
   */
  void next() throws InexactValue {
    if (isValue()) {
      valueAt++;
    }
    if (++at >= count) {
      fill();
    }
  }

  private void fill() throws InexactValue {
    if (values instanceof BytesVector) {
      buffered = new RecordBatch(); // others may still hold on to the bytes
    }
    buffered.begin("", schema);
    values = buffered.vector(0);
    at = 0;
    valueAt = 0;
    count = 0;
    int bytes = 0;
    while (count < CAPACITY && left > 0 && bytes < BUFFERED_BYTES) {
      int definition = reader.getCurrentDefinitionLevel();
      int repetition = reader.getCurrentRepetitionLevel();
      if (definition > valueLevel || repetition > mostRepetition) {
        throw new IllegalStateException("level beyond those of column " + column.field().name());
      }
      definitions[count] = definition;
      repetitions[count] = repetition;
      row += repetition == 0 ? 1 : 0;
      if (definition == valueLevel) {
        append();
        if (values instanceof BytesVector texts) {
          bytes += BytesVector.length(texts.spans()[texts.valueCount() - 1]);
        }
      }
      count++;
      left--;
      reader.consume();
    }
  }

  private void append() throws InexactValue {
    try {
      column.reader().append(reader, values);
    } catch (BadValue e) {
      throw ParquetFailures.badValue(
          file, column.field().name(), row, String.valueOf(e.getMessage()));
    }
  }
}
