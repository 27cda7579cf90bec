package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds the rows of a block that name its columns. Rows above them are titles; without such rows
 * the first one is data. The rules are told in docs/interpretation/excel.md.
 */
final class HeaderFinder {
  /**
   * What was found.
   *
   * @param first index of the first row that names columns; when there is none, of the first row of
   *     data
   * @param last index of the last one; {@code first - 1} when there is none
   * @param proven whether something else than its being text speaks for it
   */
  record Header(int first, int last, boolean proven) {
    boolean exists() {
      return last >= first;
    }
  }

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  /** Rows at the top among which the header must be. */
  private static final int MAX_TITLES = 30;

  private final Block block;
  private final List<SheetRow> rows;
  private final List<CellRange> merges;

  /**
   * @param rows those of the block that have a filled cell
   * @param merges of the sheet, as far as known
   */
  HeaderFinder(Block block, List<SheetRow> rows, List<CellRange> merges) {
    this.block = block;
    this.rows = rows;
    this.merges = merges;
  }

  /** Looks for it among titles and data. */
  Header find() throws IOException {
    int named = 0;
    int widest = 0;
    while (named < rows.size() && named < MAX_TITLES && canName(named)) {
      widest = Math.max(widest, block.fill(rows.get(named)));
      named++;
    }
    int from = 0;
    if (named == 0) {
      return new Header(0, -1, false);
    }
    int dataFill = named < rows.size() ? medianFill(named) : widest;
    while (from < named && isTitle(from, named, widest, dataFill)) {
      from++;
    }
    if (from == named) {
      return new Header(from, from - 1, false);
    }
    if (block.width() == 1 && from == 0 && named == 2 && rows.size() > 3) {
      from = 1; // a title, a name, and then values of another kind
    }
    int to = from;
    while (to + 1 < named && adjacent(to) && isUnits(to + 1)) {
      to++;
      if (block.fill(rows.get(to)) > block.fill(rows.get(from))) {
        from = to; // what is above has fewer names, so it was a title
      }
    }
    int votes = votes(from, to);
    if (votes < 0 || votes == 0 && !isPlausible(from)) {
      return new Header(from, from - 1, false);
    }
    return withMergedRows(new Header(from, to, votes > 0));
  }

  /** Takes a row for the header, and those that its merged cells join with it. */
  Header at(int row) {
    return withMergedRows(new Header(row, row, true));
  }

  /** A row that is much narrower than what follows, or ends in a colon, is a title. */
  private boolean isTitle(int index, int named, int widest, int dataFill) throws IOException {
    SheetRow row = rows.get(index);
    int fill = block.fill(row);
    boolean last = index + 1 == rows.size();
    if (last) {
      return false;
    }
    if (fill * 2 <= widest || fill * 3 <= dataFill) {
      return true;
    }
    for (int i = block.firstCell(row); i < row.count; i++) {
      if (block.counts(row, i)
          && CellKind.isText(row.kinds[i])
          && index + 1 < named
          && CellTexts.text(row, i, block.strings()).strip().endsWith(":")) {
        return true;
      }
    }
    return false;
  }

  private int medianFill(int from) {
    List<Integer> fills = new ArrayList<>();
    for (int i = from; i < rows.size(); i++) {
      fills.add(block.fill(rows.get(i)));
    }
    fills.sort(null);
    return fills.get(fills.size() / 2);
  }

  /**
   * Whether a row may name columns: its cells are text, but for years, and for dates over something
   * else than dates.
   */
  private boolean canName(int index) {
    SheetRow row = rows.get(index);
    boolean text = false;
    boolean others = false;
    for (int i = block.firstCell(row); i < row.count && row.columns[i] <= block.lastColumn(); i++) {
      if (!block.counts(row, i)) {
        continue;
      }
      byte kind = row.kinds[i];
      if (CellKind.isText(kind)) {
        text = true;
      } else if (isYear(row, i) || isDateOverOthers(index, row.columns[i], kind)) {
        others = true;
      } else {
        return false;
      }
    }
    boolean cornerBlank =
        block.firstCell(row) >= row.count
            || row.columns[block.firstCell(row)] > block.firstColumn();
    return text || others && cornerBlank && block.fill(row) > 1;
  }

  private static boolean isYear(SheetRow row, int cell) {
    return row.kinds[cell] == CellKind.NUMBER
        && row.extras[cell] == 0
        && row.values[cell] >= FIRST_YEAR
        && row.values[cell] <= LAST_YEAR;
  }

  private boolean isDateOverOthers(int index, int column, byte kind) {
    if (kind != CellKind.DATE && kind != CellKind.TIMESTAMP) {
      return false;
    }
    CellEvidence below = below(index, column);
    return !below.isEmpty() && !below.agreesWith(kind);
  }

  private CellEvidence below(int index, int column) {
    CellEvidence evidence = new CellEvidence(false);
    for (int r = index + 1; r < rows.size(); r++) {
      SheetRow row = rows.get(r);
      int at = java.util.Arrays.binarySearch(row.columns, 0, row.count, column);
      if (at >= 0) {
        evidence.add(row, at, block.strings());
      }
    }
    return evidence;
  }

  /**
   * What speaks for the row being a header, less what speaks for its being data: text over values
   * of other kinds counts two, text that comes again below counts against it.
   */
  private int votes(int index, int last) throws IOException {
    SheetRow row = rows.get(index);
    int votes = 0;
    for (int i = block.firstCell(row); i < row.count; i++) {
      if (!block.counts(row, i)) {
        continue;
      }
      CellEvidence below = below(last, row.columns[i]);
      if (below.isEmpty()) {
        continue;
      }
      boolean text = CellKind.isText(row.kinds[i]);
      if (text && !below.hasText()) {
        votes += 2;
      } else if (text && isRepeated(index, last, i)) {
        votes -= 1;
      }
    }
    return votes;
  }

  private boolean isRepeated(int index, int last, int cell) throws IOException {
    SheetRow row = rows.get(index);
    String text = CellTexts.text(row, cell, block.strings());
    if (text.length() < 2) {
      return false;
    }
    for (int r = last + 1; r < rows.size(); r++) {
      SheetRow other = rows.get(r);
      int at = java.util.Arrays.binarySearch(other.columns, 0, other.count, row.columns[cell]);
      if (at >= 0
          && CellKind.isText(other.kinds[at])
          && CellTexts.text(other, at, block.strings()).equals(text)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a row has nothing but text over values that are none, as units of measure are. */
  private boolean isUnits(int index) {
    SheetRow row = rows.get(index);
    for (int i = block.firstCell(row); i < row.count && row.columns[i] <= block.lastColumn(); i++) {
      if (block.counts(row, i)) {
        CellEvidence below = below(index, row.columns[i]);
        if (!CellKind.isText(row.kinds[i]) || below.isEmpty() || below.hasText()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether no name is there twice. */
  private boolean isPlausible(int index) throws IOException {
    SheetRow row = rows.get(index);
    Set<String> names = new HashSet<>();
    for (int i = block.firstCell(row); i < row.count; i++) {
      if (block.counts(row, i)
          && !names.add(CellTexts.text(row, i, block.strings()).strip().toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** Adds the rows above and below that merged cells make part of the header. */
  private Header withMergedRows(Header simple) {
    int first = simple.first();
    int last = simple.last();
    while (first > 0 && isGroupRow(first - 1) && adjacent(first - 1)) {
      first--;
    }
    boolean grown = true;
    while (grown && last + 1 < rows.size()) {
      grown =
          adjacent(last)
              && block.isText(rows.get(last + 1))
              && (isGroupRow(last) || isMergedDown(first, last));
      last += grown ? 1 : 0;
    }
    return new Header(first, last, simple.proven());
  }

  private boolean adjacent(int index) {
    return rows.get(index).number + 1 == rows.get(index + 1).number;
  }

  /** Whether merged cells of the row span several columns of the block, but not all of them. */
  private boolean isGroupRow(int index) {
    int number = rows.get(index).number;
    for (CellRange merge : merges) {
      if (merge.firstRow() <= number
          && merge.lastRow() >= number
          && merge.width() > 1
          && merge.firstColumn() >= block.firstColumn()
          && merge.lastColumn() <= block.lastColumn()
          && merge.width() < block.width()) {
        return true;
      }
    }
    return false;
  }

  /** Whether merged cells of the header reach below its last row. */
  private boolean isMergedDown(int first, int last) {
    int top = rows.get(first).number;
    int bottom = rows.get(last).number;
    for (CellRange merge : merges) {
      if (merge.firstRow() >= top
          && merge.firstRow() <= bottom
          && merge.lastRow() > bottom
          && merge.firstColumn() >= block.firstColumn()
          && merge.lastColumn() <= block.lastColumn()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The names of all columns; blank where none is given. Merged cells give theirs to all they span.
   */
  List<String> names(Header header) throws IOException {
    List<String> names = new ArrayList<>();
    for (int column = block.firstColumn(); column <= block.lastColumn(); column++) {
      StringBuilder name = new StringBuilder();
      String before = "";
      for (int r = header.first(); r <= header.last(); r++) {
        String part = header.last() > header.first() ? merged(r, column) : own(r, column);
        if (!part.isEmpty() && !part.equals(before)) {
          name.append(name.length() == 0 ? "" : " ").append(part);
          before = part;
        }
      }
      names.add(name.toString());
    }
    return names;
  }

  /** How many cells give the names. */
  int cells(Header header) {
    int cells = 0;
    for (int r = header.first(); r <= header.last(); r++) {
      SheetRow row = rows.get(r);
      for (int i = block.firstCell(row); i < row.count; i++) {
        cells += block.counts(row, i) && row.kinds[i] != CellKind.UNCALCULATED ? 1 : 0;
      }
    }
    return cells;
  }

  private String own(int index, int column) throws IOException {
    SheetRow row = rows.get(index);
    int at = java.util.Arrays.binarySearch(row.columns, 0, row.count, column);
    return at < 0 ? "" : CellTexts.text(row, at, block.strings()).strip();
  }

  private String merged(int index, int column) throws IOException {
    String own = own(index, column);
    if (!own.isEmpty()) {
      return own;
    }
    int number = rows.get(index).number;
    for (CellRange merge : merges) {
      if (merge.contains(number, column)) {
        for (int r = 0; r < rows.size(); r++) {
          if (rows.get(r).number == merge.firstRow()) {
            return own(r, merge.firstColumn());
          }
        }
      }
    }
    return "";
  }

  /** The merged cells of some rows, which follow one another. */
  static List<CellRange> near(List<CellRange> merges, List<SheetRow> rows) {
    if (merges.isEmpty() || rows.isEmpty()) {
      return List.of();
    }
    int from = rows.get(0).number;
    int to = rows.get(rows.size() - 1).number;
    return merges.stream().filter(m -> m.firstRow() <= to && m.lastRow() >= from).toList();
  }
}
