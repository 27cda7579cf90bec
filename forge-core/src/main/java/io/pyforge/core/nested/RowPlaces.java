package io.pyforge.core.nested;

/**
 * Which places of a record are rows. Arrays within rows are what {@link ArrayHandling} says; a row
 * itself is a row in every case, and so is whatever repeats around it.
 *
 * <p>The first two questions are about places that lie in no row.
 */
public interface RowPlaces {
  /** Each record is one row. */
  RowPlaces RECORDS =
      new RowPlaces() {
        @Override
        public boolean isRow(ShapeNode place) {
          return true;
        }

        @Override
        public boolean isLeftOut(ShapeNode place) {
          return false;
        }
      };

  /** Whether each occurrence of the place is a row, or several where arrays are expanded. */
  boolean isRow(ShapeNode place);

  /** Whether the place, which is no row, is left out with all that it holds. */
  boolean isLeftOut(ShapeNode place);

  /**
   * Whether a place that lies directly in a row is one text of JSON with all that it holds.
   *
   * @param place within a row, not deeper
   */
  default boolean isKeptWhole(ShapeNode place) {
    return false;
  }

  /** Whether a place lies within a row. */
  default boolean isWithinRow(ShapeNode place) {
    for (ShapeNode around = place.parent(); around != null; around = around.parent()) {
      if (isRow(around)) {
        return true;
      }
    }
    return false;
  }
}
