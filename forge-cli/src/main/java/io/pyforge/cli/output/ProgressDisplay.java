package io.pyforge.cli.output;

import io.pyforge.spi.engine.ProgressListener;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A progress bar on a terminal for work that takes longer than a second. Until then, and where
 * nobody looks, nothing is printed and the library of the bar is not even loaded.
 */
public final class ProgressDisplay implements ProgressListener, AutoCloseable {
  private static final long QUIET_NANOS = 1_000_000_000L;

  private final Terminal terminal;
  private final LongSupplier nanoClock;
  private long startedAt;
  private String input = "";
  private long sizeBytes = -1;
  private @Nullable Bar bar;

  /** What draws; apart, so that its library loads on first use only. */
  interface Bar {
    void update(long bytesRead, long rowsWritten);

    void close();
  }

  ProgressDisplay(Terminal terminal, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
  }

  /**
   * A display where it is wanted.
   *
   * @param wanted false to show nothing at all
   */
  public static ProgressDisplay on(Terminal terminal, boolean wanted) {
    return new ProgressDisplay(
        wanted ? terminal : Terminal.of(terminal.out(), terminal.err()), System::nanoTime);
  }

  @Override
  public synchronized void started(String location, long size) {
    closeBar();
    input = location;
    sizeBytes = size;
    startedAt = nanoClock.getAsLong();
  }

  @Override
  public synchronized void advanced(long bytesRead, long rowsWritten) {
    if (!terminal.errInteractive()) {
      return;
    }
    if (bar == null) {
      if (nanoClock.getAsLong() - startedAt < QUIET_NANOS) {
        return;
      }
      bar = new ConsoleBar(terminal, Terminal.clean(input), sizeBytes);
    }
    bar.update(bytesRead, rowsWritten);
  }

  @Override
  public synchronized void fellBack(String engine, String reason) {
    closeBar();
  }

  @Override
  public synchronized void ended() {
    closeBar();
  }

  @Override
  public synchronized void close() {
    closeBar();
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
