package io.pyforge.databricks.client;

import java.time.Duration;

/** The clock that waiting goes by, so that a test need not wait. */
interface Pauses {
  /** The clock of this machine. */
  Pauses REAL =
      new Pauses() {
        @Override
        public long nanos() {
          return System.nanoTime();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
          Thread.sleep(time.toMillis());
        }
      };

  /** Nanoseconds since some moment. */
  long nanos();

  /** Returns after that time. */
  void pause(Duration time) throws InterruptedException;
}
