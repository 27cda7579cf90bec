package io.pyforge.core.reader.pdf;

/**
 * A straight line drawn on a page, along one of its axes.
 *
 * @param horizontal whether it goes along x
 * @param at the coordinate that all its points share
 * @param from where it begins on the other axis
 * @param to where it ends there; not less than {@code from}
 */
record Ruling(boolean horizontal, float at, float from, float to) {
  float length() {
    return to - from;
  }
}
