package io.pyforge.core.reader.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One table of aligned lines: which part is in which cell, and which lines make a row. */
final class StreamTable {
  /** Below this many font sizes a part does not reach into a column. */
  private static final float REACH = 0.35f;

  /** Lines above the first numbers that may be a heading. */
  private static final int MAX_HEADER_LINES = 8;

  /** A heading line stands at most this many font sizes above what it is over. */
  private static final float HEADER_PITCH = 2.2f;

  /** Part of a table's width that a line has that separates rows. */
  private static final float RULE_WIDTH = 0.6f;

  /** Font sizes by which texts of a column may be off. */
  private static final float ALIGNED = 0.8f;

  /** Font sizes between words, with a blank drawn there, that may separate columns. */
  private static final float CLEAR_GAP = 0.5f;

  /** A line this many font sizes below the last row still ends it. */
  private static final float BELOW_LAST = 1.5f;

  /** Part of a table's width that a line has that is drawn through all of it. */
  private static final float FULL_RULE = 0.85f;

  /** Font sizes between baselines beyond which a line is no part of the header below. */
  private static final float CAPTION_PITCH = 1.75f;

  /** A part of a line and the columns it is in. */
  private record Placed(int column, int lastColumn, TextLine part) {
    boolean spans() {
      return lastColumn > column;
    }
  }

  private final List<AlignedLine> lines;
  private final ColumnSet columns;
  private final List<Ruling> rules;
  private final List<List<Placed>> placed = new ArrayList<>();

  StreamTable(
      List<AlignedLine> lines,
      List<AlignedLine> above,
      List<AlignedLine> below,
      ColumnSet columns,
      RulingSet rulings) {
    this.columns = columns;
    float left = columns.edge(0);
    float right = columns.edge(columns.count());
    rules =
        rulings.horizontals().stream()
            .filter(rule -> Box.shared(rule.from(), rule.to(), left, right) > 0)
            .toList();
    this.lines = new ArrayList<>(headings(above, lines.get(0)));
    this.lines.addAll(lines);
    this.lines.addAll(restOfCells(below));
  }

  /** The lines below that go on with the cells of the last row, which a drawn line ends. */
  private List<AlignedLine> restOfCells(List<AlignedLine> below) {
    float end = 0;
    for (Ruling rule : rules) {
      if (rule.length() >= RULE_WIDTH * width()) {
        end = Math.max(end, rule.at());
      }
    }
    List<AlignedLine> rest = new ArrayList<>();
    for (AlignedLine line : below) {
      TextLine text = line.line();
      if (text.box().middleY() > end
          || columns.touched(text.box(), REACH * text.size()).length != 1) {
        break;
      }
      rest.add(line);
    }
    return rest;
  }

  /** The lines right above that stand over columns other than the first. */
  private List<AlignedLine> headings(List<AlignedLine> above, AlignedLine first) {
    List<AlignedLine> headings = new ArrayList<>();
    AlignedLine next = first;
    for (int i = above.size() - 1; i >= 0; i--) {
      AlignedLine line = above.get(i);
      boolean over =
          line.line().box().left() > columns.to()[0]
              && line.line().box().right() < columns.edge(columns.count()) + line.line().size();
      boolean near =
          next.line().baseline() - line.line().baseline() < HEADER_PITCH * line.line().size();
      if (!over || !near) {
        break;
      }
      headings.add(0, line);
      next = line;
    }
    return headings;
  }

  Optional<GridTable> build() {
    for (int i = 0; i < lines.size(); i++) {
      placed.add(place(i));
    }
    if (!TableLikeness.holds(texts(), columns, lines, ruleCount())) {
      return Optional.empty();
    }
    int header = headerLines();
    int captions = captionLines(header);
    lines.subList(0, captions).clear();
    placed.subList(0, captions).clear();
    header -= captions;
    TableDraft draft = new TableDraft(0, columns.edges());
    int[] rowOf = new int[lines.size()];
    int rows = header(header, draft, rowOf);
    rows = body(header, rows, rowOf);
    TableDraft table = new TableDraft(rows, columns.edges());
    draft.cells().forEach(table::add);
    TableDraft.Cell[][] fields = new TableDraft.Cell[rows][columns.count()];
    for (int i = header; i < lines.size(); i++) {
      for (Placed one : placed.get(i)) {
        TableDraft.Cell cell = fields[rowOf[i]][one.column];
        if (cell == null) {
          cell =
              new TableDraft.Cell(
                  rowOf[i], one.column, rowOf[i], one.lastColumn, new ArrayList<>());
          fields[rowOf[i]][one.column] = cell;
        }
        cell.words.addAll(one.part.words());
        cell.lastColumn = Math.max(cell.lastColumn, one.lastColumn);
      }
    }
    for (TableDraft.Cell[] row : fields) {
      for (TableDraft.Cell cell : row) {
        if (cell != null) {
          table.add(cell);
        }
      }
    }
    table.dropBlank();
    if (table.rows() < 2 || table.columns() < 2 || table.cells().size() < 4) {
      return Optional.empty();
    }
    return Optional.of(table.finish());
  }

  /** The text of each field, by line; null where there is none. */
  private List<String[]> texts() {
    List<String[]> texts = new ArrayList<>();
    for (List<Placed> line : placed) {
      String[] row = new String[columns.count()];
      Arrays.fill(row, "");
      for (Placed one : line) {
        row[one.column] =
            row[one.column].isEmpty() ? one.part.text() : row[one.column] + " " + one.part.text();
      }
      texts.add(row);
    }
    return texts;
  }

  private List<Placed> place(int index) {
    List<Placed> result = new ArrayList<>();
    for (TextLine part : lines.get(index).parts()) {
      int[] touched = columns.touched(part.box(), REACH * part.size());
      if (touched.length <= 1) {
        int column = touched.length == 1 ? touched[0] : columns.at(part.box().middleX());
        result.add(new Placed(column, column, part));
      } else {
        result.addAll(divided(index, part, touched));
      }
    }
    return result;
  }

  /** A part over several columns: its words one by one where they fit, else a cell that spans. */
  private List<Placed> divided(int index, TextLine part, int[] touched) {
    List<Placed> result = new ArrayList<>();
    List<Word> group = new ArrayList<>();
    int column = -1;
    boolean fits = true;
    boolean apart = true;
    Word before = null;
    for (Word word : part.words()) {
      int next = columns.at(word.box().middleX());
      if (next != column && !group.isEmpty() && before != null) {
        float gap = word.box().left() - before.box().right();
        apart &= !before.blankAfter() || gap > CLEAR_GAP * word.size();
        result.add(new Placed(column, column, TextLine.of(group)));
        group = new ArrayList<>();
      }
      column = next;
      float slack = 0.4f * word.size();
      fits &= word.box().left() >= columns.edge(next) - slack || next == 0;
      fits &= word.box().right() <= columns.edge(next + 1) + slack || next == columns.count() - 1;
      group.add(word);
      before = word;
    }
    if (!group.isEmpty()) {
      result.add(new Placed(column, column, TextLine.of(group)));
    }
    boolean all = result.size() >= touched.length;
    if (all && (apart || fits && result.stream().allMatch(this::isAligned))) {
      return result;
    }
    return List.of(new Placed(touched[0], touched[touched.length - 1], part));
  }

  /** Whether words stand over or in a column as its other texts do, by one side or the middle. */
  private boolean isAligned(Placed one) {
    Box box = one.part.box();
    float from = columns.from()[one.column];
    float to = columns.to()[one.column];
    float off =
        Math.min(
            Math.abs(box.middleX() - (from + to) / 2),
            Math.min(Math.abs(box.left() - from), Math.abs(box.right() - to)));
    return off <= ALIGNED * one.part.size();
  }

  private long ruleCount() {
    float top = lines.get(0).line().box().top();
    float bottom = lines.get(lines.size() - 1).line().box().bottom();
    float size = lines.get(0).line().size();
    return rules.stream()
        .filter(rule -> rule.at() > top - 2 * size && rule.at() < bottom + 2 * size)
        .filter(rule -> rule.length() >= RULE_WIDTH * width())
        .count();
  }

  private float width() {
    return columns.edge(columns.count()) - columns.edge(0);
  }

  /** How many lines at the top hold no values: those before the first line of mostly numbers. */
  private int headerLines() {
    int ruled = linesAboveRule();
    if (ruled > 0) {
      return ruled;
    }
    int first = -1;
    for (int i = 0; i < lines.size() && i <= MAX_HEADER_LINES; i++) {
      int values = 0;
      int others = 0;
      for (Placed one : placed.get(i)) {
        if (one.column == 0 && !one.spans()) {
          continue;
        }
        if (!one.spans() && CellKind.of(one.part.text()) != CellKind.TEXT) {
          values++;
        } else {
          others++;
        }
      }
      if (values > others) {
        first = i;
        break;
      }
    }
    if (first <= 0) {
      return 0;
    }
    // Headings of groups of rows stand between the header and the first values.
    while (first > 1 && isGroupHeading(first - 1)) {
      first--;
    }
    return first;
  }

  /**
   * The number of lines above the first line that is drawn through the table below its top, when
   * there are but one or two such: it ends the header. 0 when there are none, or many.
   */
  private int linesAboveRule() {
    float top = lines.get(0).line().middleY();
    float bottom = lines.get(lines.size() - 1).line().middleY();
    List<Float> within = new ArrayList<>();
    for (Ruling rule : rules) {
      if (rule.at() > top
          && rule.at() < bottom
          && Box.shared(rule.from(), rule.to(), columns.edge(0), columns.edge(columns.count()))
              >= FULL_RULE * width()) {
        within.add(rule.at());
      }
    }
    within.sort(Float::compare);
    for (int i = 0; i < within.size() && within.size() <= 3; i++) {
      int count = 0;
      int several = 0;
      while (lines.get(count).line().middleY() < within.get(i)) {
        boolean title = LatticeFinder.TITLE.matcher(lines.get(count).line().text()).matches();
        several += placed.get(count).size() > 1 && !title ? 1 : 0;
        count++;
      }
      if (several > 0 && count <= MAX_HEADER_LINES && lines.size() - count >= 2) {
        return count;
      }
    }
    return 0;
  }

  /**
   * How many of the header's lines are none, because they stand above the first line drawn through
   * the whole table, or further off than lines of a heading do, or name the table.
   */
  private int captionLines(int header) {
    float full = FULL_RULE * width();
    int captions = 0;
    float first = Float.MAX_VALUE;
    for (Ruling rule : rules) {
      if (Box.shared(rule.from(), rule.to(), columns.edge(0), columns.edge(columns.count())) >= full
          && rule.at() > lines.get(0).line().box().top()
          && rule.at() < lines.get(Math.max(0, header - 1)).line().box().top()) {
        first = Math.min(first, rule.at());
      }
    }
    for (int i = 0; i < header; i++) {
      TextLine line = lines.get(i).line();
      boolean last = i == header - 1;
      float below = lines.get(i + 1).line().baseline() - line.baseline();
      boolean off =
          !last && below > CAPTION_PITCH * Math.min(line.size(), lines.get(i + 1).line().size());
      boolean above = !last && first != Float.MAX_VALUE && line.middleY() < first;
      if (off || above || LatticeFinder.TITLE.matcher(line.text()).matches()) {
        captions = i + 1;
      }
    }
    return captions;
  }

  private boolean isGroupHeading(int index) {
    List<Placed> line = placed.get(index);
    float below = lines.get(index + 1).line().baseline() - lines.get(index).line().baseline();
    float above = lines.get(index).line().baseline() - lines.get(index - 1).line().baseline();
    return line.size() == 1 && line.get(0).column == 0 && above > 1.2f * below;
  }

  /**
   * Lays out the header: a line with cells over several columns makes a row of its own, and what
   * stands below them another; columns without such cells have one cell through all header rows.
   *
   * @return the number of rows it takes
   */
  private int header(int count, TableDraft draft, int[] rowOf) {
    if (count == 0) {
      return 0;
    }
    List<Placed> spans = new ArrayList<>();
    List<Integer> spanLevels = new ArrayList<>();
    int[] level = new int[count];
    int levels = 1;
    boolean[] covered = new boolean[columns.count()];
    for (int i = 0; i < count; i++) {
      level[i] = levels - 1;
      boolean any = false;
      for (Placed one : placed.get(i)) {
        Placed span = widened(one, i, count);
        if (span.spans()) {
          spans.add(span);
          spanLevels.add(level[i]);
          any = true;
          Arrays.fill(covered, span.column, span.lastColumn + 1, true);
        }
      }
      if (any && i < count - 1) {
        levels++;
      }
    }
    for (int i = 0; i < spans.size(); i++) {
      Placed span = spans.get(i);
      int row = spanLevels.get(i);
      draft.add(
          new TableDraft.Cell(
              row, span.column, row, span.lastColumn, new ArrayList<>(span.part.words())));
    }
    for (int column = 0; column < columns.count(); column++) {
      List<List<Word>> byLevel = new ArrayList<>();
      for (int i = 0; i < levels; i++) {
        byLevel.add(new ArrayList<>());
      }
      for (int i = 0; i < count; i++) {
        for (Placed one : placed.get(i)) {
          boolean isSpan = spans.stream().anyMatch(span -> span.part == one.part);
          if (!isSpan && one.column == column) {
            byLevel.get(covered[column] ? level[i] : 0).addAll(one.part.words());
          }
        }
      }
      for (int i = 0; i < levels; i++) {
        draft.add(
            new TableDraft.Cell(
                i, column, covered[column] ? i : levels - 1, column, byLevel.get(i)));
      }
    }
    Arrays.fill(rowOf, 0, count, 0);
    return levels;
  }

  /**
   * A heading together with all columns it is over: those of a line drawn below it, else those it
   * stands in the middle of.
   */
  private Placed widened(Placed one, int index, int header) {
    Box box = one.part.box();
    for (Ruling rule : rules) {
      float below = rule.at() - one.part.baseline();
      if (below > -1
          && below < 0.9f * one.part.size()
          && rule.from() <= box.left() + one.part.size()
          && rule.to() >= box.right() - one.part.size()
          && rule.length() < FULL_RULE * width()
          && Math.abs((rule.from() + rule.to()) / 2 - box.middleX())
              <= Math.max(one.part.size(), 0.1f * rule.length())) {
        int[] over =
            columns.touched(new Box(rule.from(), 0, rule.to(), 0), REACH * one.part.size());
        if (over.length > 1) {
          return new Placed(over[0], over[over.length - 1], one.part);
        }
      }
    }
    if (!one.spans() && (isAligned(one) || index == header - 1)) {
      return one;
    }
    int from = one.column;
    int to = one.lastColumn;
    float best = Math.abs((columns.from()[from] + columns.to()[to]) / 2 - box.middleX());
    int bestFrom = from;
    int bestTo = to;
    for (int first = from; first >= 1 && free(one, first, index); first--) {
      for (int last = to; last < columns.count() && free(one, last, index); last++) {
        if (!one.spans() && !isBelow(first, last, index, header)) {
          continue;
        }
        float off = Math.abs((columns.from()[first] + columns.to()[last]) / 2 - box.middleX());
        if (off < best - 0.5f) {
          best = off;
          bestFrom = first;
          bestTo = last;
        }
      }
    }
    return new Placed(bestFrom, bestTo, one.part);
  }

  /** Whether each of some columns has a heading of its own below a line. */
  private boolean isBelow(int first, int last, int index, int header) {
    for (int column = first; column <= last; column++) {
      boolean any = false;
      for (int i = index + 1; i < header && !any; i++) {
        for (Placed other : placed.get(i)) {
          any |= other.column <= column && other.lastColumn >= column;
        }
      }
      if (!any) {
        return false;
      }
    }
    return true;
  }

  private boolean free(Placed one, int column, int index) {
    for (Placed other : placed.get(index)) {
      if (other.part != one.part && other.column <= column && other.lastColumn >= column) {
        return false;
      }
    }
    return true;
  }

  /** Numbers the rows of the lines below the header; returns how many rows there are in all. */
  private int body(int header, int headerRows, int[] rowOf) {
    float[] bands = bands(header);
    int row = headerRows - 1;
    int lastBand = -1;
    for (int i = header; i < lines.size(); i++) {
      boolean next;
      if (bands.length > 0) {
        int band = 0;
        while (band < bands.length && lines.get(i).middleY() > bands[band]) {
          band++;
        }
        next = band != lastBand || i == header;
        lastBand = band;
      } else {
        next = i == header || !continues(i, header);
      }
      row += next ? 1 : 0;
      rowOf[i] = row;
    }
    return row + 1;
  }

  /** The y of the lines that separate rows, when they separate all of them; else none. */
  private float[] bands(int header) {
    float top = lines.get(header).line().box().top();
    TextLine last = lines.get(lines.size() - 1).line();
    float bottom = last.box().bottom() + BELOW_LAST * last.size();
    List<Float> ys = new ArrayList<>();
    for (Ruling rule : rules) {
      if (rule.at() > top
          && rule.at() < bottom
          && Box.shared(rule.from(), rule.to(), columns.edge(0), columns.edge(columns.count()))
              >= RULE_WIDTH * width()) {
        ys.add(rule.at());
      }
    }
    ys.sort(Float::compare);
    int lineCount = lines.size() - header;
    if (ys.size() < 2 || ys.size() < lineCount / 4) {
      return new float[0];
    }
    float[] bands = new float[ys.size()];
    for (int i = 0; i < bands.length; i++) {
      bands[i] = ys.get(i);
    }
    // A band with a first column filled more than once holds several rows.
    int[] starts = new int[bands.length + 1];
    for (int i = header; i < lines.size(); i++) {
      int band = 0;
      while (band < bands.length && lines.get(i).middleY() > bands[band]) {
        band++;
      }
      boolean full = placed.get(i).size() > columns.count() / 2;
      starts[band] += full ? 1 : 0;
    }
    int crowded = 0;
    for (int count : starts) {
      crowded += count > 1 ? 1 : 0;
    }
    return crowded > starts.length / 3 ? new float[0] : bands;
  }

  /** Whether a line of the first column only goes on with the name that the line before has. */
  private static boolean isRestOfName(List<Placed> line, List<Placed> before) {
    if (line.size() != 1 || before.size() != 1 || line.get(0).column + before.get(0).column > 0) {
      return false;
    }
    TextLine part = line.get(0).part;
    return Character.isLowerCase(part.text().codePointAt(0))
        && part.baseline() - before.get(0).part.baseline() <= 1.5f * part.size();
  }

  /** Whether a line goes on with the cells of the line before. */
  private boolean continues(int index, int header) {
    List<Placed> line = placed.get(index);
    List<Placed> before = placed.get(index - 1);
    if (isRestOfName(line, before)) {
      return true;
    }
    if (line.stream().anyMatch(one -> one.column == 0) || line.size() > columns.count() / 2) {
      return false;
    }
    boolean allBelow =
        line.stream()
            .allMatch(
                one ->
                    CellKind.of(one.part.text()) == CellKind.TEXT
                        && before.stream().anyMatch(other -> other.column == one.column));
    float pitch = lines.get(index).line().baseline() - lines.get(index - 1).line().baseline();
    return allBelow && pitch <= 1.5f * lines.get(index).line().size();
  }
}
