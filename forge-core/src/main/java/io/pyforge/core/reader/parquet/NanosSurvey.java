package io.pyforge.core.reader.parquet;

import io.pyforge.core.reader.parquet.ValueReader.BadValue;
import io.pyforge.core.reader.parquet.ValueReader.InexactValue;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ReadContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.hadoop.ParquetFileReader;

/**
 * Looks for values that microseconds do not hold, in the columns that may have some. Other columns
 * are not read.
 */
final class NanosSurvey {
  private static final int CHECKED_VALUES = 64 * 1024;

  private final ParquetFile file;
  private final List<SourceColumn> columns;
  private final ReadContext context;
  private final Set<Integer> inexact = new TreeSet<>();
  private final List<Integer> open = new ArrayList<>();

  NanosSurvey(ParquetFile file, List<SourceColumn> columns, ReadContext context) {
    this.file = file;
    this.columns = columns;
    this.context = context;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).mayBeInexact()) {
        open.add(i);
      }
    }
  }

  /**
   * Looks at the first values of the first row group. What cannot be read is left to the pass,
   * which reports it.
   *
   * @return the columns that have nanoseconds
   */
  Set<Integer> first(int values) throws IOException {
    if (!open.isEmpty()) {
      try (ParquetFileReader reader = newReader()) {
        PageReadStore pages = reader.readNextRowGroup();
        if (pages != null) {
          look(pages, values);
        }
      } catch (ForgeException | IOException e) {
        file.checkSource();
      } catch (RuntimeException | OutOfMemoryError e) {
        // As said: the pass meets it again.
      }
    }
    return inexact;
  }

  /**
   * Looks at all values.
   *
   * @return the columns that have nanoseconds
   */
  Set<Integer> all() throws IOException {
    if (open.isEmpty()) {
      return inexact;
    }
    try (ParquetFileReader reader = newReader()) {
      PageReadStore pages = reader.readNextRowGroup();
      while (pages != null && !open.isEmpty()) {
        look(pages, Long.MAX_VALUE);
        pages = reader.readNextRowGroup();
      }
    } catch (ForgeException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw file.failure("the pages cannot be read", e);
    } catch (OutOfMemoryError e) {
      throw ParquetFailures.needsMemory(file.name(), "its columns in nanoseconds", e);
    }
    return inexact;
  }

  private ParquetFileReader newReader() throws IOException {
    ParquetFileReader reader = file.newReader();
    reader.setRequestedSchema(open.stream().map(i -> columns.get(i).descriptor()).toList());
    return reader;
  }

  private void look(PageReadStore pages, long values) {
    ColumnReadStoreImpl store =
        new ColumnReadStoreImpl(pages, new NoConverter(), file.schema(), file.createdBy());
    open.removeIf(
        i -> {
          boolean found = looksInexact(pages, store, i, values);
          if (found) {
            inexact.add(i);
          }
          return found;
        });
  }

  private boolean looksInexact(
      PageReadStore pages, ColumnReadStoreImpl store, int index, long values) {
    SourceColumn column = columns.get(index);
    ColumnReader from = store.getColumnReader(column.descriptor());
    int valueLevel = column.descriptor().getMaxDefinitionLevel();
    RecordBatch scratch = new RecordBatch();
    Schema schema = Schema.of(column.field());
    long count = Math.min(values, pages.getPageReader(column.descriptor()).getTotalValueCount());
    for (long i = 0; i < count; i++) {
      if (i % CHECKED_VALUES == 0) {
        context.checkCancelled();
        scratch.begin("", schema);
      }
      try {
        if (from.getCurrentDefinitionLevel() == valueLevel) {
          column.reader().append(from, scratch.vector(0));
        }
      } catch (InexactValue e) {
        return true;
      } catch (BadValue e) {
        // The pass, which knows the row, reports it.
      }
      from.consume();
    }
    return false;
  }
}
