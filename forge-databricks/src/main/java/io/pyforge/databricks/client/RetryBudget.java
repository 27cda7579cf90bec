package io.pyforge.databricks.client;

/**
 * How many requests may be repetitions: half of a hundred. A service that is down then fails a job
 * of a thousand files in seconds instead of hours, and a short break at the start of a job is
 * survived by all who work at it. Thread-safe.
 */
final class RetryBudget {
  private static final int WINDOW = 100;

  private final boolean[] repetitions = new boolean[WINDOW];
  private int next;
  private int used;

  /** A request goes out for the first time. */
  synchronized void first() {
    record(false);
  }

  /** Takes leave to repeat a request; false when there have been too many. */
  synchronized boolean repeat() {
    if (used >= WINDOW / 2) {
      return false;
    }
    record(true);
    return true;
  }

  private void record(boolean repetition) {
    if (repetitions[next]) {
      used--;
    }
    repetitions[next] = repetition;
    if (repetition) {
      used++;
    }
    next = (next + 1) % WINDOW;
  }
}
