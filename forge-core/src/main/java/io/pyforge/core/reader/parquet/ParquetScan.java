package io.pyforge.core.reader.parquet;

import io.pyforge.core.reader.parquet.ValueReader.BadValue;
import io.pyforge.core.reader.parquet.ValueReader.InexactValue;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.ColumnVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;

/** A pass over the rows of a Parquet file, one row group after the other. */
final class ParquetScan implements TableScan {
  /** Rows of a batch, unless the row group ends before. */
  static final int MAX_BATCH_ROWS = 64 * 1024;

  /** Bytes of texts and binary values of a batch, about; a batch with long ones has fewer rows. */
  private static final long BATCH_BYTES = 64L * 1024 * 1024;

  /** Rows that are read before anything is known of their lengths. */
  private static final int FIRST_ROWS = 256;

  private final ParquetInput input;
  private final ParquetFileReader reader;
  private final ReadContext context;
  private final String table;
  private final Schema schema;
  private final List<SourceColumn> columns;
  private List<ColumnReader> columnReaders = List.of();
  private long groupRowsLeft;
  private long rowsRead;
  private boolean batchGiven;

  ParquetScan(ParquetInput input, ParquetFileReader reader, ReadContext context) {
    this.input = input;
    this.reader = reader;
    this.context = context;
    table = input.file().stem();
    schema = input.schema();
    columns = input.columns();
  }

  @Override
  public boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss {
    context.checkCancelled();
    try {
      if (!advance()) {
        if (batchGiven) {
          return false;
        }
        into.begin(table, schema);
        batchGiven = true;
        return true;
      }
      into.begin(table, schema);
      fillBatch(into);
      batchGiven = true;
      return true;
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw corrupt(e);
    } catch (OutOfMemoryError e) {
      // The library takes memory for a whole row group, and for what a page claims to hold.
      throw ParquetFailures.needsMemory(input.file().name(), "row " + (rowsRead + 1), e);
    }
  }

  /** Fills a batch by steps, so that it can end early where values are long. */
  private void fillBatch(RecordBatch into) throws SchemaMiss {
    int filled = 0;
    int step = FIRST_ROWS;
    long bytes = 0;
    while (filled < MAX_BATCH_ROWS && groupRowsLeft > 0 && bytes < BATCH_BYTES) {
      int rows = (int) Math.min(Math.min(step, MAX_BATCH_ROWS - filled), groupRowsLeft);
      int[] firstValues = new int[columns.size()];
      for (int i = 0; i < columns.size(); i++) {
        firstValues[i] = into.vector(i).valueCount();
        fill(i, into.vector(i), rows);
      }
      long before = bytes;
      bytes = textBytes(into);
      if (bytes - before > input.maxRowBytes()) {
        checkRows(into, filled, rows, firstValues);
      }
      filled += rows;
      groupRowsLeft -= rows;
      rowsRead += rows;
      long fitting = bytes == 0 ? MAX_BATCH_ROWS : (BATCH_BYTES - bytes) * filled / bytes;
      step = (int) Math.max(1, Math.min(fitting, filled * 2L));
    }
  }

  /** Bytes of all texts and binary values in a batch. */
  private static long textBytes(RecordBatch batch) {
    long bytes = 0;
    for (int i = 0; i < batch.schema().width(); i++) {
      if (batch.vector(i) instanceof BytesVector texts && texts.valueCount() > 0) {
        long last = texts.spans()[texts.valueCount() - 1];
        bytes += BytesVector.offset(last) + BytesVector.length(last);
      }
    }
    return bytes;
  }

  /** Refuses a row whose texts and binary values are too long together. */
  private void checkRows(RecordBatch batch, int firstRow, int rows, int[] firstValues) {
    long[] bytes = new long[rows];
    for (int i = 0; i < firstValues.length; i++) {
      if (batch.vector(i) instanceof BytesVector texts) {
        int value = firstValues[i];
        for (int row = 0; row < rows; row++) {
          if (texts.presence()[firstRow + row] != 0) {
            bytes[row] += BytesVector.length(texts.spans()[value++]);
          }
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      if (bytes[row] > input.maxRowBytes()) {
        throw ParquetFailures.recordTooLong(
            input.file().name(), "row " + (rowsRead + row + 1), input.maxRowBytes());
      }
    }
  }

  @Override
  public void survey() throws IOException {
    input.survey();
  }

  private boolean advance() throws IOException {
    while (groupRowsLeft == 0) {
      PageReadStore pages = reader.readNextRowGroup();
      if (pages == null) {
        columnReaders = List.of();
        return false;
      }
      groupRowsLeft = pages.getRowCount();
      ColumnReadStoreImpl store =
          new ColumnReadStoreImpl(
              pages, new NoConverter(), input.file().schema(), input.file().createdBy());
      columnReaders = new ArrayList<>(columns.size());
      for (SourceColumn column : columns) {
        columnReaders.add(store.getColumnReader(column.descriptor()));
      }
    }
    return true;
  }

  private void fill(int column, ColumnVector vector, int rows) throws SchemaMiss {
    ColumnReader from = columnReaders.get(column);
    int valueLevel = columns.get(column).descriptor().getMaxDefinitionLevel();
    ValueReader valueReader = columns.get(column).reader();
    String name = columns.get(column).field().name();
    for (int row = 0; row < rows; row++) {
      try {
        if (from.getCurrentDefinitionLevel() == valueLevel) {
          valueReader.append(from, vector);
        } else {
          vector.appendNull();
        }
      } catch (InexactValue e) {
        throw new SchemaMiss(table, name, "row " + (rowsRead + row + 1) + " has nanoseconds");
      } catch (BadValue e) {
        throw ParquetFailures.badValue(
            input.file().name(), name, rowsRead + row + 1, String.valueOf(e.getMessage()));
      }
      from.consume();
    }
  }

  private ForgeException corrupt(Exception cause) throws IOException {
    return input.file().failure("the pages after row " + rowsRead + " cannot be read", cause);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
