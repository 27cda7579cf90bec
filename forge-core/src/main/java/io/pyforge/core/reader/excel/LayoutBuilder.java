package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tables on a sheet while its rows pass by once. Rows without a blank row between them
 * are a segment; of its first rows the cells are kept, of the others what their columns hold. When
 * a segment ends, it is a table, the continuation of one above, or notes. Memory is bounded
 * whatever the sheet: a sheet of more tables than {@link #MAX_TABLES} is taken for one table.
 */
final class LayoutBuilder {
  /**
   * What the user fixed.
   *
   * @param header whether the first row of a table names its columns; null when that is detected
   * @param headerRow number of the row that does, or 0
   * @param single whether all cells are one table, whatever blank rows and columns there are
   */
  record Choices(@Nullable Boolean header, int headerRow, boolean single, boolean errorsAreText) {}

  /** First rows of a segment that are kept; headers are found among them. */
  private static final int HEAD_ROWS = 100;

  /** Tables that one sheet may have before it is taken for one table. */
  static final int MAX_TABLES = 200;

  /** Single rows below a table that are left out of it because they hold other kinds of values. */
  private static final int MAX_FOOTERS = 5;

  /** Rows of notes between tables. */
  private static final int MAX_NOTE_ROWS = 12;

  /** What a column of the sheet holds in one segment, the first rows apart. */
  private static final class ColumnUse {
    final CellEvidence evidence;
    long filled;
    int firstRow;
    int lastRow;

    ColumnUse(boolean errorsAreText) {
      evidence = new CellEvidence(errorsAreText);
    }
  }

  /** Rows without a blank one between them. */
  private final class Segment {
    final List<SheetRow> head = new ArrayList<>();
    @Nullable ColumnUse[] uses = new ColumnUse[16];
    int lastRow;
    long rowCount;

    void add(SheetRow row) {
      lastRow = row.number;
      rowCount++;
      boolean inHead = head.size() < HEAD_ROWS;
      if (inHead) {
        head.add(row.copy());
      }
      for (int i = 0; i < row.count; i++) {
        if (!Block.isFilled(row, i, strings)) {
          continue;
        }
        ColumnUse use = use(row.columns[i]);
        if (use.filled++ == 0) {
          use.firstRow = row.number;
        }
        use.lastRow = row.number;
        if (!inHead) {
          use.evidence.add(row, i, strings);
        }
      }
    }

    int firstColumn() {
      int column = 0;
      while (!isFilled(column)) {
        column++;
      }
      return column;
    }

    int lastColumn() {
      int column = uses.length - 1;
      while (!isFilled(column)) {
        column--;
      }
      return column;
    }

    boolean isFilled(int column) {
      ColumnUse use = column < uses.length ? uses[column] : null;
      return use != null && use.filled > 0;
    }

    private ColumnUse use(int column) {
      if (column >= uses.length) {
        uses = Arrays.copyOf(uses, Math.max(column + 1, uses.length * 2));
      }
      ColumnUse use = uses[column];
      if (use == null) {
        use = new ColumnUse(choices.errorsAreText);
        uses[column] = use;
      }
      return use;
    }
  }

  /** A table while it is found: where it is, and its segments so far. */
  private static final class Candidate {
    final Block block;
    final CellEvidence[] tail;
    final String object;
    final List<RowSpan> leftOut = new ArrayList<>();
    int lastRow;
    long tailRows;
    boolean closed;

    Candidate(Block block, CellEvidence[] tail, String object) {
      this.block = block;
      this.tail = tail;
      this.object = object;
      lastRow = block.lastRow();
    }
  }

  private final Sheet sheet;
  private final SharedStrings strings;
  private final Choices choices;
  private final SheetNotes notes = new SheetNotes();
  private final SheetNotes totals = new SheetNotes();
  private final List<Candidate> tables = new ArrayList<>();
  private final List<Block> undecided = new ArrayList<>();
  private final List<FixedTable> fixed = new ArrayList<>();
  private @Nullable Segment segment;
  private int lastRow;
  private long cells;
  private boolean merged;
  private boolean gap;

  /** A table whose place Excel itself knows, filled as its rows pass by. */
  private final class FixedTable {
    final TableObject object;
    final Segment rows = new Segment();

    FixedTable(TableObject object) {
      this.object = object;
    }
  }

  LayoutBuilder(Sheet sheet, SharedStrings strings, List<TableObject> objects, Choices choices) {
    this.sheet = sheet;
    this.strings = strings;
    this.choices = choices;
    for (TableObject object : objects) {
      fixed.add(new FixedTable(object));
    }
  }

  /** How many cells were looked at. */
  long cells() {
    return cells;
  }

  /** Takes the next row. */
  void add(SheetRow row) throws IOException {
    count(row);
    SheetRow rest = fixed.isEmpty() ? row : withoutFixed(row);
    Segment current = segment;
    if (current != null && rest.count > 0 && breaksOff(rest)) {
      resolve(current);
      current = null;
    }
    lastRow = row.number;
    if (!hasFilled(rest)) {
      gap = true;
      return;
    }
    gap = false;
    if (choices.headerRow > 0 && rest.number < choices.headerRow) {
      note(rest, 0, CellRange.MAX_COLUMNS);
      return;
    }
    if (current == null) {
      current = new Segment();
      segment = current;
    }
    current.add(rest);
  }

  private boolean hasFilled(SheetRow row) {
    for (int i = 0; i < row.count; i++) {
      if (Block.isFilled(row, i, strings)) {
        return true;
      }
    }
    return false;
  }

  private boolean breaksOff(SheetRow row) {
    return (gap || row.afterGap)
        && !choices.single
        && choices.headerRow == 0
        && !merged
        && hasFilled(row);
  }

  private void count(SheetRow row) {
    for (int i = 0; i < row.count; i++) {
      byte kind = row.kinds[i];
      cells += kind != CellKind.EMPTY && kind != CellKind.UNCALCULATED ? 1 : 0;
    }
  }

  /** The cells of a row that are in no table that Excel knows; the others go there. */
  private SheetRow withoutFixed(SheetRow row) throws IOException {
    boolean any = false;
    for (FixedTable table : fixed) {
      any |=
          row.number >= table.object.range().firstRow()
              && row.number <= table.object.range().lastRow();
    }
    if (!any) {
      return row;
    }
    SheetRow rest = row.copy();
    rest.count = 0;
    SheetRow inside = row.copy();
    boolean[] taken = new boolean[row.count];
    for (FixedTable table : fixed) {
      CellRange range = table.object.range();
      boolean inTotals = row.number > range.lastRow() - table.object.totalsRows();
      inside.count = 0;
      for (int i = 0; i < row.count; i++) {
        if (!taken[i] && range.contains(row.number, row.columns[i])) {
          taken[i] = true;
          if (inTotals) {
            addNote(totals, row, i);
          } else {
            copyCell(row, i, inside);
          }
        }
      }
      if (inside.count > 0) {
        table.rows.add(inside);
      }
    }
    for (int i = 0; i < row.count; i++) {
      if (!taken[i]) {
        copyCell(row, i, rest);
      }
    }
    return rest;
  }

  private static void copyCell(SheetRow from, int cell, SheetRow to) {
    int at = to.count++;
    to.columns[at] = from.columns[cell];
    to.kinds[at] = from.kinds[cell];
    to.values[at] = from.values[cell];
    to.extras[at] = from.extras[cell];
  }

  // What follows decides what a segment is.

  private void resolve(Segment done) throws IOException {
    segment = null;
    Block whole = block(done, done.firstColumn(), done.lastColumn());
    if (!joinsTableAbove(whole, done)) {
      closeAbove(whole);
      for (Block block : blocks(done)) {
        settle(block, done);
      }
    }
    if (tables.size() > MAX_TABLES) {
      mergeAll();
    }
  }

  /** Whether a segment belongs to a table above it, as more rows or as notes. */
  private boolean joinsTableAbove(Block block, Segment from) throws IOException {
    Candidate above = above(block);
    if (above == null) {
      return false;
    }
    Relation relation = relation(above, block);
    if (relation == Relation.CONTINUES) {
      extend(above, block, from);
    } else if (relation == Relation.NOTES) {
      note(block);
      above.leftOut.add(new RowSpan(block.firstRow(), block.lastRow()));
    }
    return relation != Relation.APART;
  }

  private void settle(Block block, Segment from) throws IOException {
    if (block.isNotes(MAX_NOTE_ROWS) && !choices.single && choices.headerRow == 0) {
      undecided.add(block);
    } else if (isUnderHeader(block)) {
      Block header = undecided.remove(undecided.size() - 1);
      start(header, new Segment());
      extend(tables.get(tables.size() - 1), block, from);
    } else {
      start(block, from);
    }
  }

  /** Whether a single row of texts, and a blank row after it, name the columns of a block. */
  private boolean isUnderHeader(Block block) throws IOException {
    if (undecided.isEmpty()) {
      return false;
    }
    Block last = undecided.get(undecided.size() - 1);
    List<SheetRow> rows = last.filledRows();
    if (rows.size() != 1
        || last.fill(rows.get(0)) < 2
        || last.firstColumn() > block.firstColumn()
        || last.lastColumn() < block.lastColumn()) {
      return false;
    }
    HeaderFinder.Header own = new HeaderFinder(block, block.filledRows(), List.of()).find();
    return !own.exists() || !own.proven();
  }

  private void start(Block block, Segment from) {
    CellEvidence[] tail = new CellEvidence[block.width()];
    for (int i = 0; i < tail.length; i++) {
      tail[i] = new CellEvidence(choices.errorsAreText);
    }
    Candidate table = new Candidate(block, tail, "");
    tables.add(table);
    addTail(table, block, from);
  }

  private static void addTail(Candidate table, Block block, Segment from) {
    int offset = table.block.firstColumn();
    for (int column = block.firstColumn(); column <= block.lastColumn(); column++) {
      ColumnUse use = column < from.uses.length ? from.uses[column] : null;
      if (use != null) {
        table.tail[column - offset].merge(use.evidence);
      }
    }
    table.tailRows += Math.max(0, from.rowCount - from.head.size());
  }

  /** Adds the rows of a block below a table to it. */
  private void extend(Candidate table, Block block, Segment from) {
    int offset = table.block.firstColumn();
    for (SheetRow row : block.rows()) {
      for (int i = block.firstCell(row);
          i < row.count && row.columns[i] <= block.lastColumn();
          i++) {
        table.tail[row.columns[i] - offset].add(row, i, strings);
      }
    }
    table.tailRows += block.filledRows().size();
    addTail(table, block, from);
    table.lastRow = block.lastRow();
  }

  private enum Relation {
    CONTINUES,
    NOTES,
    APART
  }

  /** The lowest table so far that has all columns of the block; null when there is none. */
  private @Nullable Candidate above(Block block) {
    Candidate best = null;
    for (Candidate table : tables) {
      if (!table.closed
          && table.block.firstColumn() <= block.firstColumn()
          && table.block.lastColumn() >= block.lastColumn()
          && (best == null || table.lastRow > best.lastRow)) {
        best = table;
      }
    }
    return best;
  }

  /** What lies below something else in its columns goes on no more. */
  private void closeAbove(Block block) {
    for (Candidate table : tables) {
      table.closed |=
          table.block.firstColumn() <= block.lastColumn()
              && block.firstColumn() <= table.block.lastColumn();
    }
  }

  private Relation relation(Candidate table, Block block) throws IOException {
    if (table.block.width() > 1 && block.isNotes(MAX_NOTE_ROWS)) {
      return Relation.NOTES;
    }
    List<SheetRow> rows = block.filledRows();
    int strange = 0;
    int strangeInFirst = 0;
    int looked = 0;
    CellEvidence[] known = evidence(table);
    for (int r = 0; r < rows.size(); r++) {
      SheetRow row = rows.get(r);
      for (int i = block.firstCell(row); i < row.count; i++) {
        if (block.counts(row, i) && CellKind.isValue(row.kinds[i])) {
          looked++;
          CellEvidence column = known[row.columns[i] - table.block.firstColumn()];
          if (!column.agreesWith(row.kinds[i])) {
            strange++;
            strangeInFirst += r == 0 ? 1 : 0;
          }
        }
      }
    }
    if (strange == 0) {
      return repeatsHeader(table, block, rows) ? Relation.APART : Relation.CONTINUES;
    }
    HeaderFinder.Header header = new HeaderFinder(block, rows, List.of()).find();
    if (header.exists() && rows.size() > header.last() + 1 && strangeInFirst > 0) {
      return Relation.APART;
    }
    if (rows.size() == 1 && table.leftOut.size() < MAX_FOOTERS) {
      return Relation.NOTES; // a total or the like
    }
    return strange * 10 <= looked || sameColumns(table, block)
        ? Relation.CONTINUES
        : Relation.APART;
  }

  private static boolean sameColumns(Candidate table, Block block) {
    return table.block.firstColumn() == block.firstColumn()
        && table.block.lastColumn() == block.lastColumn();
  }

  private boolean repeatsHeader(Candidate table, Block block, List<SheetRow> rows)
      throws IOException {
    Block top = table.block;
    List<SheetRow> topRows = top.filledRows();
    HeaderFinder finder = new HeaderFinder(top, topRows, List.of());
    HeaderFinder.Header header = finder.find();
    if (!header.exists() || rows.isEmpty() || !block.isText(rows.get(0))) {
      return false;
    }
    HeaderFinder below = new HeaderFinder(block, rows, List.of());
    List<String> names = below.names(new HeaderFinder.Header(0, 0, true));
    int from = block.firstColumn() - top.firstColumn();
    return finder.names(header).subList(from, from + names.size()).equals(names);
  }

  private CellEvidence[] evidence(Candidate table) throws IOException {
    Block block = table.block;
    List<SheetRow> rows = block.filledRows();
    HeaderFinder.Header header = new HeaderFinder(block, rows, List.of()).find();
    return evidence(table, rows, header.exists() ? header.last() + 1 : header.first());
  }

  private CellEvidence[] evidence(Candidate table, List<SheetRow> rows, int firstData) {
    Block block = table.block;
    CellEvidence[] evidence = new CellEvidence[block.width()];
    for (int i = 0; i < evidence.length; i++) {
      evidence[i] = new CellEvidence(choices.errorsAreText);
      evidence[i].merge(table.tail[i]);
    }
    for (int r = firstData; r < rows.size(); r++) {
      addEvidence(evidence, block, rows.get(r));
    }
    return evidence;
  }

  private void addEvidence(CellEvidence[] evidence, Block block, SheetRow row) {
    for (int i = block.firstCell(row); i < row.count && row.columns[i] <= block.lastColumn(); i++) {
      evidence[row.columns[i] - block.firstColumn()].add(row, i, strings);
    }
  }

  /** Cuts a segment where a blank column has tables on both sides. */
  private List<Block> blocks(Segment done) throws IOException {
    List<Block> blocks = new ArrayList<>();
    int end = done.lastColumn() + 1;
    int column = 0;
    while (column < end) {
      while (!done.isFilled(column)) {
        column++;
      }
      int first = column;
      while (done.isFilled(column)) {
        column++;
      }
      blocks.add(block(done, first, column - 1));
    }
    if (choices.single || choices.headerRow > 0 || merged) {
      return List.of(
          block(done, blocks.get(0).firstColumn(), blocks.get(blocks.size() - 1).lastColumn()));
    }
    List<Block> joined = new ArrayList<>();
    for (Block block : blocks) {
      Block left = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (left != null && isOneTable(done, left, block)) {
        joined.set(joined.size() - 1, block(done, left.firstColumn(), block.lastColumn()));
      } else {
        joined.add(block);
      }
    }
    return joined;
  }

  private Block block(Segment from, int firstColumn, int lastColumn) {
    int last = 0;
    for (int column = firstColumn; column <= lastColumn; column++) {
      ColumnUse use = from.uses[column];
      last = use == null ? last : Math.max(last, use.lastRow); // 0 where nothing is filled
    }
    boolean complete = from.rowCount == from.head.size();
    return new Block(from.head, complete, firstColumn, lastColumn, last, strings);
  }

  /** Whether what lies left and right of a blank column is one table. */
  private boolean isOneTable(Segment done, Block left, Block right) throws IOException {
    List<SheetRow> body = new ArrayList<>();
    for (SheetRow row : done.head) {
      int filled = 0;
      for (int i = 0; i < row.count; i++) {
        filled += Block.isFilled(row, i, strings) ? 1 : 0;
      }
      if (filled > 1) {
        body.add(row);
      }
    }
    @Nullable SheetRow leftFirst = firstIn(left, body);
    @Nullable SheetRow rightFirst = firstIn(right, body);
    if (leftFirst == null || rightFirst == null || leftFirst.number != rightFirst.number) {
      return false;
    }
    if (!left.isText(leftFirst) || !right.isText(rightFirst)) {
      return sameEnd(done, left, right);
    }
    if (left.width() > 1 && right.width() > 1) {
      return false; // two headers with a blank column between, which is where Excel ends a region
    }
    Set<String> names = new HashSet<>(texts(left, leftFirst));
    names.retainAll(texts(right, rightFirst));
    if (!names.isEmpty()) {
      return false;
    }
    return right.filledRows().size() == 1 || sameEnd(done, left, right);
  }

  private static boolean sameEnd(Segment done, Block left, Block right) {
    long difference = Math.abs((long) left.lastRow() - right.lastRow());
    return difference <= Math.max(1, done.rowCount / 5);
  }

  private static @Nullable SheetRow firstIn(Block block, List<SheetRow> rows) {
    for (SheetRow row : rows) {
      if (block.fill(row) > 0) {
        return row;
      }
    }
    return null;
  }

  private List<String> texts(Block block, SheetRow row) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = block.firstCell(row); i < row.count; i++) {
      if (block.counts(row, i)) {
        texts.add(CellTexts.text(row, i, strings).strip().toLowerCase(Locale.ROOT));
      }
    }
    return texts;
  }

  /** Too many tables: all of them become one, which has every column and every row. */
  private void mergeAll() {
    merged = true;
    int first = Integer.MAX_VALUE;
    int last = 0;
    int end = 0;
    for (Candidate table : tables) {
      first = Math.min(first, table.block.firstColumn());
      last = Math.max(last, table.block.lastColumn());
      end = Math.max(end, table.lastRow);
    }
    Block top = tables.get(0).block;
    Block whole = new Block(top.rows(), false, first, last, end, strings);
    CellEvidence[] tail = new CellEvidence[whole.width()];
    for (int i = 0; i < tail.length; i++) {
      tail[i] = new CellEvidence(choices.errorsAreText);
    }
    Candidate all = new Candidate(whole, tail, "");
    for (int t = 0; t < tables.size(); t++) {
      Candidate table = tables.get(t);
      for (int i = 0; i < table.tail.length; i++) {
        tail[i + table.block.firstColumn() - first].merge(table.tail[i]);
      }
      all.tailRows += table.tailRows;
      if (t > 0) {
        for (SheetRow row : table.block.filledRows()) {
          for (int i = table.block.firstCell(row);
              i < row.count && row.columns[i] <= table.block.lastColumn();
              i++) {
            tail[row.columns[i] - first].add(row, i, strings);
          }
          all.tailRows++;
        }
      }
    }
    tables.clear();
    tables.add(all);
  }

  // Notes.

  private void note(Block block) throws IOException {
    for (SheetRow row : block.rows()) {
      note(row, block.firstColumn(), block.lastColumn());
    }
  }

  private void note(SheetRow row, int firstColumn, int lastColumn) throws IOException {
    for (int i = 0; i < row.count; i++) {
      if (row.columns[i] < firstColumn || row.columns[i] > lastColumn) {
        continue;
      }
      addNote(notes, row, i);
    }
  }

  private void addNote(SheetNotes into, SheetRow row, int cell) throws IOException {
    if (row.kinds[cell] != CellKind.UNCALCULATED && Block.isFilled(row, cell, strings)) {
      into.add(CellTexts.text(row, cell, strings).strip());
    }
  }

  /**
   * Ends it.
   *
   * @param rows where the rows came from
   * @param complete whether there are no more rows
   */
  SheetLayout finish(SelectedRows rows, boolean complete) throws IOException {
    Segment open = segment;
    if (open != null) {
      resolve(open);
    }
    settleUndecided();
    List<CellRange> merges = complete ? rows.merges() : List.of();
    BitSet hidden = rows.hiddenColumns();
    List<Region> regions = new ArrayList<>();
    for (FixedTable table : fixed) {
      Region region = region(table, hidden, complete);
      if (region != null) {
        regions.add(region);
      }
    }
    int lowest = tables.stream().mapToInt(table -> table.lastRow).max().orElse(0);
    for (Candidate table : tables) {
      boolean mayGoOn = !complete && table.lastRow == lowest;
      Region region = region(table, merges, hidden, mayGoOn);
      if (region != null) {
        regions.add(region);
      }
    }
    regions.sort(Comparator.comparingInt(Region::firstRow).thenComparingInt(Region::firstColumn));
    return new SheetLayout(
        sheet,
        List.copyOf(regions),
        notes,
        complete,
        lastRow,
        cells,
        rows.hiddenCells(),
        rows.skippedCells(),
        totals,
        rows.repeatedCells(),
        rows.formulas(),
        rows.blankTexts());
  }

  /** What reads like notes is notes beside tables; on a sheet of nothing else it is a table. */
  private void settleUndecided() throws IOException {
    if (!tables.isEmpty() || !fixed.isEmpty()) {
      for (Block block : undecided) {
        note(block);
      }
      undecided.clear();
      return;
    }
    if (undecided.isEmpty()) {
      return;
    }
    List<SheetRow> rows = new ArrayList<>();
    int first = Integer.MAX_VALUE;
    int last = 0;
    int end = 0;
    for (Block block : undecided) {
      first = Math.min(first, block.firstColumn());
      last = Math.max(last, block.lastColumn());
      end = Math.max(end, block.lastRow());
      for (SheetRow row : block.rows()) {
        if (!rows.contains(row)) {
          rows.add(row);
        }
      }
    }
    rows.sort(Comparator.comparingInt(row -> row.number));
    undecided.clear();
    Block whole = new Block(rows, true, first, last, end, strings);
    CellEvidence[] tail = new CellEvidence[whole.width()];
    for (int i = 0; i < tail.length; i++) {
      tail[i] = new CellEvidence(choices.errorsAreText);
    }
    tables.add(new Candidate(whole, tail, ""));
  }

  private @Nullable Region region(
      Candidate table, List<CellRange> merges, BitSet hidden, boolean open) throws IOException {
    Block block = table.block;
    List<SheetRow> rows = block.filledRows();
    HeaderFinder finder = new HeaderFinder(block, rows, near(merges, rows));
    HeaderFinder.Header header = header(finder, rows);
    for (int r = 0; r < header.first(); r++) {
      note(rows.get(r), block.firstColumn(), block.lastColumn());
    }
    return region(table, rows, finder, header, hidden, open);
  }

  private HeaderFinder.Header header(HeaderFinder finder, List<SheetRow> rows) throws IOException {
    if (choices.headerRow > 0) {
      boolean there = !rows.isEmpty() && rows.get(0).number == choices.headerRow;
      return there ? finder.at(0) : new HeaderFinder.Header(0, -1, false);
    }
    if (choices.header == null) {
      HeaderFinder.Header found = finder.find();
      return choices.single && found.first() > 0 ? new HeaderFinder.Header(0, -1, false) : found;
    }
    if (!choices.header) {
      return new HeaderFinder.Header(0, -1, false);
    }
    HeaderFinder.Header found = finder.find();
    return found.exists() ? found : finder.at(found.first());
  }

  /** The merged cells of the first rows. */
  private static List<CellRange> near(List<CellRange> merges, List<SheetRow> rows) {
    if (merges.isEmpty() || rows.isEmpty()) {
      return List.of();
    }
    int from = rows.get(0).number;
    int to = rows.get(rows.size() - 1).number;
    return merges.stream().filter(m -> m.firstRow() <= to && m.lastRow() >= from).toList();
  }

  private @Nullable Region region(FixedTable table, BitSet hidden, boolean complete)
      throws IOException {
    Segment rows = table.rows;
    CellRange range = table.object.range();
    int end = range.lastRow() - table.object.totalsRows();
    if (rows.rowCount == 0) {
      return null;
    }
    Block block =
        new Block(
            rows.head,
            rows.rowCount == rows.head.size(),
            range.firstColumn(),
            range.lastColumn(),
            end,
            strings);
    CellEvidence[] tail = new CellEvidence[block.width()];
    for (int i = 0; i < tail.length; i++) {
      tail[i] = new CellEvidence(choices.errorsAreText);
    }
    Candidate candidate = new Candidate(block, tail, table.object.name());
    addTail(candidate, block, rows);
    candidate.lastRow = end;
    List<SheetRow> filled = block.filledRows();
    HeaderFinder finder = new HeaderFinder(block, filled, List.of());
    boolean named =
        table.object.headerRows() > 0
            && !filled.isEmpty()
            && filled.get(0).number == range.firstRow();
    HeaderFinder.Header header = new HeaderFinder.Header(0, named ? 0 : -1, named);
    boolean open = !complete && lastRow < end;
    return region(candidate, filled, finder, header, hidden, open);
  }

  private @Nullable Region region(
      Candidate table,
      List<SheetRow> rows,
      HeaderFinder finder,
      HeaderFinder.Header header,
      BitSet hidden,
      boolean open)
      throws IOException {
    Block block = table.block;
    int firstData = header.exists() ? header.last() + 1 : header.first();
    CellEvidence[] evidence = evidence(table, rows, firstData);
    List<String> names =
        header.exists() ? finder.names(header) : java.util.Collections.nCopies(block.width(), "");
    List<String> keptNames = new ArrayList<>();
    List<CellEvidence> keptEvidence = new ArrayList<>();
    int[] columns = new int[block.width()];
    int kept = 0;
    for (int i = 0; i < block.width(); i++) {
      if (!hidden.get(block.firstColumn() + i)) {
        columns[kept++] = block.firstColumn() + i;
        keptNames.add(names.get(i));
        keptEvidence.add(evidence[i]);
      }
    }
    if (kept == 0) {
      return null;
    }
    int firstRow = rows.isEmpty() ? table.lastRow : rows.get(header.first()).number;
    int dataFrom =
        header.exists()
            ? rows.get(header.last()).number + 1
            : rows.isEmpty() ? table.lastRow : rows.get(header.first()).number;
    return new Region(
        sheet,
        table.object,
        Arrays.copyOf(columns, kept),
        List.copyOf(keptNames),
        header.last() - header.first() + 1,
        header.exists() ? finder.cells(header) : 0,
        firstRow,
        dataFrom,
        table.lastRow,
        table.leftOut.stream().filter(span -> span.first() <= table.lastRow).toList(),
        open && !table.closed,
        rows.size() - firstData + table.tailRows,
        keptEvidence.toArray(new CellEvidence[0]));
  }
}
