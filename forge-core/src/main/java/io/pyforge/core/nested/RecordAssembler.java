package io.pyforge.core.nested;

import io.pyforge.core.infer.Column;
import io.pyforge.core.infer.ValueAppender;
import io.pyforge.core.infer.ValueToken;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.SchemaMiss;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns records into rows by a plan. A record is first noted as a whole, because a value may follow
 * the array in whose rows it is repeated: its <em>cells</em> are values with their column, and each
 * belongs to an <em>instance</em>, which is the record itself or an occurrence of a repeated place.
 * Of a record that is too long for that, the instances that are still open are kept.
 *
 * <p>Used by one thread. After a {@link SchemaMiss} the batches are meaningless.
 */
final class RecordAssembler implements BatchFiller {
  private static final int NONE = Cells.NONE;

  private final RecordPlan plan;
  private final String input;
  private final LongFunction<String> places;
  private final boolean spans;
  private final @Nullable RecordBatch[] batches;
  private final ValueAppender[][] appenders;
  private final long[] rowCounts;
  private final boolean joins;

  // The places opened, from the outermost on, the instance that each is in, how far its columns are
  // behind those of the first number, and a number that no other occurrence has.
  private ShapeNode[] openPlaces = new ShapeNode[16];
  private int[] openInstances = new int[16];
  private int[] openShifts = new int[16];
  private long[] openSerials = new long[16];
  private int depth;
  private long lastOpened;

  // Instances of the record.
  private ShapeNode[] instancePlace = new ShapeNode[16];
  private int[] instanceParent = new int[16];
  private int[] instanceChildren = new int[16];
  private int[] firstCell = new int[16];
  private int[] lastCell = new int[16];
  private long[] instanceRow = new long[16];
  private long[] instancePosition = new long[16];
  private boolean[] inRows = new boolean[16];
  private int instances;

  // The first instances and cells are those that a part of the record left open.
  private int keptInstances;
  private int keptCells;
  private boolean keptGrew;

  // An open row behind kept instances, none of whose places is a row or a part of a join: its
  // values need not be held until it ends.
  private int direct = NONE;
  private int cellsBeforeDirect;

  private final Cells cells;
  private long position;

  // For each place the occurrence of the place around it in which it was seen last, and how often,
  // and where among its siblings the next one probably is.
  private final long[] seenIn;
  private final int[] timesSeen;
  private final int[] nextChild;
  private long[] instanceSerial = new long[16];
  private long lastSerial;

  // For each place of a child table: the parent instance of its last occurrence, and how many.
  private final long[] countedIn;
  private final long[] counted;

  // For each column of the row being written, the row's serial.
  private final long[][] columnRow;
  private long rowSerial;
  private final LateValues late;
  private @Nullable DeferredRows deferred;

  /**
   * @param input its name, for messages
   * @param places what the position of a record is called in messages, such as {@code line 17}
   * @param inOneArray whether all values lie in one array for as long as the batch is used
   * @param late what is known of values behind the rows they are to be repeated in
   */
  RecordAssembler(
      RecordPlan plan,
      String input,
      LongFunction<String> places,
      boolean inOneArray,
      LateValues late) {
    this.plan = plan;
    this.late = late;
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
    spans = inOneArray && !anyJoined;
    int size = plan.shape().size();
    seenIn = new long[size];
    timesSeen = new int[size];
    nextChild = new int[size];
    countedIn = new long[size];
    counted = new long[size];
    cells = new Cells(joins ? plan.tables().get(0).columns().size() : 0);
  }

  @Override
  public boolean spans() {
    return spans;
  }

  @Override
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

  /** Goes on with rows that another thread turns into columns; for plans of one table. */
  void into(DeferredRows rows) {
    rows.begin(plan.tables().get(0).columns().size());
    deferred = rows;
  }

  @Override
  public void finish() {
    synchronized (plan.shape()) {
      for (int t = 0; t < appenders.length; t++) {
        PlannedTable table = plan.tables().get(t);
        for (int i = table.keys(); appenders[t] != null && i < appenders[t].length; i++) {
          table.places().get(i - table.keys()).evidence().merge(appenders[t][i].finish());
        }
      }
    }
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
    position = recordPosition;
    cells.startPart();
    cells.truncate(0);
    depth = 0;
    instances = 0;
    keptInstances = 0;
    keptCells = 0;
    direct = NONE;
    nextChild[0] = 0;
    newInstance(top(), NONE);
    push(top(), 0, 0);
  }

  @Override
  public @Nullable ShapeNode likelyChild(ShapeNode parent) {
    return parent.childAt(nextChild[parent.id()]);
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
  public void occurs(ShapeNode node) throws SchemaMiss {
    int id = node.id();
    nextChild[Objects.requireNonNull(node.parent()).id()] = node.siblingIndex() + 1;
    int marks = plan.marks(node);
    if ((marks & RecordPlan.NUMBERED) == 0 && (marks & RecordPlan.REPEATED) != 0) {
      return;
    }
    long around = openSerials[depth - 1];
    if (seenIn[id] != around) {
      seenIn[id] = around;
      timesSeen[id] = 1;
    } else if ((marks & RecordPlan.NUMBERED) == 0 || ++timesSeen[id] > plan.count(node)) {
      throw new SchemaMiss(table(), node.step(), "it occurs more often");
    }
  }

  @Override
  public boolean leavesOut(ShapeNode node) {
    return (plan.marks(node) & RecordPlan.LEFT_OUT) != 0;
  }

  @Override
  public boolean isRow(ShapeNode node) {
    return (plan.marks(node) & RecordPlan.INSTANCE) != 0;
  }

  @Override
  public void at(long placePosition) {
    position = placePosition;
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
  public boolean wantsText(ShapeNode node) {
    Column column = plan.columnOf(node);
    return column != null && !column.type().equals(node.sourceType());
  }

  @Override
  public void open(ShapeNode node) {
    nextChild[node.id()] = 0;
    int shift = shift(node);
    int around = openInstances[depth - 1];
    int cellsBefore = cells.count();
    int instance = occurrence(node);
    if (deferred != null && instance != around && around < keptInstances && plan.isLeafRow(node)) {
      direct = instance;
      cellsBeforeDirect = cellsBefore;
    }
    push(node, instance, shift);
  }

  @Override
  public void close(ShapeNode node) throws SchemaMiss {
    depth--;
    if (openInstances[depth] == direct && openInstances[depth - 1] != direct) {
      endDirect();
    }
  }

  /** Ends a row whose own values are noted already, and forgets its instance. */
  private void endDirect() throws SchemaMiss {
    rowSerial++;
    for (int i = direct; i != NONE; i = instanceParent[i]) {
      inRows[i] = true;
      appendCells(0, i);
    }
    Objects.requireNonNull(deferred).endRow(instancePosition[direct]);
    instances = direct;
    cells.truncate(cellsBeforeDirect);
    direct = NONE;
  }

  @Override
  public void value(ShapeNode node, ValueToken token, byte[] b, int from, int to)
      throws SchemaMiss {
    int column = plan.column(node);
    if (column == NONE) {
      throw new SchemaMiss(table(), node.step(), "it holds a value itself");
    }
    int open = openInstances[depth - 1];
    if (open == direct) {
      int shift = openPlaces[depth - 1] == node ? openShifts[depth - 1] : shift(node);
      Objects.requireNonNull(deferred).value(column + shift, token, b, from, to);
    } else if (openPlaces[depth - 1] == node) {
      addCell(open, column + openShifts[depth - 1], token, b, from, to);
    } else {
      int shift = shift(node);
      addCell(occurrence(node), column + shift, token, b, from, to);
    }
  }

  @Override
  public void json(ShapeNode node, byte[] b, int from, int to, boolean whole) throws SchemaMiss {
    value(node, whole ? ValueToken.STRUCTURE : ValueToken.PIECE, b, from, to);
  }

  @Override
  public void emptyText(ShapeNode node) throws SchemaMiss {
    if (plan.column(node) == NONE) {
      nothing(node);
    } else {
      value(node, ValueToken.TEXT, cells.joined(), 0, 0);
    }
  }

  @Override
  public void nothing(ShapeNode node) {
    if (openPlaces[depth - 1] != node) {
      occurrence(node);
    }
  }

  @Override
  public void end() throws SchemaMiss {
    depth = 0;
    writeComplete(0);
  }

  @Override
  public void rowsSoFar() throws SchemaMiss {
    int open = 0;
    for (int d = 0; d < depth; d++) {
      if (d == 0 || openInstances[d] != openInstances[d - 1]) {
        open++;
      }
    }
    if (!keptGrew && open == keptInstances && openInstances[depth - 1] < keptInstances) {
      writeComplete(keptInstances);
      instances = keptInstances;
      cells.truncate(keptCells);
    } else {
      writeComplete(0);
      keepOpen();
    }
    cells.startPart();
  }

  /** Writes the rows of all instances from the given one on that are not open. */
  private void writeComplete(int first) throws SchemaMiss {
    boolean numbered = plan.tables().size() > 1;
    int d = 0;
    for (int i = first; i < instances; i++) {
      while (d < depth && openInstances[d] < i) {
        d++;
      }
      if (d < depth && openInstances[d] == i) {
        continue;
      }
      if (numbered) {
        writeNumbered(i);
      } else if (instanceChildren[i] == 0) {
        write(0, i);
      }
    }
  }

  /** Forgets all instances but the open ones, whose values are copied. */
  private void keepOpen() {
    int count = 0;
    int last = NONE;
    int[] kept = new int[16];
    int keptCount = 0;
    for (int d = 0; d < depth; d++) {
      int old = openInstances[d];
      if (old != last) {
        last = old;
        // Instances only ever move to the front, onto ones that are dealt with.
        int parent = count - 1;
        int from = keptCount;
        for (int c = firstCell[old]; c != NONE; c = cells.next(c)) {
          if (keptCount == kept.length) {
            kept = Arrays.copyOf(kept, keptCount * 2);
          }
          kept[keptCount++] = c;
        }
        instancePlace[count] = instancePlace[old];
        instanceParent[count] = parent;
        instanceChildren[count] = instanceChildren[old];
        instanceRow[count] = instanceRow[old];
        instancePosition[count] = instancePosition[old];
        instanceSerial[count] = instanceSerial[old];
        inRows[count] = inRows[old];
        firstCell[count] = keptCount == from ? NONE : from;
        lastCell[count] = keptCount == from ? NONE : keptCount - 1;
        count++;
      }
      openInstances[d] = count - 1;
    }
    cells.keep(kept, keptCount);
    for (int i = 0; i < count; i++) {
      if (firstCell[i] != NONE) {
        cells.chain(i, firstCell[i], lastCell[i]);
      }
    }
    instances = count;
    keptInstances = count;
    keptCells = keptCount;
    keptGrew = false;
  }

  private String table() {
    return plan.tables().get(0).name();
  }

  private int occurrence(ShapeNode node) {
    int around = openInstances[depth - 1];
    return (plan.marks(node) & RecordPlan.INSTANCE) == 0 ? around : newInstance(node, around);
  }

  /** How far the columns of an occurrence that was just told are behind those of the first. */
  private int shift(ShapeNode node) {
    int around = openShifts[depth - 1];
    return (plan.marks(node) & RecordPlan.NUMBERED) == 0
        ? around
        : around + (timesSeen[node.id()] - 1) * plan.stride(node);
  }

  private void push(ShapeNode node, int instance, int shift) {
    if (depth == openPlaces.length) {
      openPlaces = Arrays.copyOf(openPlaces, depth * 2);
      openInstances = Arrays.copyOf(openInstances, depth * 2);
      openShifts = Arrays.copyOf(openShifts, depth * 2);
      openSerials = Arrays.copyOf(openSerials, depth * 2);
    }
    openPlaces[depth] = node;
    openShifts[depth] = shift;
    openSerials[depth] = ++lastOpened;
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
      instancePosition = Arrays.copyOf(instancePosition, length);
      inRows = Arrays.copyOf(inRows, length);
    }
    instancePlace[i] = place;
    instanceParent[i] = parent;
    instanceChildren[i] = 0;
    firstCell[i] = NONE;
    lastCell[i] = NONE;
    instanceSerial[i] = ++lastSerial;
    instancePosition[i] = position;
    inRows[i] = false;
    if (parent >= 0) {
      instanceChildren[parent]++;
    }
    if (batches.length > 1) {
      instanceRow[i] = ++rowCounts[plan.table(place)];
    }
    List<LateValues.Late> values = late.of(lastSerial);
    if (values != null) {
      for (LateValues.Late value : values) {
        putCell(i, value.column(), value.token(), value.bytes(), 0, value.length());
      }
    }
    return i;
  }

  private void addCell(int instance, int column, ValueToken token, byte[] b, int from, int to)
      throws SchemaMiss {
    if (instance < keptInstances) {
      if (inRows[instance]) {
        lateCell(instance, column, token, b, from, to);
        return;
      }
      keptGrew = true;
    }
    putCell(instance, column, token, b, from, to);
  }

  private void lateCell(int instance, int column, ValueToken token, byte[] b, int from, int to)
      throws SchemaMiss {
    switch (late.state()) {
      case UNKNOWN -> {
        late.missed();
        throw new SchemaMiss(table(), "", "a value stands behind its rows");
      }
      case GATHERING -> late.gather(instanceSerial[instance], column, token, b, from, to);
      case KNOWN -> {
        // The rows have it.
      }
    }
  }

  private void putCell(int instance, int column, ValueToken token, byte[] b, int from, int to) {
    int c = cells.add(lastCell[instance], instance, column, token, b, from, to);
    if (firstCell[instance] == NONE) {
      firstCell[instance] = c;
    }
    lastCell[instance] = c;
  }

  /** Writes an instance as a row of its table, with the keys that tie it to its parent. */
  private void writeNumbered(int instance) throws SchemaMiss {
    ShapeNode place = instancePlace[instance];
    int t = plan.table(place);
    PlannedTable table = plan.tables().get(t);
    RecordBatch batch = Objects.requireNonNull(batches[t]);
    int key = 0;
    if (table.numbered()) {
      batch.longs(key++).append(instanceRow[instance]);
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
      inRows[i] = true;
      appendCells(table, i);
    }
    if (deferred != null) {
      deferred.endRow(instancePosition[instance]);
    } else {
      fill(table, 0);
    }
  }

  private void appendCells(int table, int instance) throws SchemaMiss {
    long[] written = columnRow[table];
    for (int c = firstCell[instance]; c != NONE; c = cells.next(c)) {
      int column = cells.column(c);
      if (joins && written[column] == rowSerial) {
        continue; // already part of a join
      }
      written[column] = rowSerial;
      if (cells.isJoined(c)) {
        int length = cells.join(c);
        append(table, column, ValueToken.STRUCTURE, cells.joined(), 0, length, instance);
      } else {
        append(table, column, cells.token(c), cells.bytes(c), cells.from(c), cells.to(c), instance);
      }
    }
  }

  private void append(
      int table, int column, ValueToken token, byte[] b, int from, int to, int instance)
      throws SchemaMiss {
    if (deferred != null) {
      deferred.value(column, token, b, from, to);
    } else if (!appenders[table][column].append(token, b, from, to)) {
      throw plan.tables()
          .get(table)
          .miss(
              appenders[table][column].column(),
              input,
              () -> places.apply(instancePosition[instance]),
              new String(b, from, to - from, StandardCharsets.UTF_8));
    }
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
