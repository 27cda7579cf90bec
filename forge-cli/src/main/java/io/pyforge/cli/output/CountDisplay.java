package io.pyforge.cli.output;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * One bar for many inputs, on a terminal and for work that takes longer than a second: how many are
 * done, of how many. What is printed meanwhile goes above it. Thread-safe.
 */
public final class CountDisplay implements AutoCloseable {
  private static final long QUIET_NANOS = 1_000_000_000L;
  private static final long BETWEEN_NANOS = 100_000_000L;
  private static final int WIDTH = 79;
  private static final int BAR_WIDTH = 30;

  private final Terminal terminal;
  private final LongSupplier nanoClock;
  private final long startedAt;
  private long drawnAt;
  private int failed;
  private boolean shown;

  CountDisplay(Terminal terminal, LongSupplier nanoClock) {
    this.terminal = terminal;
    this.nanoClock = nanoClock;
    this.startedAt = nanoClock.getAsLong();
    this.drawnAt = startedAt;
  }

  /**
   * A display where it is wanted.
   *
   * @param wanted false to show nothing at all
   */
  public static CountDisplay on(Terminal terminal, boolean wanted) {
    return new CountDisplay(
        wanted ? terminal : Terminal.of(terminal.out(), terminal.err()), System::nanoTime);
  }

  /**
   * Another input is done.
   *
   * @param failure whether it failed
   */
  public synchronized void update(int done, int total, boolean failure) {
    failed += failure ? 1 : 0;
    long now = nanoClock.getAsLong();
    boolean due = now - startedAt >= QUIET_NANOS && now - drawnAt >= BETWEEN_NANOS;
    if (!terminal.errInteractive() || !due) {
      return;
    }
    drawnAt = now;
    int filled = (int) ((long) BAR_WIDTH * done / total);
    String bar = "[" + "=".repeat(filled) + " ".repeat(BAR_WIDTH - filled) + "]";
    String text =
        String.format(
            Locale.ROOT,
            "%s %,d/%,d inputs%s",
            bar,
            done,
            total,
            failed == 0 ? "" : String.format(Locale.ROOT, ", %,d failed", failed));
    print(text + " ".repeat(Math.max(0, WIDTH - text.length())));
    shown = true;
  }

  /** Prints lines where the bar is, which comes back with the next input. */
  public synchronized void above(Runnable printing) {
    clear();
    printing.run();
  }

  @Override
  public synchronized void close() {
    clear();
  }

  private void clear() {
    if (shown) {
      print(" ".repeat(WIDTH) + "\r");
      shown = false;
    }
  }

  private void print(String line) {
    terminal.err().print("\r" + line);
    terminal.err().flush();
  }
}
