package io.pyforge.core.nested;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ValueAppender;
import io.pyforge.spi.batch.BytesVector;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The rows of records that only one thread can walk. Walking notes the values of a batch; turning
 * them into columns is left to whoever reads the piece.
 */
final class NestedPieces implements PieceSource {
  private final NestedInput input;
  private final RecordPlan plan;
  private final RecordWalker walker;
  private final RecordAssembler assembler;
  private boolean given;
  private boolean ended;

  /**
   * @param input whose plan has one table
   */
  NestedPieces(NestedInput input) throws IOException {
    this.input = input;
    plan = input.plan();
    assembler = input.newAssembler(false);
    walker = input.setup().records().walk();
  }

  /** Bytes of the input that the pieces so far take, about. */
  long position() {
    return walker.position();
  }

  @Override
  public @Nullable Piece next(RecordBatch batch) throws IOException {
    if (ended) {
      return null;
    }
    input.context().checkCancelled();
    DeferredRows rows =
        batch.attachment() instanceof DeferredRows known ? known : new DeferredRows();
    batch.attach(rows);
    ScanLog log = new ScanLog();
    assembler.into(rows);
    try {
      long end = walker.position() + NestedInput.BATCH_BYTES;
      while (!ended
          && (rows.count() == 0 || walker.position() < end)
          && rows.count() < NestedInput.BATCH_ROWS
          && !rows.isFull()) {
        ended = !walker.next(assembler, log);
      }
    } catch (SchemaMiss miss) {
      ended = true;
      return new MissedPiece(input, miss);
    }
    if (rows.count() == 0 && given && log.isEmpty()) {
      return null;
    }
    given = true; // a table without rows is given once
    return new RowsPiece(input, plan, rows, batch, log);
  }

  @Override
  public void close() throws IOException {
    walker.close();
  }

  private record RowsPiece(
      NestedInput input, RecordPlan plan, DeferredRows rows, RecordBatch batch, ScanLog walked)
      implements Piece {
    @Override
    public RecordBatch read(ScanLog log) throws SchemaMiss {
      PlannedTable table = plan.tables().get(0);
      batch.begin(table.name(), table.schema());
      for (int i = 0; i < table.columns().size(); i++) {
        Column column = table.columns().get(i);
        if (batch.vector(i) instanceof BytesVector vector) {
          vector.attach(rows.bytes());
        }
        ValueAppender appender = new ValueAppender(column, batch.vector(i), true);
        int row = rows.appendTo(appender, i);
        if (row < rows.count()) {
          throw table.miss(
              column,
              input.setup().name(),
              () -> input.setup().records().place(rows.position(row)),
              rows.text(i, row));
        }
        ShapeNode place = table.places().get(i);
        synchronized (plan.shape()) {
          place.evidence().merge(appender.finish());
        }
      }
      log.merge(walked);
      return batch;
    }

    @Override
    public void survey() {
      PlannedTable table = plan.tables().get(0);
      for (int i = 0; i < table.columns().size(); i++) {
        synchronized (plan.shape()) {
          table.places().get(i).evidence().merge(rows.evidence(i));
        }
      }
    }
  }

  /** A record that has no place in the plan: all records are looked at again. */
  private record MissedPiece(NestedInput input, SchemaMiss miss) implements Piece {
    @Override
    public RecordBatch read(ScanLog log) throws SchemaMiss {
      throw miss;
    }

    @Override
    public void survey() throws IOException {
      input.surveyAll();
    }
  }
}
