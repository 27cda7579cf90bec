package io.pyforge.databricks.server.http;

import java.io.InterruptedIOException;
import java.util.concurrent.locks.LockSupport;

/** Holds one direction of one connection to a rate. Unused time is not saved up. */
final class Pacer {
  private static final int LARGEST_SLICE = 64 * 1024;
  private static final int SMALLEST_SLICE = 512;
  private static final int SLICES_PER_SECOND = 50;
  private static final double NANOS_PER_SECOND = 1e9;

  private final long bytesPerSecond;
  private long free = System.nanoTime();

  /** A rate of 0 is no limit. */
  Pacer(long bytesPerSecond) {
    this.bytesPerSecond = bytesPerSecond;
  }

  boolean unlimited() {
    return bytesPerSecond == 0;
  }

  /** How many bytes to move at once, so that the rate is kept evenly. */
  int slice() {
    return (int)
        Math.max(SMALLEST_SLICE, Math.min(LARGEST_SLICE, bytesPerSecond / SLICES_PER_SECOND));
  }

  /** Waits as long as these bytes take. */
  void moved(int bytes) throws InterruptedIOException {
    if (unlimited()) {
      return;
    }
    long now = System.nanoTime();
    free = Math.max(free, now) + (long) (bytes * NANOS_PER_SECOND / bytesPerSecond);
    while (free - System.nanoTime() > 0) {
      LockSupport.parkNanos(free - System.nanoTime());
      if (Thread.interrupted()) {
        throw new InterruptedIOException("the listener closes");
      }
    }
  }
}
