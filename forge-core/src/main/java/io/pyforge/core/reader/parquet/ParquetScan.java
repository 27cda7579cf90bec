package io.pyforge.core.reader.parquet;

import io.pyforge.core.reader.parquet.ValueReader.BadValue;
import io.pyforge.core.reader.parquet.ValueReader.InexactValue;
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
      int rows = (int) Math.min(MAX_BATCH_ROWS, groupRowsLeft);
      for (int i = 0; i < columns.size(); i++) {
        fill(i, into.vector(i), rows);
      }
      groupRowsLeft -= rows;
      rowsRead += rows;
      batchGiven = true;
      return true;
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw corrupt(e);
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
