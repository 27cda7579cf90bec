package io.pyforge.core.reader.pdf;

/**
 * How a page must be turned for some of its text to be upright. Text that reads upwards needs a
 * quarter turn clockwise.
 */
enum Turn {
  NONE,
  CLOCKWISE,
  UPSIDE_DOWN,
  ANTICLOCKWISE;

  /** The turn for text whose baseline goes in a direction, y downwards. */
  static Turn ofDirection(double dx, double dy) {
    if (Math.abs(dx) >= Math.abs(dy)) {
      return dx >= 0 ? NONE : UPSIDE_DOWN;
    }
    return dy < 0 ? CLOCKWISE : ANTICLOCKWISE;
  }

  /** The x of a point after the turn of a page of this size. */
  float x(float x, float y, float width, float height) {
    return switch (this) {
      case NONE -> x;
      case CLOCKWISE -> height - y;
      case UPSIDE_DOWN -> width - x;
      case ANTICLOCKWISE -> y;
    };
  }

  /** The y of a point after the turn. */
  float y(float x, float y, float width, float height) {
    return switch (this) {
      case NONE -> y;
      case CLOCKWISE -> x;
      case UPSIDE_DOWN -> height - y;
      case ANTICLOCKWISE -> width - x;
    };
  }

  /** Whether width and height change places. */
  boolean quarter() {
    return this == CLOCKWISE || this == ANTICLOCKWISE;
  }
}
