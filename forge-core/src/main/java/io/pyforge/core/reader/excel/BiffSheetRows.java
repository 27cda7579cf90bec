package io.pyforge.core.reader.excel;

import io.pyforge.spi.error.ForgeException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a sheet of records. They are looked at twice: first for what rows and columns are
 * hidden and whether rows come in order, then for the cells themselves.
 */
final class BiffSheetRows implements SheetRows {
  private static final int BOF_VERSION_2 = 2;

  private final BiffRecords records;
  private final int version;
  private final Charset charset;
  private final CellContext cells;
  private final BitSet hiddenRows;
  private final BitSet hiddenColumns;
  private final List<CellRange> merges;
  private final @Nullable List<SheetRow> sorted;
  private int nextSorted;
  private int depth = 1;
  private boolean ended;
  private boolean ahead;

  private BiffSheetRows(
      BiffRecords records,
      int version,
      Charset charset,
      CellContext cells,
      Survey survey,
      boolean sort)
      throws IOException {
    this.records = records;
    this.version = version;
    this.charset = charset;
    this.cells = cells;
    hiddenRows = survey.hiddenRows;
    hiddenColumns = survey.hiddenColumns;
    merges = survey.merges;
    sorted = sort ? sorted() : null;
  }

  /** Opens the sheet whose first record is at an offset. */
  static BiffSheetRows open(
      BiffSource source,
      PartName part,
      long offset,
      int version,
      Charset charset,
      CellContext cells)
      throws IOException {
    Survey survey = new Survey();
    try (BiffRecords first = new BiffRecords(part, source.open(offset))) {
      survey.look(first, version);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw ExcelFailures.corrupt(part, "has a record that is cut off", e);
    }
    BiffRecords records = new BiffRecords(part, source.open(offset));
    try {
      if (!records.next() || !isStart(records.id())) {
        throw records.corrupt("does not begin as a sheet does");
      }
      return new BiffSheetRows(records, version, charset, cells, survey, !survey.ordered);
    } catch (IOException | RuntimeException e) {
      records.close();
      throw e;
    }
  }

  private static boolean isStart(int id) {
    return id == BiffRecords.BOF
        || id == BiffRecords.BOF_4
        || id == BiffRecords.BOF_3
        || id == BiffRecords.BOF_2;
  }

  /** What is told beside the cells. */
  private static final class Survey {
    final BitSet hiddenRows = new BitSet();
    final BitSet hiddenColumns = new BitSet();
    final List<CellRange> merges = new ArrayList<>();
    boolean ordered = true;
    private int lastRow = -1;

    void look(BiffRecords records, int version) throws IOException {
      if (!records.next() || !isStart(records.id())) {
        throw records.corrupt("does not begin as a sheet does");
      }
      int depth = 1;
      while (depth > 0 && records.next()) {
        ByteBuffer content = records.content();
        int id = records.id();
        if (isStart(id)) {
          depth++;
        } else if (id == BiffRecords.EOF) {
          depth--;
        } else if (depth > 1) {
          continue; // a chart on the sheet
        } else if (id == BiffRecords.ROW && content.limit() >= 16) {
          if ((content.get(12) & 0x20) != 0) {
            hiddenRows.set(content.getShort(0) & 0xFFFF);
          }
        } else if (id == BiffRecords.COLINFO && version >= 3) {
          if ((content.getShort(8) & 1) != 0) {
            hiddenColumns.set(content.getShort(0) & 0xFF, (content.getShort(2) & 0xFF) + 1);
          }
        } else if (id == BiffRecords.MERGEDCELLS) {
          merge(content);
        } else if (isCell(id)) {
          int row = content.getShort(0) & 0xFFFF;
          ordered &= row >= lastRow;
          lastRow = row;
        }
      }
    }

    private void merge(ByteBuffer content) {
      int count = content.getShort(0) & 0xFFFF;
      for (int i = 0; i < count; i++) {
        int at = 2 + i * 8;
        merges.add(
            new CellRange(
                (content.getShort(at) & 0xFFFF) + 1,
                content.getShort(at + 4) & 0xFF,
                (content.getShort(at + 2) & 0xFFFF) + 1,
                content.getShort(at + 6) & 0xFF));
      }
    }
  }

  private static boolean isCell(int id) {
    return switch (id) {
      case BiffRecords.INTEGER_2,
          BiffRecords.NUMBER_2,
          BiffRecords.NUMBER,
          BiffRecords.LABEL_2,
          BiffRecords.LABEL,
          BiffRecords.RSTRING,
          BiffRecords.LABELSST,
          BiffRecords.RK,
          BiffRecords.MULRK,
          BiffRecords.BOOLERR_2,
          BiffRecords.BOOLERR,
          BiffRecords.FORMULA,
          BiffRecords.FORMULA_3,
          BiffRecords.FORMULA_4 ->
          true;
      default -> false;
    };
  }

  /** Rows that some software writes in any order, put in order. */
  private List<SheetRow> sorted() throws IOException {
    TreeMap<Integer, SheetRow> rows = new TreeMap<>();
    int number = 0;
    try {
      while (moveToCell()) {
        number = (records.content().getShort(0) & 0xFFFF) + 1;
        SheetRow row = rows.get(number);
        if (row == null) {
          row = new SheetRow();
          row.begin(number, hiddenRows.get(number - 1));
          rows.put(number, row);
        }
        take(row);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw cutOff(number, e);
    }
    return new ArrayList<>(rows.values());
  }

  @Override
  public boolean next(SheetRow row) throws IOException {
    try {
      return sorted == null ? nextInOrder(row) : nextSorted(row, sorted);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw cutOff(row.number, e);
    }
  }

  private ForgeException cutOff(long number, RuntimeException e) {
    return ExcelFailures.corrupt(
        records.part(), "has a record that is cut off near row " + number, e);
  }

  private boolean nextSorted(SheetRow into, List<SheetRow> rows) {
    if (nextSorted == rows.size()) {
      return false;
    }
    SheetRow from = rows.get(nextSorted++);
    into.begin(from.number, from.hidden);
    into.text.append(from.text.bytes, 0, from.text.length);
    into.repeated = from.repeated;
    into.formulas = from.formulas;
    for (int i = 0; i < from.count; i++) {
      into.add(from.columns[i], from.kinds[i], from.values[i], from.extras[i]);
    }
    return true;
  }

  private boolean nextInOrder(SheetRow row) throws IOException {
    if (!moveToCell()) {
      return false;
    }
    int number = (records.content().getShort(0) & 0xFFFF) + 1;
    row.begin(number, hiddenRows.get(number - 1));
    while (moveToCell() && (records.content().getShort(0) & 0xFFFF) + 1 == number) {
      take(row);
    }
    return row.count > 0 || nextInOrder(row);
  }

  /** Goes to the next record that holds a cell, unless it is there. */
  private boolean moveToCell() throws IOException {
    while (!ahead && !ended) {
      if (!records.next()) {
        ended = true;
      } else if (isStart(records.id())) {
        depth++;
      } else if (records.id() == BiffRecords.EOF) {
        depth--;
        ended = depth == 0;
      } else {
        ahead = depth == 1 && isCell(records.id());
      }
    }
    return ahead;
  }

  private void take(SheetRow row) throws IOException {
    ahead = false;
    ByteBuffer content = records.content();
    int column = content.getShort(2) & 0xFFFF;
    boolean old = version == BOF_VERSION_2;
    int style = old ? content.get(4) & 0x3F : content.getShort(4) & 0xFFFF;
    int value = old ? 7 : 6;
    if (column >= CellRange.MAX_COLUMNS) {
      throw ExcelFailures.tooManyColumns(records.part(), row.number);
    }
    switch (records.id()) {
      case BiffRecords.INTEGER_2 -> number(row, column, style, content.getShort(value) & 0xFFFF);
      case BiffRecords.NUMBER_2, BiffRecords.NUMBER ->
          number(row, column, style, content.getDouble(value));
      case BiffRecords.RK ->
          number(row, column, style, NumericCells.ofCompact(content.getInt(value)));
      case BiffRecords.MULRK -> {
        int count = (content.limit() - 6) / 6;
        for (int i = 0; i < count; i++) {
          int at = 4 + i * 6;
          number(
              row,
              column + i,
              content.getShort(at) & 0xFFFF,
              NumericCells.ofCompact(content.getInt(at + 2)));
        }
      }
      case BiffRecords.LABELSST -> shared(row, column, content.getInt(value) & 0xFFFFFFFFL);
      case BiffRecords.LABEL_2, BiffRecords.LABEL, BiffRecords.RSTRING ->
          text(row, column, label(content, value));
      case BiffRecords.BOOLERR_2, BiffRecords.BOOLERR ->
          boolOrError(row, column, content.get(value) & 0xFF, content.get(value + 1) != 0);
      default -> formula(row, column, style, content, value);
    }
  }

  private String label(ByteBuffer content, int at) throws IOException {
    if (version == BOF_VERSION_2) {
      int length = content.get(at) & 0xFF;
      return new BiffText(List.of(content.array()), at + 1).bytes(length, charset);
    }
    int length = content.getShort(at) & 0xFFFF;
    BiffText text = new BiffText(List.of(content.array()), at + 2);
    return version < BiffWorkbook.EXCEL_97 ? text.bytes(length, charset) : text.unicode(length);
  }

  private void number(SheetRow row, int column, int style, double value) {
    cells.numbers().add(row, column, cells.format(style), value);
  }

  private void shared(SheetRow row, int column, long index) throws IOException {
    SharedStrings strings = cells.strings();
    if (index >= strings.count()) {
      throw records.corrupt("refers to text " + index + " of " + strings.count());
    }
    boolean empty = strings.isEmpty((int) index);
    row.add(column, empty ? CellKind.EMPTY : CellKind.SHARED, empty ? 0 : index, 0);
  }

  private static void text(SheetRow row, int column, String text) {
    if (text.isEmpty()) {
      row.add(column, CellKind.EMPTY, 0, 0);
      return;
    }
    int start = row.text.length;
    row.text.append(text);
    row.addText(column, CellKind.TEXT, start);
  }

  private static void boolOrError(SheetRow row, int column, int value, boolean error) {
    if (!error) {
      row.add(column, CellKind.BOOLEAN, value != 0 ? 1 : 0, 0);
      return;
    }
    ErrorCode.add(row, column, value);
  }

  private void formula(SheetRow row, int column, int style, ByteBuffer content, int at)
      throws IOException {
    row.formulas++;
    if (content.getShort(at + 6) != -1) {
      number(row, column, style, content.getDouble(at));
      return;
    }
    int result = content.get(at + 2) & 0xFF;
    switch (content.get(at)) {
      case 0 -> text(row, column, formulaText());
      case 1 -> boolOrError(row, column, result, false);
      case 2 -> boolOrError(row, column, result, true);
      default -> row.add(column, CellKind.EMPTY, 0, 0);
    }
  }

  /** The text that a formula gave: the record after it, perhaps behind others of the formula. */
  private String formulaText() throws IOException {
    while (records.next()) {
      int id = records.id();
      if (id == BiffRecords.STRING || id == BiffRecords.STRING_2) {
        ByteBuffer content = records.content();
        if (id == BiffRecords.STRING_2) {
          int length = content.get(0) & 0xFF;
          return new BiffText(List.of(content.array()), 1).bytes(length, charset);
        }
        int length = content.getShort(0) & 0xFFFF;
        BiffText text = new BiffText(records.continued(), 2);
        return version < BiffWorkbook.EXCEL_97 ? text.bytes(length, charset) : text.unicode(length);
      }
      if (isCell(id) || id == BiffRecords.EOF || isStart(id)) {
        ahead = isCell(id);
        ended = id == BiffRecords.EOF && --depth == 0;
        return "";
      }
    }
    ended = true;
    return "";
  }

  @Override
  public BitSet hiddenColumns() {
    return hiddenColumns;
  }

  @Override
  public List<CellRange> merges() {
    return merges;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
