package io.pyforge.core.reader.pdf;

/** A rectangle of a page in points, y downwards. */
record Box(float left, float top, float right, float bottom) {
  float width() {
    return right - left;
  }

  float height() {
    return bottom - top;
  }

  float middleX() {
    return (left + right) / 2;
  }

  float middleY() {
    return (top + bottom) / 2;
  }

  Box union(Box other) {
    return new Box(
        Math.min(left, other.left),
        Math.min(top, other.top),
        Math.max(right, other.right),
        Math.max(bottom, other.bottom));
  }

  /** Whether they share any area when this one is grown by {@code slack} to all sides. */
  boolean touches(Box other, float slack) {
    return other.left < right + slack
        && other.right > left - slack
        && other.top < bottom + slack
        && other.bottom > top - slack;
  }

  /** Whether a point lies within, or at most {@code slack} outside. */
  boolean holds(float x, float y, float slack) {
    return x >= left - slack && x <= right + slack && y >= top - slack && y <= bottom + slack;
  }

  /** Length of what two x ranges share, 0 when nothing. */
  static float shared(float from, float to, float otherFrom, float otherTo) {
    return Math.max(0, Math.min(to, otherTo) - Math.max(from, otherFrom));
  }
}
