package io.pyforge.core.engine;

import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.engine.Cancellation;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.PieceSource.Piece;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableFailure;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the input: pieces are cut by one thread at a time, read and encoded by all, and
 * appended in file order. Each thread holds one batch and one encoder, which bounds the memory.
 *
 * <p>After a schema miss, or when a table turns out unreadable, nothing more is written: every
 * piece that is left is surveyed, and the pass ends so that another can follow. When a piece fails
 * in any other way, the pass fails with the failure of the earliest piece, whatever thread met one
 * first.
 */
final class Pass {
  /** What happens to each block beside being appended; called in file order, one at a time. */
  interface Listener {
    /** Takes what the reader had to say about the rows just appended. */
    void appended(ScanLog log, long rowCount) throws IOException;
  }

  /**
   * How a pass ended: complete, unless a value did not fit its column or tables failed.
   *
   * @param failures the first failure of each table that failed, in file order
   */
  record Outcome(boolean missed, List<TableFailure> failures) {
    boolean complete() {
      return !missed && failures.isEmpty();
    }
  }

  private record Failed(long ordinal, TableFailure failure) {}

  private final PieceSource pieces;
  private final boolean sequential;
  private final TableSinks sinks;
  private final Listener listener;
  private final Cancellation cancellation;

  private final Object cutting = new Object();
  private long cut;
  private boolean ended;

  private final Object turn = new Object();
  private long appended;
  private final Map<String, Failed> failedTables = new HashMap<>();
  private volatile boolean missed;
  private volatile boolean surveying;
  private volatile long failedOrdinal = Long.MAX_VALUE;
  private @Nullable Throwable failure;

  Pass(PieceSource pieces, TableSinks sinks, Listener listener, Cancellation cancellation) {
    this.pieces = pieces;
    this.sinks = sinks;
    this.listener = listener;
    this.cancellation = cancellation;
    sequential = pieces instanceof SequentialPieces;
  }

  /** Runs it on {@code threads} threads, the caller's among them. */
  Outcome run(int threads) throws IOException {
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread helper = new Thread(this::work, "forge-worker-" + i);
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    work();
    boolean interrupted = false;
    for (Thread helper : helpers) {
      while (helper.isAlive()) {
        try {
          helper.join();
        } catch (InterruptedException e) {
          interrupted = true;
          cancellation.cancel();
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (failure != null) {
      throw rethrown(failure);
    }
    return new Outcome(missed, failures());
  }

  private List<TableFailure> failures() {
    return failedTables.values().stream()
        .sorted(Comparator.comparingLong(Failed::ordinal))
        .map(Failed::failure)
        .toList();
  }

  private static IOException rethrown(Throwable failure) throws IOException {
    if (failure instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure instanceof IOException io) {
      throw io;
    }
    return new IOException(failure);
  }

  private void work() {
    RecordBatch batch = new RecordBatch();
    Map<TableSinks.Entry, BatchEncoder> encoders = new HashMap<>();
    while (true) {
      Piece piece;
      long ordinal;
      synchronized (cutting) {
        if (ended || failedOrdinal != Long.MAX_VALUE) {
          return;
        }
        ordinal = cut;
        try {
          cancellation.check();
          piece = pieces.next(batch);
          if (piece == null) {
            ended = true;
            return;
          }
          if (sequential && !surveying && batch.schema().width() > 0) {
            sinks.of(batch.table(), batch.schema()); // so that sinks open in file order
          }
        } catch (TableFailure e) {
          cut++;
          tableFailed(ordinal, e);
          continue;
        } catch (Throwable e) {
          fail(ordinal, e);
          return;
        }
        cut++;
      }
      try {
        process(piece, ordinal, encoders);
      } catch (Throwable e) {
        fail(ordinal, e);
      }
    }
  }

  private void process(Piece piece, long ordinal, Map<TableSinks.Entry, BatchEncoder> encoders)
      throws IOException {
    if (surveying) {
      survey(piece, ordinal);
      return;
    }
    ScanLog log = new ScanLog();
    RecordBatch batch;
    try {
      batch = piece.read(log);
    } catch (SchemaMiss miss) {
      synchronized (turn) {
        missed = true;
        surveying = true;
        turn.notifyAll();
      }
      survey(piece, ordinal);
      return;
    } catch (TableFailure e) {
      tableFailed(ordinal, e);
      return;
    }
    TableSinks.Entry table = sinks.of(batch.table(), batch.schema());
    BatchEncoder encoder = encoders.computeIfAbsent(table, t -> t.sink.newEncoder());
    EncodedBlock block = encoder.encode(batch);
    append(ordinal, table, block, log);
  }

  /**
   * Surveys a piece to its end: one that holds several tables goes on behind a table that fails.
   */
  private void survey(Piece piece, long ordinal) throws IOException {
    boolean more = true;
    while (more) {
      try {
        piece.survey();
        more = false;
      } catch (TableFailure e) {
        more = tableFailed(ordinal, e);
      }
    }
  }

  /** Remembers the earliest failure of a table; returns whether it is the first that is met. */
  private boolean tableFailed(long ordinal, TableFailure e) {
    synchronized (turn) {
      Failed known = failedTables.get(e.table());
      if (known == null || ordinal < known.ordinal) {
        failedTables.put(e.table(), new Failed(ordinal, e));
      }
      surveying = true;
      turn.notifyAll();
      return known == null;
    }
  }

  private void append(long ordinal, TableSinks.Entry table, EncodedBlock block, ScanLog log)
      throws IOException {
    synchronized (turn) {
      while (appended != ordinal && !surveying && failedOrdinal > ordinal) {
        try {
          turn.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          cancellation.cancel();
          throw new ForgeException(
              ErrorKind.INTERRUPTED,
              "cancelled",
              "the conversion was stopped; nothing was written",
              "");
        }
      }
      if (appended != ordinal) {
        return; // another piece missed or failed: the output is discarded
      }
      if (block.rowCount() > 0 || !table.begun) {
        table.sink.append(block);
        table.begun = true;
      }
      table.rowCount += block.rowCount();
      listener.appended(log, block.rowCount());
      appended++;
      turn.notifyAll();
    }
  }

  private void fail(long ordinal, Throwable e) {
    synchronized (turn) {
      if (ordinal < failedOrdinal) {
        failedOrdinal = ordinal;
        failure = e;
      }
      turn.notifyAll();
    }
  }
}
