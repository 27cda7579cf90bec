package io.pyforge.databricks.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A clock that goes on at once when somebody waits, for each thread on its own: what one waits does
 * not make another one's time run out. Real time goes on as well.
 */
public final class VirtualPauses implements Pauses {
  private final Optional<Duration> each;
  private final ThreadLocal<Long> waited = ThreadLocal.withInitial(() -> 0L);
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /** As long as is asked for. */
  public VirtualPauses() {
    each = Optional.empty();
  }

  /** So long every time, on a clock that stands still meanwhile. */
  VirtualPauses(Duration each) {
    this.each = Optional.of(each);
  }

  /** What was waited for, in order. */
  public List<Duration> pauses() {
    return List.copyOf(pauses);
  }

  @Override
  public long nanos() {
    return (each.isEmpty() ? System.nanoTime() : 0) + waited.get();
  }

  @Override
  public void pause(Duration time) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("while waiting");
    }
    Duration taken = each.orElse(time);
    pauses.add(taken);
    waited.set(waited.get() + taken.toNanos());
  }
}
