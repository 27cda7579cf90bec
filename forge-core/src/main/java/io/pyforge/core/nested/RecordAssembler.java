package io.pyforge.core.nested;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.QuickValue;
import io.pyforge.core.infer.ValueAppender;
import io.pyforge.core.infer.ValueToken;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows by a plan. A record is first noted as a whole, because a value may follow
 * the array in whose rows it is repeated: its <em>cells</em> are values with their column, and each
 * belongs to an <em>instance</em>, which is the record itself or an occurrence of a repeated place.
 *
 * <p>Used by one thread. After a {@link SchemaMiss} the batches are meaningless.
 */
public final class RecordAssembler implements RecordEvents {
  private static final byte[] SEPARATOR = "; ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] COMMA = {','};
  private static final byte[] OPENING = {'['};
  private static final byte[] CLOSING = {']'};
  private static final int NONE = -1;

  private final RecordPlan plan;
  private final String input;
  private final LongFunction<String> places;
  private final boolean spans;
  private final @Nullable RecordBatch[] batches;
  private final ValueAppender[][] appenders;
  private final long[] rowCounts;
  private final boolean joins;

  // Whether a record is one row and its values are never joined, so that nothing need be noted.
  private final boolean flat;

  // Where rows of flat records wait for their columns; null when values do not stay where they are.
  private final @Nullable RowBuffer rows;
  private byte[] bytes = new byte[0];
  private boolean ended = true;

  // The places opened, from the outermost on, and the instance that each is in.
  private ShapeNode[] openPlaces = new ShapeNode[16];
  private int[] openInstances = new int[16];
  private int depth;

  // Instances of the record.
  private ShapeNode[] instancePlace = new ShapeNode[16];
  private int[] instanceParent = new int[16];
  private int[] instanceChildren = new int[16];
  private int[] firstCell = new int[16];
  private int[] lastCell = new int[16];
  private long[] instanceRow = new long[16];
  private int instances;

  // Cells of the record.
  private int[] cellColumn = new int[64];
  private int[] cellFrom = new int[64];
  private int[] cellTo = new int[64];
  private int[] cellNext = new int[64];
  private ValueToken[] cellToken = new ValueToken[64];
  private byte[][] cellBytes = new byte[64][];
  private int cells;
  private long position;

  // Where values are joined: the next cell of the same column, and the last one of each column.
  private int[] cellSame = new int[64];
  private final int[] lastOfColumn;

  // For each place the instance in which it was seen last, counted over all records, and where
  // among its siblings the next one probably is.
  private final long[] seenIn;
  private final int[] nextChild;
  private long[] instanceSerial = new long[16];
  private long lastSerial;

  // For each place of a child table: the parent instance of its last occurrence, and how many.
  private final long[] countedIn;
  private final long[] counted;

  // For each column of the row being written, the row's serial.
  private final long[][] columnRow;
  private long rowSerial;
  private int set;
  private byte[] joined = new byte[256];

  /**
   * @param input its name, for messages
   * @param places what the position of a record is called in messages, such as {@code line 17}
   * @param inOneArray whether all values lie in one array for as long as the batch is used
   */
  RecordAssembler(RecordPlan plan, String input, LongFunction<String> places, boolean inOneArray) {
    this.plan = plan;
    this.input = input;
    this.places = places;
    int tables = plan.tables().size();
    batches = new RecordBatch[tables];
    appenders = new ValueAppender[tables][];
    rowCounts = new long[tables];
    columnRow = new long[tables][];
    boolean anyJoined = false;
    for (int t = 0; t < tables; t++) {
      PlannedTable table = plan.tables().get(t);
      columnRow[t] = new long[table.columns().size()];
      for (ShapeNode place : table.places()) {
        anyJoined |= (plan.marks(place) & (RecordPlan.JOINED | RecordPlan.JSON)) != 0;
      }
    }
    joins = anyJoined;
    flat = tables == 1 && plan.isFlat();
    spans = inOneArray && !anyJoined;
    rows = flat && spans ? new RowBuffer(plan.tables().get(0).columns().size()) : null;
    int size = plan.shape().size();
    seenIn = new long[size];
    nextChild = new int[size];
    countedIn = new long[size];
    counted = new long[size];
    lastOfColumn = new int[joins ? plan.tables().get(0).columns().size() : 0];
  }

  /**
   * Whether texts go in as spans, so that the array of the values must be attached to the batch's
   * text columns.
   */
  public boolean spans() {
    return spans;
  }

  /** Goes on with a batch for a table, which is emptied and shaped. */
  public void into(int table, RecordBatch batch) {
    PlannedTable planned = plan.tables().get(table);
    batch.begin(planned.name(), planned.schema());
    batches[table] = batch;
    int width = planned.columns().size();
    ValueAppender[] known = appenders[table];
    if (known == null) {
      known = new ValueAppender[width];
      for (int i = planned.keys(); i < width; i++) {
        known[i] = new ValueAppender(planned.columns().get(i), batch.vector(i), spans);
      }
      appenders[table] = known;
    } else {
      for (int i = planned.keys(); i < width; i++) {
        known[i].into(batch.vector(i));
      }
    }
  }

  /**
   * Completes the batches, and gives what the values read are to the shape; to be called once, at
   * the end.
   */
  public void finish() throws SchemaMiss {
    flush();
    synchronized (plan.shape()) {
      for (int t = 0; t < appenders.length; t++) {
        PlannedTable table = plan.tables().get(t);
        for (int i = table.keys(); appenders[t] != null && i < appenders[t].length; i++) {
          table.places().get(i - table.keys()).evidence().merge(appenders[t][i].finish());
        }
      }
    }
  }

  private void flush() throws SchemaMiss {
    if (rows == null) {
      return;
    }
    ValueAppender[] columns = appenders[0];
    for (int i = 0; i < columns.length; i++) {
      int row = rows.appendTo(columns[i], i, bytes);
      if (row < rows.count()) {
        position = rows.position(row);
        throw miss(columns[i].column(), bytes, rows.from(i, row), rows.to(i, row));
      }
    }
    rows.clear();
  }

  @Override
  public ShapeNode top() {
    return plan.shape().top();
  }

  @Override
  public void begin(long recordPosition) {
    position = recordPosition;
    if (rows != null && !ended) {
      rows.dropRow();
    }
    ended = false;
    if (joins) {
      Arrays.fill(lastOfColumn, NONE);
    }
    depth = 0;
    instances = 0;
    cells = 0;
    set = 0;
    rowSerial++;
    newInstance(top(), NONE);
    push(top(), 0);
  }

  @Override
  public ShapeNode child(ShapeNode parent, byte[] b, int from, int to) throws SchemaMiss {
    int hint = nextChild[parent.id()];
    ShapeNode node = parent.child(b, from, to, hint);
    if (node == null) {
      String step = new String(b, from, to - from, StandardCharsets.UTF_8);
      throw new SchemaMiss(table(), step, "a place that was not there before");
    }
    occurs(node);
    return node;
  }

  @Override
  public @Nullable ShapeNode likelyChild(ShapeNode parent) {
    return parent.childAt(nextChild[parent.id()]);
  }

  @Override
  public void occurs(ShapeNode node) throws SchemaMiss {
    ShapeNode parent = Objects.requireNonNull(node.parent());
    nextChild[parent.id()] = node.siblingIndex() + 1;
    if ((plan.marks(node) & (RecordPlan.REPEATED | RecordPlan.JOINED)) == 0) {
      long serial = instanceSerial[openInstances[depth - 1]];
      if (seenIn[node.id()] == serial) {
        throw new SchemaMiss(table(), node.step(), "it occurs more than once");
      }
      seenIn[node.id()] = serial;
    }
  }

  @Override
  public void array(ShapeNode node) throws SchemaMiss {
    if ((plan.marks(node) & RecordPlan.REPEATED) == 0) {
      throw new SchemaMiss(table(), node.step(), "it is an array");
    }
  }

  @Override
  public boolean wantsJson(ShapeNode node) {
    return (plan.marks(node) & RecordPlan.JSON) != 0;
  }

  @Override
  public void open(ShapeNode node) {
    push(node, occurrence(node));
  }

  @Override
  public void close(ShapeNode node) {
    depth--;
  }

  @Override
  public void value(ShapeNode node, ValueToken token, byte[] b, int from, int to)
      throws SchemaMiss {
    int column = plan.column(node);
    if (column == NONE) {
      throw new SchemaMiss(table(), node.step(), "it holds a value itself");
    }
    if (rows != null) {
      rows.value(column, token, from, to);
      bytes = b;
      return;
    }
    if (flat) {
      ValueAppender appender = appenders[0][column];
      columnRow[0][column] = rowSerial;
      set++;
      if (!appender.append(token, b, from, to)) {
        throw miss(appender.column(), b, from, to);
      }
      return;
    }
    int instance = openPlaces[depth - 1] == node ? openInstances[depth - 1] : occurrence(node);
    addCell(instance, column, token, b, from, to);
  }

  @Override
  public void json(ShapeNode node, byte[] b, int from, int to, boolean whole) throws SchemaMiss {
    value(node, whole ? ValueToken.STRUCTURE : ValueToken.PIECE, b, from, to);
  }

  @Override
  public void nothing(ShapeNode node) {
    if (openPlaces[depth - 1] != node) {
      occurrence(node);
    }
  }

  @Override
  public void end() throws SchemaMiss {
    if (rows != null) {
      ended = true;
      if (rows.endRow(position)) {
        flush();
      }
      return;
    }
    if (flat) {
      if (set < appenders[0].length) {
        fill(0, 0);
      }
      return;
    }
    if (plan.tables().size() > 1) {
      for (int i = 0; i < instances; i++) {
        writeNumbered(i);
      }
      return;
    }
    if (instances == 1) {
      write(0, 0);
      return;
    }
    for (int i = 0; i < instances; i++) {
      if (instanceChildren[i] == 0) {
        write(0, i);
      }
    }
  }

  private String table() {
    return plan.tables().get(0).name();
  }

  private int occurrence(ShapeNode node) {
    int around = openInstances[depth - 1];
    return (plan.marks(node) & RecordPlan.INSTANCE) == 0 ? around : newInstance(node, around);
  }

  private void push(ShapeNode node, int instance) {
    if (depth == openPlaces.length) {
      openPlaces = Arrays.copyOf(openPlaces, depth * 2);
      openInstances = Arrays.copyOf(openInstances, depth * 2);
    }
    openPlaces[depth] = node;
    openInstances[depth++] = instance;
  }

  private int newInstance(ShapeNode place, int parent) {
    int i = instances++;
    if (i == instancePlace.length) {
      int length = i * 2;
      instancePlace = Arrays.copyOf(instancePlace, length);
      instanceParent = Arrays.copyOf(instanceParent, length);
      instanceChildren = Arrays.copyOf(instanceChildren, length);
      firstCell = Arrays.copyOf(firstCell, length);
      lastCell = Arrays.copyOf(lastCell, length);
      instanceRow = Arrays.copyOf(instanceRow, length);
      instanceSerial = Arrays.copyOf(instanceSerial, length);
    }
    instancePlace[i] = place;
    instanceParent[i] = parent;
    instanceChildren[i] = 0;
    firstCell[i] = NONE;
    lastCell[i] = NONE;
    instanceSerial[i] = ++lastSerial;
    if (parent >= 0) {
      instanceChildren[parent]++;
    }
    return i;
  }

  private void addCell(int instance, int column, ValueToken token, byte[] b, int from, int to) {
    int c = cells++;
    if (c == cellColumn.length) {
      int length = c * 2;
      cellColumn = Arrays.copyOf(cellColumn, length);
      cellFrom = Arrays.copyOf(cellFrom, length);
      cellTo = Arrays.copyOf(cellTo, length);
      cellNext = Arrays.copyOf(cellNext, length);
      cellSame = Arrays.copyOf(cellSame, length);
      cellToken = Arrays.copyOf(cellToken, length);
      cellBytes = Arrays.copyOf(cellBytes, length);
    }
    cellColumn[c] = column;
    cellFrom[c] = from;
    cellTo[c] = to;
    cellToken[c] = token;
    cellBytes[c] = b;
    cellNext[c] = NONE;
    if (lastCell[instance] == NONE) {
      firstCell[instance] = c;
    } else {
      cellNext[lastCell[instance]] = c;
    }
    lastCell[instance] = c;
    if (joins) {
      cellSame[c] = NONE;
      if (lastOfColumn[column] != NONE) {
        cellSame[lastOfColumn[column]] = c;
      }
      lastOfColumn[column] = c;
    }
  }

  /** Writes an instance as a row of its table, with the keys that tie it to its parent. */
  private void writeNumbered(int instance) throws SchemaMiss {
    ShapeNode place = instancePlace[instance];
    int t = plan.table(place);
    PlannedTable table = plan.tables().get(t);
    RecordBatch batch = Objects.requireNonNull(batches[t]);
    long row = ++rowCounts[t];
    instanceRow[instance] = row;
    int key = 0;
    if (table.numbered()) {
      batch.longs(key++).append(row);
    }
    if (table.child()) {
      int parent = instanceParent[instance];
      if (countedIn[place.id()] != instanceSerial[parent]) {
        countedIn[place.id()] = instanceSerial[parent];
        counted[place.id()] = 0;
      }
      batch.longs(key++).append(instanceRow[parent]);
      batch.longs(key).append(++counted[place.id()]);
    }
    rowSerial++;
    appendCells(t, instance);
    fill(t, table.keys());
  }

  /** Writes an instance, and all that it lies in, as a row. */
  private void write(int table, int instance) throws SchemaMiss {
    rowSerial++;
    for (int i = instance; i != NONE; i = instanceParent[i]) {
      appendCells(table, i);
    }
    fill(table, 0);
  }

  private void appendCells(int table, int instance) throws SchemaMiss {
    ValueAppender[] columns = appenders[table];
    long[] written = columnRow[table];
    for (int c = firstCell[instance]; c != NONE; c = cellNext[c]) {
      int column = cellColumn[c];
      if (joins && written[column] == rowSerial) {
        continue; // already part of a join
      }
      written[column] = rowSerial;
      boolean piece = cellToken[c] == ValueToken.PIECE;
      if (joins && (piece || cellSame[c] != NONE)) {
        appendJoined(columns[column], c);
      } else if (!columns[column].append(cellToken[c], cellBytes[c], cellFrom[c], cellTo[c])) {
        throw miss(columns[column].column(), cellBytes[c], cellFrom[c], cellTo[c]);
      }
    }
  }

  /** Appends the values of all cells of a column: pieces of JSON as an array, others as a text. */
  private void appendJoined(ValueAppender column, int first) throws SchemaMiss {
    boolean json = cellToken[first] == ValueToken.PIECE || cellToken[first] == ValueToken.STRUCTURE;
    byte[] separator = json ? COMMA : SEPARATOR;
    int length = json ? put(OPENING, 0, 1, 0) : 0;
    for (int c = first; c != NONE; c = cellSame[c]) {
      if (c != first) {
        length = put(separator, 0, separator.length, length);
      }
      length = put(cellBytes[c], cellFrom[c], cellTo[c], length);
    }
    if (json) {
      length = put(CLOSING, 0, 1, length);
    }
    joined = Arrays.copyOf(joined, Math.max(joined.length, length + QuickValue.PADDING));
    if (!column.append(ValueToken.STRUCTURE, joined, 0, length)) {
      throw miss(column.column(), joined, 0, length);
    }
  }

  /**
   * The miss of a value that does not fit.
   *
   * @throws io.pyforge.spi.error.ForgeException INVALID if the user fixed the column's type
   */
  private SchemaMiss miss(Column column, byte[] b, int from, int to) {
    if (column.fixed()) {
      String value = new String(b, from, to - from, StandardCharsets.UTF_8);
      throw NestedFailures.schemaBroken(input, places.apply(position), column, value);
    }
    return new SchemaMiss(table(), column.name(), "no " + column.type().name());
  }

  private int put(byte[] b, int from, int to, int at) {
    int end = Math.addExact(at, to - from);
    if (end > joined.length) {
      joined = Arrays.copyOf(joined, Math.max(end, joined.length * 2));
    }
    System.arraycopy(b, from, joined, at, to - from);
    return end;
  }

  private void fill(int table, int keys) {
    ValueAppender[] columns = appenders[table];
    long[] written = columnRow[table];
    for (int i = keys; i < columns.length; i++) {
      if (written[i] != rowSerial) {
        columns[i].appendNull();
      }
    }
  }
}
