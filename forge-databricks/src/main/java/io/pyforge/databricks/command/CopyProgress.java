package io.pyforge.databricks.command;

import io.pyforge.databricks.transfer.Copied;
import io.pyforge.databricks.transfer.TransferProgress;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One line on a terminal that says how far a copy is; nothing anywhere else. It is drawn at most
 * ten times a second.
 */
final class CopyProgress implements TransferProgress, AutoCloseable {
  private static final long INTERVAL_NANOS = 100_000_000;
  private static final int WIDTH = 60;

  private final PrintWriter err;
  private final long total;
  private final boolean shown;
  private final long started = System.nanoTime();
  private final AtomicLong moved = new AtomicLong();
  private final AtomicLong files = new AtomicLong();
  private final AtomicLong drawn = new AtomicLong(System.nanoTime());

  CopyProgress(PrintWriter err, long total, boolean wanted) {
    this.err = err;
    this.total = total;
    this.shown = wanted && System.console() != null;
  }

  @Override
  public void moved(long bytes) {
    moved.addAndGet(bytes);
    draw();
  }

  void told(Copied copied) {
    files.incrementAndGet();
    draw();
  }

  private void draw() {
    if (!shown) {
      return;
    }
    long last = drawn.get();
    long now = System.nanoTime();
    if (now - last >= INTERVAL_NANOS && drawn.compareAndSet(last, now)) {
      err.print("\r" + line(now));
      err.flush();
    }
  }

  private String line(long now) {
    double seconds = Math.max((now - started) / 1e9, 0.001);
    long done = Math.max(0, Math.min(moved.get(), total));
    String text =
        String.format(
            Locale.ROOT,
            "%3d %%  %,d of %,d MB  %,.1f MB/s  %d files",
            total == 0 ? 100 : done * 100 / total,
            done / 1_000_000,
            total / 1_000_000,
            done / 1e6 / seconds,
            files.get());
    return String.format("%-" + WIDTH + "s", text);
  }

  @Override
  public void close() {
    if (shown) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
