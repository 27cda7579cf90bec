package io.pyforge.core.engine;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A scan that cannot be cut, seen as pieces: reading happens where pieces are cut, one batch after
 * the other, and only encoding is left for the threads.
 */
final class SequentialPieces implements PieceSource {
  private final TableScan scan;
  private @Nullable String lastTable;
  private Schema lastSchema = Schema.of();
  private boolean missed;

  SequentialPieces(TableScan scan) {
    this.scan = scan;
  }

  @Override
  public @Nullable Piece next(RecordBatch batch) throws IOException {
    if (missed) {
      return null; // the piece that missed surveys all the rest
    }
    ScanLog log = new ScanLog();
    try {
      if (scan.read(batch, log)) {
        lastTable = batch.table();
        lastSchema = batch.schema();
        return new ReadPiece(batch, log);
      }
      if (log.isEmpty() || lastTable == null) {
        return null;
      }
      // What was said behind the last row, such as the rejection of those after it.
      batch.begin(lastTable, lastSchema);
      return new ReadPiece(batch, log);
    } catch (SchemaMiss miss) {
      missed = true;
      return new MissedPiece(scan, miss);
    }
  }

  @Override
  public void close() throws IOException {
    scan.close();
  }

  private record ReadPiece(RecordBatch batch, ScanLog read) implements Piece {
    @Override
    public RecordBatch read(ScanLog log) {
      log.merge(read);
      return batch;
    }

    @Override
    public void survey() {
      // Its values fit, and the scan knows them.
    }
  }

  private record MissedPiece(TableScan scan, SchemaMiss miss) implements Piece {
    @Override
    public RecordBatch read(ScanLog log) throws SchemaMiss {
      throw miss;
    }

    @Override
    public void survey() throws IOException {
      scan.survey();
    }
  }
}
