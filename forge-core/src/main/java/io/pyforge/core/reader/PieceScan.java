package io.pyforge.core.reader;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableScan;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Pieces read one after the other, so that an input that can be cut has one way of reading. */
public final class PieceScan implements TableScan {
  private final PieceSource pieces;
  private PieceSource.@Nullable Piece missed;

  /** Takes over the pieces and closes them. */
  public PieceScan(PieceSource pieces) {
    this.pieces = pieces;
  }

  /** No pieces at all: the pass over a table that nobody wants. */
  public static PieceSource none() {
    return new PieceSource() {
      @Override
      public @Nullable Piece next(RecordBatch batch) {
        return null;
      }

      @Override
      public void close() {
        // Nothing is open.
      }
    };
  }

  @Override
  public boolean read(RecordBatch into, ScanLog log) throws IOException, SchemaMiss {
    PieceSource.Piece piece = pieces.next(into);
    if (piece == null) {
      return false;
    }
    missed = piece;
    ScanLog pieceLog = new ScanLog();
    piece.read(pieceLog);
    missed = null;
    log.merge(pieceLog);
    return true;
  }

  @Override
  public void survey() throws IOException {
    PieceSource.Piece piece = missed;
    RecordBatch batch = new RecordBatch();
    while (piece != null) {
      piece.survey();
      piece = pieces.next(batch);
    }
  }

  @Override
  public void close() throws IOException {
    pieces.close();
  }
}
