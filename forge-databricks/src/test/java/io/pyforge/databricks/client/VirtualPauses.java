package io.pyforge.databricks.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that goes on at once when somebody waits, for each thread on its own: what one waits does
 * not make another one's time run out. Real time goes on as well.
 */
public final class VirtualPauses implements Pauses {
  private final ThreadLocal<Long> waited = ThreadLocal.withInitial(() -> 0L);
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /** What was waited for, in order. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public long nanos() {
    return System.nanoTime() + waited.get();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while waiting");
    }
    pauses.add(time);
    waited.set(waited.get() + time.toNanos());
  }
}
