package io.pyforge.spi.reader;

import io.pyforge.spi.batch.RecordBatch;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An input cut into pieces that can be read at the same time. Cutting is serial and quick, reading
 * a piece is the work.
 *
 * <p>Where the cuts fall depends on the input alone, never on the number of threads: one piece
 * becomes one batch, and one batch one row group, so the output's bytes must not vary.
 *
 * @since 1
 */
public interface PieceSource extends Closeable {
  /**
   * Cuts the next piece and lends it {@code batch}, which holds the piece's memory until both are
   * handed back. Called by one thread at a time, in file order.
   *
   * @return null after the last piece
   * @throws TableFailure if a table turns out unreadable; the next call goes on with another
   */
  @Nullable Piece next(RecordBatch batch) throws IOException;

  /**
   * A part of the input that holds whole rows of one table. Used by one thread, once: either read
   * or surveyed, though a read that missed may be followed by a survey.
   */
  interface Piece {
    /**
     * Fills the batch given to {@link PieceSource#next}.
     *
     * @throws SchemaMiss if a value does not fit its column; the batch is then meaningless
     * @throws TableFailure if its table is unreadable; the batch is then meaningless
     */
    RecordBatch read(ScanLog log) throws IOException, SchemaMiss;

    /**
     * Looks at every value instead of reading it, so that the input learns which types hold them
     * all.
     *
     * @throws TableFailure if its table is unreadable
     */
    void survey() throws IOException;
  }
}
