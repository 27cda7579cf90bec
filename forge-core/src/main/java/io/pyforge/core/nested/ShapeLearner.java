package io.pyforge.core.nested;

import io.pyforge.core.infer.ValueText;
import io.pyforge.core.infer.ValueToken;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Learns a shape from records, and never misses. Whoever walks records for it makes each place by
 * {@link #child}.
 */
public final class ShapeLearner implements RecordEvents {
  private final Shape shape = new Shape();
  private final ArrayHandling arrays;
  private final String input;
  private final RowPlaces rows;
  private final ValueText value = new ValueText();
  private long record;
  private int order;

  // For each place the occurrence of the place around it in which it was seen last.
  private long[] seenIn = new long[64];
  private int[] timesSeen = new int[64];
  private long[] occurrences = new long[16];
  private int depth;
  private long lastOccurrence;

  /**
   * @param input its name, for the failure when there are too many places
   */
  ShapeLearner(ArrayHandling arrays, RowPlaces rows, String input) {
    this.arrays = arrays;
    this.rows = rows;
    this.input = input;
  }

  /** What was learnt. */
  Shape shape() {
    return shape;
  }

  @Override
  public boolean learns() {
    return true;
  }

  @Override
  public ShapeNode top() {
    return shape.top();
  }

  @Override
  public void begin(long position) {
    record = position;
    order = 0;
    depth = 0;
    occurrences[0] = ++lastOccurrence;
  }

  @Override
  public ShapeNode child(ShapeNode parent, byte[] b, int from, int to) {
    ShapeNode node;
    try {
      node = parent.ensureChild(b, from, to, record, order++);
    } catch (Shape.TooManyPlaces e) {
      throw NestedFailures.tooManyPlaces(input);
    }
    if (node.id() >= seenIn.length) {
      int length = Math.max(node.id() + 1, seenIn.length * 2);
      seenIn = Arrays.copyOf(seenIn, length);
      timesSeen = Arrays.copyOf(timesSeen, length);
    }
    occurs(node);
    return node;
  }

  @Override
  public @Nullable ShapeNode likelyChild(ShapeNode parent) {
    return null; // each place is sought, so that it is made where it is new
  }

  @Override
  public void occurs(ShapeNode node) {
    if (seenIn[node.id()] == occurrences[depth]) {
      node.markDuplicated();
      timesSeen[node.id()]++;
    } else {
      seenIn[node.id()] = occurrences[depth];
      timesSeen[node.id()] = 1;
    }
    node.markOccurrences(timesSeen[node.id()]);
  }

  @Override
  public boolean leavesOut(ShapeNode node) {
    return false;
  }

  @Override
  public boolean isRow(ShapeNode node) {
    return true; // nothing that was told is held
  }

  @Override
  public void array(ShapeNode node) {
    node.markRepeated();
  }

  @Override
  public boolean wantsJson(ShapeNode node) {
    return arrays == ArrayHandling.JSON_STRING && node.repeated() && rows.isWithinRow(node);
  }

  @Override
  public void open(ShapeNode node) {
    depth++;
    if (depth == occurrences.length) {
      occurrences = Arrays.copyOf(occurrences, depth * 2);
    }
    occurrences[depth] = ++lastOccurrence;
  }

  @Override
  public void close(ShapeNode node) {
    depth--;
  }

  @Override
  public void value(ShapeNode node, ValueToken token, byte[] b, int from, int to) {
    node.markValued();
    if (!node.evidence().isText()) {
      token.learn(value, b, from, to, node.evidence());
    }
  }

  @Override
  public void json(ShapeNode node, byte[] b, int from, int to, boolean whole) {
    node.markValued();
    node.evidence().addKind(ValueText.Kind.TEXT);
  }

  @Override
  public void emptyText(ShapeNode node) {
    // Others tell whether it is a value.
  }

  @Override
  public void at(long position) {
    // Positions are for messages, and nothing goes wrong here.
  }

  @Override
  public void rowsSoFar() {
    // Nothing is held.
  }

  @Override
  public void nothing(ShapeNode node) {
    // The place is known, which is all there is to learn.
  }

  @Override
  public void end() {
    // Records are as long as they are.
  }
}
