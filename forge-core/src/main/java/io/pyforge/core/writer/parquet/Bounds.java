package io.pyforge.core.writer.parquet;

import org.jspecify.annotations.Nullable;

/**
 * The least and the greatest value of a page or chunk, plain encoded. Long text is shortened to a
 * value that still bounds all others.
 *
 * @param min null when there is no bound: no values, or nothing but NaN
 * @param max null also when no short text is above all values
 * @param minExact whether {@code min} is a value of the page rather than a shortened one
 * @param maxExact the same of {@code max}
 */
@SuppressWarnings("ArrayRecordComponent") // never changed, and never compared as a record
record Bounds(byte @Nullable [] min, byte @Nullable [] max, boolean minExact, boolean maxExact) {
  /** No bounds. */
  static final Bounds NONE = new Bounds(null, null, false, false);

  /** Bounds that are values themselves. */
  static Bounds exact(byte[] min, byte[] max) {
    return new Bounds(min, max, true, true);
  }
}
