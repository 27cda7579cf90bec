package io.pyforge.core.reader.csv;

import io.pyforge.core.text.TextBlock;
import java.util.Arrays;

/**
 * The first bytes of an input as UTF-8, cut so that detection can scan them: they end in a line end
 * and have eight more readable bytes.
 *
 * @param bytes not to be changed
 * @param end exclusive
 * @param complete whether this is the whole input
 */
@SuppressWarnings("ArrayRecordComponent") // private to this package, never compared
record Sample(byte[] bytes, int end, boolean complete) {
  /**
   * Makes a sample of the first {@code length} bytes, adding a line end when the last row has none.
   */
  static Sample of(byte[] first, int length, boolean complete, byte lineEnd) {
    byte[] padded = Arrays.copyOf(first, length + 1 + TextBlock.PADDING);
    int end = length;
    if (length > 0 && first[length - 1] != lineEnd) {
      padded[end++] = lineEnd;
    }
    return new Sample(padded, end, complete);
  }
}
