package io.pyforge.core.reader.parquet;

import io.pyforge.core.nested.RecordEvents;
import io.pyforge.core.nested.RecordSource;
import io.pyforge.core.nested.RecordWalker;
import io.pyforge.core.reader.parquet.RecordTeller.RecordTooLong;
import io.pyforge.core.reader.parquet.ValueReader.InexactValue;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file with lists or maps.
 *
 * @param maxRecordBytes memory that one record may need
 */
record NestedRecords(ParquetFile file, SchemaPlace top, NestedColumns columns, long maxRecordBytes)
    implements RecordSource {

  @Override
  public RecordWalker walk() throws IOException {
    return new Walker(this, file.newReader());
  }

  @Override
  public String place(long position) {
    return "row " + position;
  }

  private static final class Walker implements RecordWalker {
    private final NestedRecords records;
    private final ParquetFileReader reader;
    private final LeafValues[] leaves;
    private @Nullable RecordTeller teller;
    private long groupRowsLeft;
    private long rows;
    private long position;

    Walker(NestedRecords records, ParquetFileReader reader) {
      this.records = records;
      this.reader = reader;
      leaves = new LeafValues[records.columns().columns().size()];
    }

    @Override
    public boolean next(RecordEvents events, ScanLog log) throws IOException, SchemaMiss {
      try {
        while (groupRowsLeft == 0) {
          if (teller != null) {
            teller.checkEnded();
          }
          if (!advance(events)) {
            return false;
          }
        }
        groupRowsLeft--;
        rows++;
        position += Objects.requireNonNull(teller).tell(rows);
        return true;
      } catch (ForgeException e) {
        throw e;
      } catch (RecordTooLong e) {
        throw ParquetFailures.recordTooLong(
            records.file.name(), records.place(rows), records.maxRecordBytes);
      } catch (InexactValue e) {
        throw new SchemaMiss(records.file.stem(), "", "a value has nanoseconds");
      } catch (IOException | RuntimeException e) {
        throw records.file.failure("the pages after row " + rows + " cannot be read", e);
      } catch (OutOfMemoryError e) {
        // The library takes memory for a whole row group, and for what a page claims to hold.
        throw ParquetFailures.needsMemory(records.file.name(), records.place(rows + 1), e);
      }
    }

    private boolean advance(RecordEvents events) throws IOException, InexactValue {
      PageReadStore pages = reader.readNextRowGroup();
      if (pages == null) {
        teller = null;
        return false;
      }
      groupRowsLeft = pages.getRowCount();
      ColumnReadStoreImpl store =
          new ColumnReadStoreImpl(
              pages, new NoConverter(), records.file.schema(), records.file.createdBy());
      List<SourceColumn> columns = records.columns.columns();
      for (int i = 0; i < leaves.length; i++) {
        SourceColumn column = columns.get(i);
        leaves[i] =
            new LeafValues(
                store.getColumnReader(column.descriptor()),
                pages.getPageReader(column.descriptor()).getTotalValueCount(),
                column,
                records.file.name(),
                rows);
      }
      teller =
          new RecordTeller(records.top, records.columns, leaves, events, records.maxRecordBytes);
      return true;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
