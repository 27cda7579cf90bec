package io.pyforge.cli.command;

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
  private final ProgressDisplay current;

  /**
   * @param beforeEach called before each conversion
   * @param progress whether the progress of each conversion is shown
   */
  BatchDisplay(
      Session session,
      Consumer<ConversionRequest> beforeEach,
      OutcomeLines lines,
      boolean progress) {
    this.session = session;
    this.beforeEach = beforeEach;
    this.lines = lines;
    this.current = ProgressDisplay.on(session.terminal(), progress);
  }

  @Override
  public void notice(Notice notice) {
    session.terminal().warning(notice.message());
  }

  @Override
  public ProgressListener starting(ConversionRequest request) {
    beforeEach.accept(request);
    return current;
  }

  @Override
  public Optional<String> password(ConversionRequest request) {
    return session.password(request);
  }

  @Override
  public void outcome(ConversionOutcome outcome) {
    current.close();
    lines.print(outcome);
  }

  @Override
  public void close() {
    current.close();
  }
}
