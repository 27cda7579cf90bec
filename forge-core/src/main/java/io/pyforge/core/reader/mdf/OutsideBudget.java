package io.pyforge.core.reader.mdf;

/**
 * Guards against values that share their pages, of which a small file could hold any amount: a file
 * has no more bytes of values than it has bytes.
 */
final class OutsideBudget {
  private final long fileBytes;
  private long taken;

  OutsideBudget(long fileBytes) {
    this.fileBytes = fileBytes;
  }

  void take(long bytes) throws Damage {
    taken += bytes;
    if (taken > fileBytes) {
      throw MdfFailures.lobsOverlap(taken, fileBytes);
    }
  }
}
