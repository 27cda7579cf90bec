package io.pyforge.core.nested;

import io.pyforge.core.infer.ValueAppender;
import io.pyforge.core.infer.ValueToken;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns records without arrays into rows, each record one row. Values lie in one array, so that
 * only their places are noted, and columns are filled one after the other.
 */
final class FlatAssembler implements BatchFiller {
  private static final int NONE = -1;

  private final RecordPlan plan;
  private final PlannedTable table;
  private final String input;
  private final LongFunction<String> places;
  private final ValueAppender[] columns;
  private final RowBuffer rows;
  private byte[] bytes = new byte[0];
  private long position;
  private boolean ended = true;

  // For each place the record in which it was seen last, and where among its siblings the next one
  // probably is.
  private final long[] seenIn;
  private final int[] nextChild;
  private long record;

  /**
   * @param plan whose places are flat
   * @param input its name, for messages
   * @param places what the position of a record is called in messages, such as {@code line 17}
   */
  FlatAssembler(RecordPlan plan, String input, LongFunction<String> places) {
    this.plan = plan;
    this.input = input;
    this.places = places;
    table = plan.tables().get(0);
    columns = new ValueAppender[table.columns().size()];
    rows = new RowBuffer(columns.length);
    seenIn = new long[plan.shape().size()];
    nextChild = new int[plan.shape().size()];
  }

  @Override
  public void into(int index, RecordBatch batch) {
    batch.begin(table.name(), table.schema());
    for (int i = 0; i < columns.length; i++) {
      if (columns[i] == null) {
        columns[i] = new ValueAppender(table.columns().get(i), batch.vector(i), true);
      } else {
        columns[i].into(batch.vector(i));
      }
    }
  }

  @Override
  public boolean spans() {
    return true;
  }

  @Override
  public void finish() throws SchemaMiss {
    flush();
    synchronized (plan.shape()) {
      for (int i = 0; i < columns.length; i++) {
        table.places().get(i).evidence().merge(columns[i].finish());
      }
    }
  }

  private void flush() throws SchemaMiss {
    for (int i = 0; i < columns.length; i++) {
      int row = rows.appendTo(columns[i], i, bytes);
      if (row < rows.count()) {
        int start = rows.from(i, row);
        throw table.miss(
            columns[i].column(),
            input,
            () -> places.apply(rows.position(row)),
            new String(bytes, start, rows.to(i, row) - start, StandardCharsets.UTF_8));
      }
    }
    rows.clear();
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public ShapeNode top() {
    return plan.shape().top();
  }

  @Override
  public void begin(long recordPosition) {
    if (!ended) {
      rows.dropRow();
    }
    ended = false;
    position = recordPosition;
    record++;
    nextChild[0] = 0;
  }

  @Override
  public @Nullable ShapeNode likelyChild(ShapeNode parent) {
    return parent.childAt(nextChild[parent.id()]);
  }

  @Override
  public ShapeNode child(ShapeNode parent, byte[] b, int from, int to) throws SchemaMiss {
    ShapeNode node = parent.child(b, from, to, nextChild[parent.id()]);
    if (node == null) {
      String step = new String(b, from, to - from, StandardCharsets.UTF_8);
      throw new SchemaMiss(table.name(), step, "a place that was not there before");
    }
    occurs(node);
    return node;
  }

  @Override
  public void occurs(ShapeNode node) throws SchemaMiss {
    nextChild[Objects.requireNonNull(node.parent()).id()] = node.siblingIndex() + 1;
    if (seenIn[node.id()] == record) {
      throw new SchemaMiss(table.name(), node.step(), "it occurs more than once");
    }
    seenIn[node.id()] = record;
  }

  @Override
  public void array(ShapeNode node) throws SchemaMiss {
    throw new SchemaMiss(table.name(), node.step(), "it is an array");
  }

  @Override
  public boolean wantsJson(ShapeNode node) {
    return false;
  }

  @Override
  public boolean leavesOut(ShapeNode node) {
    return false;
  }

  @Override
  public boolean isRow(ShapeNode node) {
    return false;
  }

  @Override
  public void open(ShapeNode node) {
    nextChild[node.id()] = 0;
  }

  @Override
  public void close(ShapeNode node) {
    // All places belong to the one row.
  }

  @Override
  public void value(ShapeNode node, ValueToken token, byte[] b, int from, int to)
      throws SchemaMiss {
    int column = plan.column(node);
    if (column == NONE) {
      throw new SchemaMiss(table.name(), node.step(), "it holds a value itself");
    }
    rows.value(column, token, from, to);
    bytes = b;
  }

  @Override
  public void json(ShapeNode node, byte[] b, int from, int to, boolean whole) throws SchemaMiss {
    value(node, ValueToken.STRUCTURE, b, from, to);
  }

  @Override
  public void emptyText(ShapeNode node) throws SchemaMiss {
    if (plan.column(node) != NONE) {
      value(node, ValueToken.TEXT, bytes, 0, 0);
    }
  }

  @Override
  public void nothing(ShapeNode node) {
    // The column has no value in this row.
  }

  @Override
  public void at(long place) {
    position = place;
  }

  @Override
  public void rowsSoFar() {
    // The row is complete at the record's end.
  }

  @Override
  public void end() throws SchemaMiss {
    ended = true;
    if (rows.endRow(position)) {
      flush();
    }
  }
}
