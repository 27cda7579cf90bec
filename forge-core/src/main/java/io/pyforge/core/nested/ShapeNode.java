package io.pyforge.core.nested;

import io.pyforge.core.infer.ColumnEvidence;
import io.pyforge.spi.batch.ColumnType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place in the records: the steps from the record's top that lead to it. What is known of it only
 * grows. Finding children is thread-safe while nobody adds any.
 */
public final class ShapeNode {
  private static final int FEW = 8;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final Comparator<ShapeNode> FIRST_SEEN =
      Comparator.comparingLong(ShapeNode::firstRecord).thenComparingInt(ShapeNode::firstOrder);

  private final Shape shape;
  private final int id;
  private final @Nullable ShapeNode parent;
  private final int siblingIndex;
  private final byte[] key;

  // Short keys, which most are, are compared as one word.
  private final long keyWord;
  private final long keyMask;
  private final byte[] jsonKey;
  private final String step;
  private final ColumnEvidence evidence = new ColumnEvidence();
  private long firstRecord;
  private int firstOrder;
  private boolean repeated;
  private boolean duplicated;
  private boolean valued;
  private @Nullable ColumnType sourceType;
  private int mostOccurrences;
  private ShapeNode[] children = new ShapeNode[0];
  private int[] table = new int[0];

  ShapeNode(Shape shape, int id, @Nullable ShapeNode parent, byte[] key, long record, int order) {
    this.shape = shape;
    this.id = id;
    this.parent = parent;
    siblingIndex = parent == null ? 0 : parent.children.length;
    this.key = key;
    jsonKey = jsonKey(key);
    keyMask = key.length >= 8 ? -1L : (1L << key.length * 8) - 1;
    keyWord = (long) LONG.get(Arrays.copyOf(key, Math.max(8, key.length)), 0) & keyMask;
    firstRecord = record;
    firstOrder = order;
    step = new String(key, StandardCharsets.UTF_8);
  }

  /** Its number in the shape, from 0; the top of the records is 0. */
  public int id() {
    return id;
  }

  /** The last step to it; empty for the top and for arrays within arrays. */
  public String step() {
    return step;
  }

  /** The place around it; null for the top. */
  public @Nullable ShapeNode parent() {
    return parent;
  }

  /** Whether it was seen more than once in one place around it, or as an array. */
  public boolean repeated() {
    return repeated;
  }

  /** Whether it is repeated because it was seen again, rather than as an array. */
  boolean duplicated() {
    return duplicated;
  }

  /** Whether it held a value itself, rather than only other places. */
  boolean valued() {
    return valued;
  }

  /** The type of its values, where the source tells it; null where it is to be inferred. */
  public @Nullable ColumnType sourceType() {
    return sourceType;
  }

  /** How often it was seen in one place around it, at most. */
  int mostOccurrences() {
    return mostOccurrences;
  }

  /** What its values are. */
  ColumnEvidence evidence() {
    return evidence;
  }

  /** The position of the first record that has it. */
  long firstRecord() {
    return firstRecord;
  }

  /** How many places that record names before it. */
  int firstOrder() {
    return firstOrder;
  }

  /** Whether any place of the records is repeated. */
  public boolean anyRepeated() {
    return shape.repeats();
  }

  /** The places within it, by their first appearance in the input. */
  public List<ShapeNode> children() {
    List<ShapeNode> sorted = new ArrayList<>(Arrays.asList(children));
    sorted.sort(FIRST_SEEN);
    return sorted;
  }

  boolean hasChildren() {
    return children.length > 0;
  }

  /** The key of the step, in UTF-8. */
  byte[] key() {
    return key;
  }

  void markRepeated() {
    repeated = true;
    shape.markRepeats();
  }

  void markDuplicated() {
    duplicated = true;
    markRepeated();
  }

  void markValued() {
    valued = true;
  }

  void markTyped(ColumnType type) {
    markValued();
    sourceType = type;
  }

  void markOccurrences(int count) {
    mostOccurrences = Math.max(mostOccurrences, count);
  }

  private void seenAt(long record, int order) {
    if (record < firstRecord || record == firstRecord && order < firstOrder) {
      firstRecord = record;
      firstOrder = order;
    }
  }

  /**
   * The place within this one whose step is in {@code b[from..to)}, or null.
   *
   * @param hint which of the children it probably is; any number will do
   */
  @Nullable ShapeNode child(byte[] b, int from, int to, int hint) {
    ShapeNode[] known = children;
    if (hint >= 0 && hint < known.length && known[hint].is(b, from, to)) {
      return known[hint];
    }
    if (known.length <= FEW) {
      for (ShapeNode child : known) {
        if (child.is(b, from, to)) {
          return child;
        }
      }
      return null;
    }
    int mask = table.length - 1;
    for (int i = hash(b, from, to) & mask; table[i] != 0; i = i + 1 & mask) {
      ShapeNode child = known[table[i] - 1];
      if (child.is(b, from, to)) {
        return child;
      }
    }
    return null;
  }

  /** A child by its {@link #siblingIndex}; null when there is none. */
  @Nullable ShapeNode childAt(int index) {
    return index < children.length ? children[index] : null;
  }

  /**
   * The step as a JSON key with its quotes and colon, if that is how it is usually written; empty
   * when it asks for escapes.
   */
  public byte[] jsonKey() {
    return jsonKey;
  }

  private static byte[] jsonKey(byte[] key) {
    for (byte c : key) {
      if (c >= 0 && c < ' ' || c == '"' || c == '\\') {
        return new byte[0];
      }
    }
    byte[] quoted = new byte[key.length + 3];
    quoted[0] = '"';
    System.arraycopy(key, 0, quoted, 1, key.length);
    quoted[key.length + 1] = '"';
    quoted[key.length + 2] = ':';
    return quoted;
  }

  /** As {@link #child}, made when it is not there. */
  ShapeNode ensureChild(byte[] b, int from, int to, long record, int order) {
    ShapeNode known = child(b, from, to, -1);
    if (known != null) {
      known.seenAt(record, order);
      return known;
    }
    ShapeNode added = shape.newNode(this, Arrays.copyOfRange(b, from, to), record, order);
    children = Arrays.copyOf(children, children.length + 1);
    children[children.length - 1] = added;
    index();
    return added;
  }

  /** How many of its siblings were known before it; a {@link #child}'s hint. */
  int siblingIndex() {
    return siblingIndex;
  }

  private boolean is(byte[] b, int from, int to) {
    if (to - from != key.length) {
      return false;
    }
    if (key.length > 0 && key.length <= 8 && from + 8 <= b.length) {
      return ((long) LONG.get(b, from) & keyMask) == keyWord;
    }
    return Arrays.equals(key, 0, key.length, b, from, to);
  }

  private void index() {
    if (children.length <= FEW) {
      return;
    }
    int capacity = Integer.highestOneBit(children.length) * 4;
    if (table.length == capacity) {
      put(children.length - 1);
      return;
    }
    table = new int[capacity];
    for (int i = 0; i < children.length; i++) {
      put(i);
    }
  }

  private void put(int index) {
    int mask = table.length - 1;
    byte[] step = children[index].key;
    int i = hash(step, 0, step.length) & mask;
    while (table[i] != 0) {
      i = i + 1 & mask;
    }
    table[i] = index + 1;
  }

  private static int hash(byte[] b, int from, int to) {
    int hash = 1;
    for (int p = from; p < to; p++) {
      hash = hash * 31 + b[p];
    }
    return hash ^ hash >>> 15;
  }
}
