package io.pyforge.cli.command;

import io.pyforge.cli.output.CountDisplay;
import io.pyforge.cli.output.ProgressDisplay;
import io.pyforge.core.bulk.BulkListener;
import io.pyforge.core.report.ConversionOutcome;
import io.pyforge.spi.engine.ConversionRequest;
import io.pyforge.spi.engine.ProgressListener;
import io.pyforge.spi.result.Notice;
import java.util.Optional;
import java.util.function.Consumer;

/** Shows a run over many inputs: how far it is, and what became of each in their order. */
final class BatchDisplay implements BulkListener, AutoCloseable {
  private final Session session;
  private final Consumer<ConversionRequest> beforeEach;
  private final OutcomeLines lines;

  /** How far the one conversion is that is under way; of several nobody could follow the bars. */
  private final ProgressDisplay current;

  private final CountDisplay count;
  private final boolean oneAtATime;

  /**
   * @param beforeEach called before each conversion
   * @param jobs how many conversions are under way at a time
   * @param progress whether any progress is shown
   */
  BatchDisplay(
      Session session,
      Consumer<ConversionRequest> beforeEach,
      OutcomeLines lines,
      int jobs,
      boolean progress) {
    this.session = session;
    this.beforeEach = beforeEach;
    this.lines = lines;
    this.oneAtATime = jobs == 1;
    this.current = ProgressDisplay.on(session.terminal(), progress && oneAtATime);
    this.count = CountDisplay.on(session.terminal(), progress && !oneAtATime);
  }

  @Override
  public void notice(Notice notice) {
    count.above(() -> session.terminal().warning(notice.message()));
  }

  @Override
  public ProgressListener starting(ConversionRequest request) {
    beforeEach.accept(request);
    return oneAtATime ? current : ProgressListener.NONE;
  }

  @Override
  public Optional<String> password(ConversionRequest request) {
    return session.password(request);
  }

  @Override
  public void finished(ConversionOutcome outcome, int done, int total) {
    count.update(done, total, outcome.failed());
  }

  @Override
  public void outcome(ConversionOutcome outcome) {
    count.above(() -> lines.print(outcome));
  }

  @Override
  public void close() {
    current.close();
    count.close();
  }
}
