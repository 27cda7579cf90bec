package io.pyforge.core.bulk;

import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.result.Notice;
import java.util.Optional;

/** Hears how a run over many inputs gets on. */
public interface BulkListener {
  /** A listener that ignores everything. */
  BulkListener NONE = new BulkListener() {};

  /** Something about the run as a whole; on the thread that started it. */
  default void notice(Notice notice) {}

  /**
   * A conversion is about to start; on the thread that does it, several at a time. A failure thrown
   * here is that of the input.
   *
   * @return what hears how far that conversion is
   */
  default ProgressListener starting(ConversionRequest request) {
    return ProgressListener.NONE;
  }

  /**
   * An input needs a password; on the thread that converts it.
   *
   * @return empty when there is none, so that the input fails
   */
  default Optional<String> password(ConversionRequest request) {
    return Optional.empty();
  }

  /**
   * Something became of an input; in the order in which that happens, one call at a time.
   *
   * @param done inputs of which something became, this one included
   */
  default void finished(ConversionOutcome outcome, int done, int total) {}

  /**
   * The same in the order of the inputs: as soon as something became of all those before; on the
   * thread that started the run.
   */
  default void outcome(ConversionOutcome outcome) {}
}
