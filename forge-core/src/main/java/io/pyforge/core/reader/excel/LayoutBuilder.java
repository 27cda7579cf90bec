package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
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

  /** Tables that one sheet may have before it is taken for one table. */
  static final int MAX_TABLES = 200;

  /** Single rows below a table that are left out of it because they hold other kinds of values. */
  private static final int MAX_FOOTERS = 5;

  /** Rows of notes between tables. */
  private static final int MAX_NOTE_ROWS = 12;

  /** Notes between the rows of one table, after which what follows are rows. */
  private static final int MAX_NOTES_WITHIN = 50;

  private final Sheet sheet;
  private final SharedStrings strings;
  private final Choices choices;
  private SheetNotes notes = new SheetNotes();
  private final SheetNotes totals = new SheetNotes();
  private final List<TableCandidate> tables = new ArrayList<>();
  private final List<Block> undecided = new ArrayList<>();
  private final List<FixedTable> fixed = new ArrayList<>();
  private @Nullable Segment segment;
  private int lastRow;
  private long cells;
  private boolean merged;
  private boolean gap;

  /** A table whose place Excel itself knows, filled as its rows pass by. */
  private record FixedTable(TableObject object, Segment rows) {}

  LayoutBuilder(Sheet sheet, SharedStrings strings, List<TableObject> objects, Choices choices) {
    this.sheet = sheet;
    this.strings = strings;
    this.choices = choices;
    for (TableObject object : objects) {
      fixed.add(new FixedTable(object, newSegment()));
    }
  }

  private Segment newSegment() {
    return new Segment(strings, choices.errorsAreText);
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
      current = newSegment();
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
            row.copyCell(i, inside);
          }
        }
      }
      if (inside.count > 0) {
        table.rows.add(inside);
      }
    }
    for (int i = 0; i < row.count; i++) {
      if (!taken[i]) {
        row.copyCell(i, rest);
      }
    }
    return rest;
  }

  // What follows decides what a segment is.

  private void resolve(Segment done) throws IOException {
    segment = null;
    Block whole = block(done, done.firstColumn(), done.lastColumn());
    if (!joinsTableAbove(whole, done)) {
      closeAbove(whole);
      List<Block> blocks = blocks(done);
      for (Block block : blocks) {
        settle(block, done, blocks.size() == 1);
      }
    }
    if (tables.size() > MAX_TABLES) {
      mergeAll(done.lastRow);
    }
  }

  /** Whether a segment belongs to a table above it, as more rows or as notes. */
  private boolean joinsTableAbove(Block block, Segment from) throws IOException {
    TableCandidate above = above(block);
    if (above == null) {
      return false;
    }
    Relation relation = relation(above, block);
    if (relation == Relation.CONTINUES) {
      extend(above, block, from, true);
    } else if (relation == Relation.NOTES) {
      note(block);
      above.leftOut.add(new RowSpan(block.firstRow(), block.lastRow()));
    }
    return relation != Relation.APART;
  }

  /**
   * @param alone whether the segment has no other blocks, so that each of its rows is one of this
   */
  private void settle(Block block, Segment from, boolean alone) throws IOException {
    if (block.isNotes(MAX_NOTE_ROWS) && !choices.single && choices.headerRow == 0 && !merged) {
      undecided.add(block);
      if (undecided.size() > MAX_TABLES) {
        settleUndecided(); // as many notes as these are rows
      }
    } else if (isUnderHeader(block)) {
      Block header = undecided.remove(undecided.size() - 1);
      start(header, newSegment(), true);
      extend(tables.get(tables.size() - 1), block, from, alone);
    } else {
      start(block, from, alone);
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

  private void start(Block block, Segment from, boolean alone) {
    TableCandidate table = new TableCandidate(block, block.noEvidence(choices.errorsAreText), "");
    tables.add(table);
    addTail(table, block, from, alone);
  }

  private static void addTail(TableCandidate table, Block block, Segment from, boolean alone) {
    int offset = table.block.firstColumn();
    CellEvidence[] known = table.known;
    for (int column = block.firstColumn(); column <= block.lastColumn(); column++) {
      Segment.ColumnUse use = column < from.uses.length ? from.uses[column] : null;
      if (use != null) {
        table.tail[column - offset].merge(use.evidence);
        if (known != null) {
          known[column - offset].merge(use.evidence);
        }
      }
    }
    long more = from.rowCount - from.head.size();
    if (more > 0 && !alone) {
      table.tailRows = TableCandidate.UNCOUNTED; // some are of blocks beside this one alone
    } else if (more > 0) {
      table.addRows(more);
    }
  }

  /** Adds the rows of a block below a table to it. */
  private void extend(TableCandidate table, Block block, Segment from, boolean alone) {
    CellEvidence[] known = table.known;
    for (SheetRow row : block.rows()) {
      addEvidence(table.tail, table.block.firstColumn(), block, row);
      if (known != null) {
        addEvidence(known, table.block.firstColumn(), block, row);
      }
    }
    table.addRows(block.filledRows().size());
    addTail(table, block, from, alone);
    table.lastRow = block.lastRow();
  }

  private enum Relation {
    CONTINUES,
    NOTES,
    APART
  }

  /** The lowest table so far that has all columns of the block; null when there is none. */
  private @Nullable TableCandidate above(Block block) {
    TableCandidate best = null;
    for (TableCandidate table : tables) {
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
    for (TableCandidate table : tables) {
      table.closed |=
          table.block.firstColumn() <= block.lastColumn()
              && block.firstColumn() <= table.block.lastColumn();
    }
  }

  private Relation relation(TableCandidate table, Block block) throws IOException {
    boolean mayLeaveOut = table.leftOut.size() < MAX_NOTES_WITHIN;
    if (table.block.width() > 1 && mayLeaveOut && block.isNotes(MAX_NOTE_ROWS)) {
      return Relation.NOTES;
    }
    List<SheetRow> rows = block.filledRows();
    int strange = 0;
    int strangeInFirst = 0;
    int looked = 0;
    CellEvidence[] known = known(table);
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
    return strange * 10 <= looked || table.block.hasColumnsOf(block)
        ? Relation.CONTINUES
        : Relation.APART;
  }

  private boolean repeatsHeader(TableCandidate table, Block block, List<SheetRow> rows)
      throws IOException {
    known(table);
    if (table.names.isEmpty() || rows.isEmpty() || !block.isText(rows.get(0))) {
      return false;
    }
    HeaderFinder below = new HeaderFinder(block, rows, List.of());
    List<String> names = below.names(new HeaderFinder.Header(0, 0, true));
    int from = block.firstColumn() - table.block.firstColumn();
    return table.names.subList(from, from + names.size()).equals(names);
  }

  /** What the columns of a table hold so far; found once, then kept up to date. */
  private CellEvidence[] known(TableCandidate table) throws IOException {
    CellEvidence[] known = table.known;
    if (known == null) {
      List<SheetRow> rows = table.block.filledRows();
      HeaderFinder finder = new HeaderFinder(table.block, rows, List.of());
      HeaderFinder.Header header = finder.find();
      known = evidence(table, rows, header.exists() ? header.last() + 1 : header.first());
      table.known = known;
      table.names = header.exists() ? finder.names(header) : List.of();
    }
    return known;
  }

  private CellEvidence[] evidence(TableCandidate table, List<SheetRow> rows, int firstData) {
    Block block = table.block;
    CellEvidence[] evidence = block.noEvidence(choices.errorsAreText);
    for (int i = 0; i < evidence.length; i++) {
      evidence[i].merge(table.tail[i]);
    }
    for (int r = firstData; r < rows.size(); r++) {
      addEvidence(evidence, block.firstColumn(), block, rows.get(r));
    }
    return evidence;
  }

  /** Adds the cells that a row has in a block, to evidence that begins with some column. */
  private void addEvidence(CellEvidence[] evidence, int firstColumn, Block block, SheetRow row) {
    for (int i = block.firstCell(row); i < row.count && row.columns[i] <= block.lastColumn(); i++) {
      evidence[row.columns[i] - firstColumn].add(row, i, strings);
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
      Segment.ColumnUse use = from.uses[column];
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
    @Nullable SheetRow leftFirst = left.firstIn(body);
    @Nullable SheetRow rightFirst = right.firstIn(body);
    if (leftFirst == null || rightFirst == null || leftFirst.number != rightFirst.number) {
      return false;
    }
    if (!left.isText(leftFirst) || !right.isText(rightFirst)) {
      return done.endsAlike(left, right);
    }
    if (left.width() > 1 && right.width() > 1) {
      return false; // two headers with a blank column between, which is where Excel ends a region
    }
    Set<String> names = new HashSet<>(left.texts(leftFirst));
    names.retainAll(right.texts(rightFirst));
    if (!names.isEmpty()) {
      return false;
    }
    return right.filledRows().size() == 1 || done.endsAlike(left, right);
  }

  /** Too many tables: all cells from the first one on are one table, whose columns are text. */
  private void mergeAll(int end) {
    merged = true;
    int first = Integer.MAX_VALUE;
    int last = 0;
    Block top = tables.get(0).block;
    List<Block> blocks = new ArrayList<>(undecided);
    tables.forEach(table -> blocks.add(table.block));
    for (Block block : blocks) {
      first = Math.min(first, block.firstColumn());
      last = Math.max(last, block.lastColumn());
      top = block.firstRow() < top.firstRow() ? block : top;
    }
    Block whole = new Block(top.rows(), false, first, last, end, strings);
    TableCandidate all = new TableCandidate(whole, whole.noEvidence(choices.errorsAreText), "");
    for (CellEvidence column : all.tail) {
      column.addText();
    }
    all.tailRows = TableCandidate.UNCOUNTED;
    undecided.clear();
    notes = new SheetNotes(); // they are rows now
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
    for (TableCandidate table : tables) {
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
    tables.add(new TableCandidate(whole, whole.noEvidence(choices.errorsAreText), ""));
  }

  private @Nullable Region region(
      TableCandidate table, List<CellRange> merges, BitSet hidden, boolean open)
      throws IOException {
    Block block = table.block;
    List<SheetRow> rows = block.filledRows();
    HeaderFinder finder = new HeaderFinder(block, rows, HeaderFinder.near(merges, rows));
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
    TableCandidate candidate =
        new TableCandidate(block, block.noEvidence(choices.errorsAreText), table.object.name());
    addTail(candidate, block, rows, true);
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
      TableCandidate table,
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
        table.tailRows == TableCandidate.UNCOUNTED
            ? TableCandidate.UNCOUNTED
            : rows.size() - firstData + table.tailRows,
        keptEvidence.toArray(new CellEvidence[0]));
  }
}
