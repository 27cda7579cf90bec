package io.pyforge.core.reader.mdf;

import io.pyforge.spi.reader.ScanLog;

/** Whether what is no text becomes U+FFFD, and how often that was needed. */
final class Replacing {
  private static final String CODE = "invalid-text-replaced";

  private final boolean given;
  private long count;

  Replacing(boolean given) {
    this.given = given;
  }

  /** Whether {@code --on-invalid-text replace} was given. */
  boolean given() {
    return given;
  }

  /** Asks to replace once; counts it if that is allowed. */
  boolean allowed() {
    if (given) {
      count++;
    }
    return given;
  }

  /** Tells what there was. */
  void tell(String file, String table, ScanLog log) {
    if (count > 0) {
      log.count(
          CODE,
          count,
          table,
          file
              + ": places with bytes that are no text, replaced by U+FFFD: "
              + ScanLog.COUNT
              + ", the first in table "
              + ScanLog.FIRST);
    }
  }
}
