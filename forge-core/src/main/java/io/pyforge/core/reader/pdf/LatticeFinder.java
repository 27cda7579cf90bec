package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds tables by the lines between their cells. */
final class LatticeFinder {
  /** Part of the cells of a table that must hold text; drawings and forms have less. */
  private static final float MIN_FILLED = 0.25f;

  /** Of cells told by filled areas, which are often decoration. */
  private static final float MIN_FILLED_AREAS = 0.5f;

  /** Rows that must have text beside the lines for that text to be a column. */
  private static final float ROWS_BESIDE = 0.6f;

  /** Font sizes between the lines and the text of a column beside them. */
  private static final float BESIDE_GAP = 12f;

  /** Part of the rows that must begin with cells side by side. */
  private static final float MIN_ROWS_OF_SEVERAL = 0.4f;

  /** Part of the columns that a line beyond the drawn lines must have text in. */
  private static final float MIN_COLUMNS_BEYOND = 0.5f;

  /** Font sizes between rows beyond the drawn lines, and from these to a header above them. */
  private static final float NEAR_PITCH = 3f;

  private static final float HEADER_PITCH = 1.6f;
  private static final int MAX_HEADER_LINES = 5;

  /** Words of a last row over all columns that make it a note. */
  private static final int NOTE_WORDS = 8;

  private static final Pattern NOTE = Pattern.compile("(?i)(notes?|source|sources|\\*+).*");
  static final Pattern TITLE =
      Pattern.compile("(?is)(table|exhibit|figure|chart|tableau|tabelle|tabla|tabella)\\W.*\\d.*");

  /** What was found, and the words that belong to it. */
  record Found(GridTable table, Set<Word> words) {}

  private final List<TextLine> lines;
  private final float minFilled;

  private LatticeFinder(List<TextLine> lines, float minFilled) {
    this.lines = lines;
    this.minFilled = minFilled;
  }

  /** The tables drawn with lines. */
  static List<Found> byLines(List<TextLine> lines, List<Ruling> rulings) {
    return new LatticeFinder(lines, MIN_FILLED).find(rulings);
  }

  /** The tables whose cells are filled areas, or partly so. */
  static List<Found> byAreas(List<TextLine> lines, List<Ruling> rulings) {
    return new LatticeFinder(lines, MIN_FILLED_AREAS).find(rulings);
  }

  private List<Found> find(List<Ruling> rulings) {
    List<Found> found = new ArrayList<>();
    Set<Word> taken = new HashSet<>();
    List<RulingSet> groups = new ArrayList<>(RulingSet.of(rulings).connected());
    // Smaller ones first: a frame round several tables is none itself.
    groups.removeIf(group -> group.horizontals().size() < 2 || group.verticals().isEmpty());
    groups.sort(
        Comparator.comparingDouble(group -> (double) group.box().width() * group.box().height()));
    for (RulingSet group : groups) {
      Optional<LatticeTable> lattice = LatticeTable.of(group);
      if (lattice.isEmpty()) {
        continue;
      }
      Optional<Found> table = table(lattice.get(), taken);
      table.ifPresent(
          one -> {
            found.add(one);
            taken.addAll(one.words());
          });
    }
    found.sort(Comparator.comparingDouble(one -> one.table().box().top()));
    return found;
  }

  private Optional<Found> table(LatticeTable lattice, Set<Word> taken) {
    List<Word> words = new ArrayList<>();
    for (TextLine line : lines) {
      for (Word word : line.words()) {
        if (!taken.contains(word) && lattice.field(word).isPresent()) {
          words.add(word);
        }
      }
    }
    List<List<Word>> byCell = lattice.fill(words);
    TableDraft draft = new TableDraft(lattice.rows(), lattice.xs());
    int filled = 0;
    int cells = 0;
    boolean[] seen = new boolean[lattice.cellCount()];
    for (int row = 0; row < lattice.rows(); row++) {
      for (int column = 0; column < lattice.columns(); column++) {
        int number = lattice.cell(row, column);
        if (seen[number]) {
          continue;
        }
        seen[number] = true;
        int lastRow = row;
        while (lastRow + 1 < lattice.rows() && lattice.cell(lastRow + 1, column) == number) {
          lastRow++;
        }
        int lastColumn = column;
        while (lastColumn + 1 < lattice.columns() && lattice.cell(row, lastColumn + 1) == number) {
          lastColumn++;
        }
        boolean wide = lattice.xs()[lastColumn + 1] - lattice.xs()[column] > 2 * RulingSet.SNAP;
        cells += wide ? 1 : 0;
        filled += byCell.get(number).isEmpty() ? 0 : 1;
        draft.add(new TableDraft.Cell(row, column, lastRow, lastColumn, byCell.get(number)));
      }
    }
    if (filled < 3 || filled < minFilled * cells) {
      return Optional.empty();
    }
    RowSplit.tallCells(draft, lattice.ys());
    RowSplit.wideCells(draft);
    if (!hasRows(draft)) {
      return Optional.empty();
    }
    RowSplit.bandsOfNumbers(draft);
    trim(draft);
    addBeside(draft, lattice, taken);
    addBelow(draft, lattice, taken);
    addAbove(draft, lattice, taken);
    draft.dropBlank();
    if (draft.rows() < 2 || draft.columns() < 2 || draft.cells().size() < 3) {
      return Optional.empty();
    }
    Set<Word> used = new HashSet<>();
    draft.cells().forEach(cell -> used.addAll(cell.words));
    return Optional.of(new Found(draft.finish(), used));
  }

  /** Bars and boxes of drawings rarely stand side by side in rows. */
  private static boolean hasRows(TableDraft draft) {
    int[] begin = new int[draft.rows()];
    draft.cells().forEach(cell -> begin[cell.row]++);
    int used = 0;
    int several = 0;
    for (int count : begin) {
      used += count > 0 ? 1 : 0;
      several += count > 1 ? 1 : 0;
    }
    return several >= MIN_ROWS_OF_SEVERAL * used;
  }

  /** The lines below may only be those of a header, with rows of text under it. */
  private void addBelow(TableDraft draft, LatticeTable lattice, Set<Word> taken) {
    float baseline = lattice.box().bottom();
    for (TextLine line : lines) {
      if (line.box().middleY() <= lattice.box().bottom()) {
        continue;
      }
      List<TextLine> parts = parts(line, draft, lattice.box(), taken);
      boolean near = line.baseline() - baseline <= NEAR_PITCH * line.size();
      if (parts.isEmpty() || !near) {
        break;
      }
      addRow(draft, draft.rows(), parts);
      baseline = line.baseline();
    }
  }

  /** Likewise a header may stand above the lines, right over its columns. */
  private void addAbove(TableDraft draft, LatticeTable lattice, Set<Word> taken) {
    float top = lattice.box().top();
    List<TextLine> header = new ArrayList<>();
    for (int i = lines.size() - 1; i >= 0 && header.size() < MAX_HEADER_LINES; i--) {
      TextLine line = lines.get(i);
      if (line.box().middleY() >= lattice.box().top()) {
        continue;
      }
      List<TextLine> parts = parts(line, draft, lattice.box(), taken);
      if (parts.isEmpty() || top - line.baseline() > HEADER_PITCH * line.size()) {
        break;
      }
      header.addAll(0, parts);
      top = line.baseline();
    }
    if (!header.isEmpty()) {
      draft.addRowsAbove(1);
      addRow(draft, 0, header);
    }
  }

  private static void addRow(TableDraft draft, int row, List<TextLine> parts) {
    if (row == draft.rows()) {
      draft.addRowsBelow(1);
    }
    for (int column = 0; column < draft.columns(); column++) {
      List<Word> words = new ArrayList<>();
      for (TextLine part : parts) {
        if (RowSplit.column(draft.edges(), part) == column) {
          words.addAll(part.words());
        }
      }
      draft.add(new TableDraft.Cell(row, column, row, column, words));
    }
  }

  /** The parts of a line, if each stands in a column of its own and most columns have one. */
  private static List<TextLine> parts(TextLine line, TableDraft draft, Box box, Set<Word> taken) {
    List<TextLine> parts = line.parts(StreamFinder.PART_GAP);
    parts.removeIf(part -> part.box().right() < box.left() || part.box().left() > box.right());
    Set<Integer> columns = new HashSet<>();
    for (TextLine part : parts) {
      int column = RowSplit.column(draft.edges(), part);
      if (column < 0 || !columns.add(column) || part.words().stream().anyMatch(taken::contains)) {
        return List.of();
      }
    }
    return columns.size() >= Math.max(2, MIN_COLUMNS_BEYOND * draft.columns()) ? parts : List.of();
  }

  /**
   * Takes off rows of one cell at the ends: a title within the frame, notes below. Where such rows
   * stand between others too, they are headings that belong to the table, as is a single short line
   * at the top.
   */
  private static void trim(TableDraft draft) {
    boolean[] single = new boolean[draft.rows()];
    boolean[] blank = new boolean[draft.rows()];
    for (int row = 0; row < draft.rows(); row++) {
      List<TableDraft.Cell> cells = draft.row(row);
      blank[row] = cells.isEmpty();
      single[row] =
          cells.size() == 1
              && cells.get(0).column == 0
              && cells.get(0).lastColumn == draft.columns() - 1;
    }
    int first = 0;
    while (first < draft.rows() && (blank[first] || single[first] && isTitle(draft.row(first)))) {
      first++;
    }
    int last = draft.rows() - 1;
    while (last > first && (blank[last] || single[last] && isNote(draft.row(last)))) {
      last--;
    }
    for (int row = first + 1; row < last; row++) {
      if (single[row]) {
        return;
      }
    }
    boolean[] kept = new boolean[draft.rows()];
    for (int row = first; row <= last; row++) {
      kept[row] = true;
    }
    draft.dropRows(kept);
  }

  private static boolean isTitle(List<TableDraft.Cell> row) {
    List<TextLine> lines = LineBuilder.linesOf(row.get(0).words);
    return lines.size() > 1 || TITLE.matcher(lines.get(0).text()).matches();
  }

  private static boolean isNote(List<TableDraft.Cell> row) {
    return row.get(0).words.size() >= NOTE_WORDS
        || NOTE.matcher(row.get(0).words.get(0).text()).matches();
  }

  /** A table may have lines between its numbers only, with the names of the rows beside them. */
  private void addBeside(TableDraft draft, LatticeTable lattice, Set<Word> taken) {
    List<List<Word>> left = new ArrayList<>();
    List<List<Word>> right = new ArrayList<>();
    float[] ys = lattice.ys();
    int rowsLeft = 0;
    int rowsRight = 0;
    int rows = 0;
    if (draft.rows() != lattice.rows()) {
      return; // trimmed rows have the title of a frame, which encloses all there is
    }
    Box box = lattice.box();
    for (int row = 0; row < lattice.rows(); row++) {
      List<Word> before = new ArrayList<>();
      List<Word> after = new ArrayList<>();
      for (TextLine line : lines) {
        for (TextLine part : line.parts(3f)) {
          float middle = part.baseline() - 0.3f * part.size();
          boolean free = part.words().stream().noneMatch(taken::contains);
          if (!free || middle < ys[row] || middle >= ys[row + 1]) {
            continue;
          }
          float size = part.size();
          if (part.box().right() <= box.left() + size
              && part.box().middleX() < box.left()
              && part.box().right() > box.left() - BESIDE_GAP * size) {
            before.addAll(part.words());
          } else if (part.box().left() >= box.right() - size
              && part.box().middleX() > box.right()
              && part.box().left() < box.right() + BESIDE_GAP * size) {
            after.addAll(part.words());
          }
        }
      }
      left.add(before);
      right.add(after);
      if (!draft.row(row).isEmpty()) {
        rows++;
        rowsLeft += before.isEmpty() ? 0 : 1;
        rowsRight += after.isEmpty() ? 0 : 1;
      }
    }
    if (rowsRight >= 3 && rowsRight >= ROWS_BESIDE * rows) {
      float edge = 0;
      int column = draft.columns();
      for (int row = 0; row < right.size(); row++) {
        for (Word word : right.get(row)) {
          edge = Math.max(edge, word.box().right());
        }
        draft.add(new TableDraft.Cell(row, column, row, column, right.get(row)));
      }
      draft.addColumnRight(edge);
    }
    if (rowsLeft >= 3 && rowsLeft >= ROWS_BESIDE * rows) {
      float edge = Float.MAX_VALUE;
      for (List<Word> words : left) {
        for (Word word : words) {
          edge = Math.min(edge, word.box().left());
        }
      }
      draft.addColumnLeft(edge);
      for (int row = 0; row < left.size(); row++) {
        draft.add(new TableDraft.Cell(row, 0, row, 0, left.get(row)));
      }
    }
  }
}
