package io.pyforge.core.reader.access;

import com.healthmarketscience.jackcess.Cursor;
import com.healthmarketscience.jackcess.CursorBuilder;
import com.healthmarketscience.jackcess.Row;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pass over tables, one after the other. A batch holds rows of one table, and no more than fit
 * well into memory. A table that turns out damaged is left, and the next one follows.
 */
final class AccessScan implements TableScan {
  private static final int MAX_ROWS = 100_000;
  private static final long MAX_BYTES = 8L * 1024 * 1024;
  private static final int ROWS_BETWEEN_CHECKS = 1024;

  private final AccessInput input;
  private final List<AccessTable> tables;
  private int next;
  private @Nullable AccessTable table;
  private @Nullable Cursor cursor;
  private boolean given;

  AccessScan(AccessInput input, List<AccessTable> tables) {
    this.input = input;
    this.tables = tables;
  }

  @Override
  public boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss {
    while (true) {
      input.context().checkCancelled();
      AccessTable current = table;
      if (current == null) {
        if (next == tables.size()) {
          return false;
        }
        current = tables.get(next++);
        given = false;
        cursor = null;
      }
      table = current;
      boolean more = fill(current, into, log);
      boolean wanted = into.rowCount() > 0 || !given;
      given = true;
      if (!more) {
        table = null;
      }
      if (wanted) {
        return true;
      }
    }
  }

  /** Fills a batch with the next rows of a table; returns whether there may be more. */
  private boolean fill(AccessTable current, RecordBatch into, ScanLog log) throws SchemaMiss {
    try {
      return fillOrFail(current, into, log);
    } catch (ForgeException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      table = null;
      throw AccessFailures.outOfMemory(input.name(), current.name(), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      table = null;
      throw AccessFailures.damaged(input.name(), current.name(), e);
    }
  }

  private boolean fillOrFail(AccessTable current, RecordBatch into, ScanLog log)
      throws IOException, SchemaMiss {
    into.begin(current.name(), current.schema());
    Cursor rows = cursor;
    if (rows == null) {
      rows = CursorBuilder.createCursor(current.source());
      cursor = rows;
    }
    CellAppender[] cells = new CellAppender[current.columns().size()];
    for (int i = 0; i < cells.length; i++) {
      cells[i] = new CellAppender(current, i, into, log);
    }
    long bytes = 0;
    for (int count = 0; count < MAX_ROWS && bytes < MAX_BYTES; count++) {
      if (count % ROWS_BETWEEN_CHECKS == 0) {
        input.context().checkCancelled();
      }
      input.nextStep();
      Row row = rows.getNextRow();
      if (row == null) {
        return false;
      }
      bytes += append(current, row, cells);
    }
    return true;
  }

  private static long append(AccessTable current, Map<String, Object> row, CellAppender[] cells)
      throws IOException, SchemaMiss {
    long bytes = 0;
    @Nullable AccessColumn missed = null;
    for (int i = 0; i < cells.length; i++) {
      AccessColumn column = current.columns().get(i);
      int length = cells[i].append(column.source().getRowValue(row));
      if (length < 0) {
        missed = column; // the others still learn from this row
      }
      bytes += length;
    }
    if (missed != null) {
      throw new SchemaMiss(current.name(), missed.name(), "a value is no " + missed.type().name());
    }
    return bytes;
  }

  /**
   * Reads the rest, from the row behind the one that missed on, and lets the columns learn. The
   * batch is thrown away after each miss, as it holds a part of a row.
   */
  @Override
  public void survey() throws IOException {
    RecordBatch batch = new RecordBatch();
    boolean more = true;
    while (more) {
      try {
        more = read(batch, new ScanLog());
      } catch (SchemaMiss miss) {
        given = true; // the column knows; the next row follows
      }
    }
  }

  @Override
  public void close() {
    table = null;
    cursor = null;
    next = tables.size();
  }
}
