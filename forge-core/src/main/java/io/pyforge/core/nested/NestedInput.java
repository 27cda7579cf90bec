package io.pyforge.core.nested;

import io.pyforge.core.infer.Column;
import io.pyforge.core.reader.PieceScan;
import io.pyforge.spi.batch.RecordBatch;
import io.pyforge.spi.reader.PieceSource;
import io.pyforge.spi.reader.ReadContext;
import io.pyforge.spi.reader.ScanLog;
import io.pyforge.spi.reader.SchemaMiss;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TableScan;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.result.Notice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An input of nested records. Opening learns the shape of the first records; a pass fills tables by
 * it; a record that does not fit makes the engine survey the rest and start again with the shape of
 * all records.
 */
public final class NestedInput implements TabularInput {
  /** Bytes of input that are looked at before the first pass, unless a reader names others. */
  public static final long SAMPLE_BYTES = 4L * 1024 * 1024;

  /** Where batches end depends on the input alone, so that the output's bytes do too. */
  static final long BATCH_BYTES = 16L * 1024 * 1024;

  /** Rows of a batch, at most about. */
  static final int BATCH_ROWS = 128 * 1024;

  private static final long FIRST_LOOK_BYTES = 512 * 1024;
  private static final int SAMPLE_PIECE_BYTES = 64 * 1024;
  private static final long GATHERED_BYTES = 1024 * 1024;

  /** Cuts an input into pieces that are whole records, for passes into one table. */
  public interface Cutter {
    /**
     * Pieces that read by {@link #newPieceFiller} and survey by {@link #newLearner}.
     *
     * @param pieceBytes of a piece, about; 0 to go by the size of the input
     */
    PieceSource pieces(NestedInput input, int pieceBytes) throws IOException;
  }

  /**
   * What an input is, before anything is read.
   *
   * @param name of the source, for messages
   * @param table name of the table of records
   * @param properties worth showing
   * @param notices worth telling
   * @param cutter empty when the input cannot be cut
   * @param duplicatesAreOdd whether a place that occurs again, outside an array, is worth telling
   * @param sampleBytes that are looked at before the first pass
   * @param rows which places are rows
   * @param maxColumns that a table may have
   */
  public record Setup(
      String name,
      String table,
      NestedOptions options,
      PathNames names,
      Map<String, String> properties,
      List<Notice> notices,
      RecordSource records,
      Optional<Cutter> cutter,
      boolean duplicatesAreOdd,
      long sampleBytes,
      RowPlaces rows,
      int maxColumns) {

    /** Records that are rows each, in tables as wide as shapes can be. */
    public Setup(
        String name,
        String table,
        NestedOptions options,
        PathNames names,
        Map<String, String> properties,
        List<Notice> notices,
        RecordSource records,
        Optional<Cutter> cutter,
        boolean duplicatesAreOdd,
        long sampleBytes) {
      this(
          name,
          table,
          options,
          names,
          properties,
          notices,
          records,
          cutter,
          duplicatesAreOdd,
          sampleBytes,
          RowPlaces.RECORDS,
          Shape.MAX_NODES);
    }
  }

  private final Setup setup;
  private final ReadContext context;
  private final Shape shape;
  private final List<Notice> learntNotices = new ArrayList<>();
  private Shape pending = new Shape();
  private RecordPlan plan;
  private boolean valuesBehindRows;
  private @Nullable LateValues lateValues;
  private boolean sampleIsAll;

  /** Opens an input and looks at its first records. */
  public NestedInput(Setup setup, ReadContext context) throws IOException {
    this.setup = setup;
    this.context = context;
    shape = new Shape();
    plan = newPlan(true);
    boolean tables = setup.options().arrays() == ArrayHandling.CHILD_TABLES;
    boolean all;
    if (setup.options().strictTypes()) {
      all = look(Long.MAX_VALUE);
    } else if (setup.cutter().isPresent() && !tables) {
      all = readSample(setup.cutter().get());
    } else {
      all = look(Math.min(FIRST_LOOK_BYTES, setup.sampleBytes()));
      if (!all && !readRestOfSample()) {
        all = look(setup.sampleBytes());
      }
    }
    takePending();
    plan = newPlan(!all);
    plan.checkFixed(setup.options());
    sampleIsAll = all;
    noteDuplicates();
  }

  /**
   * Opens an input whose format tells all places and types, so that records need not be looked at.
   */
  public NestedInput(Setup setup, Shape told, ReadContext context) {
    this.setup = setup;
    this.context = context;
    shape = told;
    plan = newPlan(false);
    plan.checkFixed(setup.options());
    sampleIsAll = true;
  }

  /**
   * Reads the first pieces, and learns from those that do not fit what the ones before suggest.
   * Most do, and reading them makes the machine ready for all the others. Returns whether there are
   * no more.
   */
  private boolean readSample(Cutter cutter) throws IOException {
    RecordBatch batch = new RecordBatch();
    long left = setup.sampleBytes();
    try (PieceSource pieces = cutter.pieces(this, SAMPLE_PIECE_BYTES)) {
      while (left > 0) {
        PieceSource.Piece piece = pieces.next(batch);
        if (piece == null) {
          return true;
        }
        left -= SAMPLE_PIECE_BYTES;
        try {
          if (shape.size() == 1) {
            piece.survey();
          } else {
            piece.read(new ScanLog());
            continue;
          }
        } catch (SchemaMiss e) {
          piece.survey();
        }
        takePending();
        plan = newPlan(true);
      }
    }
    return false;
  }

  /**
   * Reads the sample by what its first part suggests. Most do, and reading makes the machine ready
   * for the rest. Returns false, having learnt nothing, if the sample is not as its first part.
   */
  private boolean readRestOfSample() throws IOException {
    takePending();
    plan = newPlan(true);
    if (plan.tables().size() > 1) {
      return false;
    }
    RecordBatch batch = new RecordBatch();
    try (NestedPieces pieces = new NestedPieces(this)) {
      while (pieces.position() < setup.sampleBytes()) {
        PieceSource.Piece piece = pieces.next(batch);
        if (piece == null) {
          return false; // the end was near, and everything is to be seen
        }
        piece.read(new ScanLog());
      }
      return true;
    } catch (SchemaMiss e) {
      return false;
    }
  }

  /** Whether all records were looked at when the input was opened, or later. */
  public boolean allSeen() {
    return sampleIsAll;
  }

  /** Looks at all records, where opening did not. */
  public void seeAll() throws IOException {
    if (!sampleIsAll) {
      surveyAll();
      takePending();
      plan = newPlan(false);
      noteDuplicates();
    }
  }

  /** The shape of the records seen. */
  public Shape shape() {
    return shape;
  }

  /** Learns from the first records. Returns whether there are no more. */
  private boolean look(long bytes) throws IOException {
    ShapeLearner learner = newLearner();
    boolean more = true;
    try (RecordWalker walker = setup.records().walk()) {
      ScanLog log = new ScanLog();
      while (more && walker.position() < bytes) {
        context.checkCancelled();
        more = walker.next(learner, log);
        log.clearRejects();
      }
    } catch (SchemaMiss e) {
      throw new IllegalStateException("a learner does not miss", e);
    }
    learn(learner);
    return !more;
  }

  private RecordPlan newPlan(boolean moreToCome) {
    lateValues = null;
    return new RecordPlan(shape, setup, moreToCome);
  }

  /** What this input is. */
  public Setup setup() {
    return setup;
  }

  /** The engine's context. */
  public ReadContext context() {
    return context;
  }

  /** Something that learns from records; {@link #learn} takes what it learnt. */
  public ShapeLearner newLearner() {
    return new ShapeLearner(setup.options().arrays(), setup.rows(), setup.name());
  }

  /** Takes what was learnt. Thread-safe; it counts from {@link #widen} on. */
  public synchronized void learn(ShapeLearner learner) {
    try {
      pending.merge(learner.shape());
    } catch (Shape.TooManyPlaces e) {
      throw NestedFailures.tooManyPlaces(setup.name());
    }
  }

  /** Something that fills the batch of a piece, whose values all lie in one array, by the plan. */
  public BatchFiller newPieceFiller() {
    return plan.isFlat()
        ? new FlatAssembler(plan, setup.name(), setup.records()::place)
        : newAssembler(true);
  }

  /**
   * Something that fills batches by the plan of this pass.
   *
   * @param inOneArray whether all values lie in one array for as long as the batch is used
   */
  RecordAssembler newAssembler(boolean inOneArray) {
    LateValues late = lateValues;
    return new RecordAssembler(
        plan,
        setup.name(),
        setup.records()::place,
        inOneArray,
        late == null ? LateValues.unknown(() -> valuesBehindRows = true) : late);
  }

  RecordPlan plan() {
    return plan;
  }

  @Override
  public List<TableInfo> tables() {
    List<TableInfo> tables = new ArrayList<>();
    for (PlannedTable table : plan.tables()) {
      if (table.name().equals(PlannedTable.BARE)) {
        continue;
      }
      List<Notice> notices = new ArrayList<>();
      if (tables.isEmpty()) {
        notices.addAll(setup.notices());
        notices.addAll(learntNotices);
      }
      tables.add(new TableInfo(table.name(), table.schema(), OptionalLong.empty(), notices));
    }
    return tables;
  }

  @Override
  public Map<String, String> properties() {
    return setup.properties();
  }

  @Override
  public TableScan scan(Set<String> tables) throws IOException {
    if (plan.tables().stream().noneMatch(table -> tables.contains(table.name()))) {
      return new PieceScan(PieceScan.none());
    }
    Optional<PieceSource> pieces = pieces(tables);
    if (pieces.isPresent()) {
      return new PieceScan(pieces.get());
    }
    findLateValues();
    return new NestedScan(this, tables);
  }

  @Override
  public Optional<PieceSource> pieces(Set<String> tables) throws IOException {
    boolean one = plan.tables().size() == 1 && tables.contains(plan.tables().get(0).name());
    if (!one) {
      return Optional.empty();
    }
    findLateValues();
    return Optional.of(
        setup.cutter().isPresent() ? setup.cutter().get().pieces(this, 0) : new NestedPieces(this));
  }

  private void findLateValues() throws IOException {
    if (valuesBehindRows && lateValues == null) {
      lateValues = gatherLateValues();
    }
  }

  /** Finds the values that stand behind the rows they are to be repeated in. */
  private LateValues gatherLateValues() throws IOException {
    LateValues gathered = new LateValues(setup.name());
    RecordAssembler assembler =
        new RecordAssembler(plan, setup.name(), setup.records()::place, false, gathered);
    RecordBatch scratch = new RecordBatch();
    try (RecordWalker walker = setup.records().walk()) {
      ScanLog log = new ScanLog();
      boolean more = true;
      while (more) {
        context.checkCancelled();
        assembler.into(0, scratch);
        long end = walker.position() + GATHERED_BYTES;
        while (more && walker.position() < end) {
          more = walker.next(assembler, log);
        }
        log.clearRejects();
      }
    } catch (SchemaMiss e) {
      return LateValues.unknown(() -> valuesBehindRows = true); // the pass meets it again
    }
    gathered.complete();
    return gathered;
  }

  /** Looks at all records. */
  void surveyAll() throws IOException {
    look(Long.MAX_VALUE);
    sampleIsAll = true;
  }

  @Override
  public List<Notice> widen() {
    takePending();
    RecordPlan before = plan;
    plan = newPlan(false);
    List<Notice> notices = new ArrayList<>();
    for (PlannedTable table : plan.tables()) {
      boolean isNew =
          before.tables().stream().noneMatch(known -> known.name().equals(table.name()));
      if (isNew && !table.name().equals(PlannedTable.BARE)) {
        notices.add(
            new Notice(
                "table-added",
                "table " + table.name() + " was added for records behind the first ones"));
      }
      for (int i = table.keys(); i < table.columns().size(); i++) {
        changed(before, table, i).ifPresent(notices::add);
      }
    }
    noteDuplicates();
    return notices;
  }

  private Optional<Notice> changed(RecordPlan planBefore, PlannedTable table, int index) {
    ShapeNode place = table.places().get(index - table.keys());
    Column now = table.columns().get(index);
    boolean first = plan.column(place) == index;
    Column before = first ? planBefore.columnOf(place) : planBefore.columnOf(place, now.name());
    if (before == null) {
      return Optional.of(
          new Notice(
              "column-added",
              "column " + now.name() + " was added for records behind the first ones"));
    }
    return !first || before.type().equals(now.type())
        ? Optional.empty()
        : Optional.of(before.widenedTo(now.type()));
  }

  private synchronized void takePending() {
    try {
      shape.merge(pending);
    } catch (Shape.TooManyPlaces e) {
      throw NestedFailures.tooManyPlaces(setup.name());
    }
    pending = new Shape();
  }

  private void noteDuplicates() {
    learntNotices.clear();
    for (ShapeNode place : shape.nodes()) {
      if (place.duplicated() && setup.duplicatesAreOdd()) {
        learntNotices.add(
            new Notice(
                "duplicate-key",
                "key '"
                    + place.step()
                    + "' occurs more than once in an object; it is read as an array"));
      }
    }
  }

  @Override
  public void close() {
    // Streams belong to the passes.
  }
}
