package io.pyforge.core.nested;

import io.pyforge.core.infer.ValueToken;
import io.pyforge.spi.reader.SchemaMiss;
import org.jspecify.annotations.Nullable;

/**
 * Takes one record after the other, told by a reader that walks them:
 *
 * <pre>
 *   begin
 *     child(top, "id")     value
 *     child(top, "lines")  array   open child(..) value .. close   open .. close
 *   end
 * </pre>
 *
 * <p>Values are byte ranges that must stay as they are until {@link #end} or {@link #rowsSoFar}.
 * Behind each, {@link io.pyforge.core.infer.QuickValue#PADDING} bytes are readable. Methods throw
 * {@link SchemaMiss} when the record does not fit the plan; the record is then given up.
 */
public interface RecordEvents {
  /**
   * Whether it learns: {@link #leavesOut}, {@link #wantsJson} and {@link #isRow} may then answer
   * otherwise a second time.
   */
  boolean learns();

  /** The top of the records. */
  ShapeNode top();

  /**
   * Starts a record.
   *
   * @param position of the record in the input, growing from record to record: places are sorted by
   *     it
   */
  void begin(long position);

  /**
   * The place within {@code parent} that the step in {@code b[from..to)} leads to. Each call stands
   * for one occurrence of it.
   */
  ShapeNode child(ShapeNode parent, byte[] b, int from, int to) throws SchemaMiss;

  /**
   * The place within {@code parent} that probably comes next, so that a reader can compare the text
   * with its step at once; null when nothing is known. If it is that place, {@link #occurs} tells
   * so, instead of {@link #child}.
   */
  @Nullable ShapeNode likelyChild(ShapeNode parent);

  /**
   * Another occurrence of a place that {@link #child} or {@link #likelyChild} gave, for readers
   * that keep what they got.
   */
  void occurs(ShapeNode node) throws SchemaMiss;

  /**
   * Says that the place is an array here, of any length. Its elements follow as occurrences of the
   * same place; an element that is an array again is opened, and holds a place with an empty step.
   */
  void array(ShapeNode node) throws SchemaMiss;

  /**
   * Whether the place's content, scalar or not, is wanted as one text of JSON, given by {@link
   * #json}.
   */
  boolean wantsJson(ShapeNode node);

  /**
   * Whether values of a place whose type the source tells are wanted as text all the same, because
   * its column is text; otherwise they are told as {@link ValueToken#TYPED}.
   */
  default boolean wantsText(ShapeNode node) {
    return false;
  }

  /** Whether the place and what it holds are left out, so that it need not be told. */
  boolean leavesOut(ShapeNode node);

  /**
   * Whether occurrences of the place are rows or tables' rows of their own, so that {@link
   * #rowsSoFar} after one of them has something to do.
   */
  boolean isRow(ShapeNode node);

  /** Starts an occurrence of the place that may hold other places. */
  void open(ShapeNode node) throws SchemaMiss;

  /** Ends the occurrence that was opened last. */
  void close(ShapeNode node) throws SchemaMiss;

  /**
   * A value of the place itself. Within {@link #open} and {@link #close}, or an occurrence alone.
   * Nothing is read behind values that are {@link ValueToken#TYPED}.
   */
  void value(ShapeNode node, ValueToken token, byte[] b, int from, int to) throws SchemaMiss;

  /**
   * The whole content of an occurrence as JSON.
   *
   * @param whole whether the text is the array with all its elements, rather than one of them
   */
  void json(ShapeNode node, byte[] b, int from, int to, boolean whole) throws SchemaMiss;

  /**
   * An occurrence whose own text is empty, though it is there for something else: a value only
   * where other occurrences make it one.
   */
  void emptyText(ShapeNode node) throws SchemaMiss;

  /** An occurrence that holds nothing: null. */
  void nothing(ShapeNode node) throws SchemaMiss;

  /** The position of what follows within the record, for messages. */
  void at(long position);

  /**
   * Takes what was told so far, as far as it is complete, in a record that is too long to be held
   * as a whole. The bytes of values may change afterwards. Values that follow belong to rows that
   * are gone already if they are no part of a new one; they make the pass start again.
   */
  void rowsSoFar() throws SchemaMiss;

  /** Ends the record, which is then taken as a whole. */
  void end() throws SchemaMiss;
}
