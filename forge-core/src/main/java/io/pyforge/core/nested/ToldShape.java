package io.pyforge.core.nested;

import io.pyforge.spi.batch.ColumnType;
import java.nio.charset.StandardCharsets;

/** Makes the shape of an input whose format tells its places, rather than having them learnt. */
public final class ToldShape {
  private final String input;
  private final Shape shape = new Shape();
  private int order;

  /**
   * @param input its name, for the failure when there are too many places
   */
  public ToldShape(String input) {
    this.input = input;
  }

  /** The shape with all places added so far. */
  public Shape shape() {
    return shape;
  }

  /**
   * A new place, behind those that were added before.
   *
   * @param step to it; empty for arrays within arrays
   * @param repeated whether it is an array
   */
  public ShapeNode add(ShapeNode parent, String step, boolean repeated) {
    byte[] key = step.getBytes(StandardCharsets.UTF_8);
    ShapeNode node;
    try {
      node = parent.ensureChild(key, 0, key.length, 0, order++);
    } catch (Shape.TooManyPlaces e) {
      throw NestedFailures.tooManyPlaces(input);
    }
    if (repeated) {
      node.markRepeated();
    }
    return node;
  }

  /** Says that a place, or each of its elements, is a value of a type. */
  public void typed(ShapeNode node, ColumnType type) {
    node.markTyped(type);
  }
}
