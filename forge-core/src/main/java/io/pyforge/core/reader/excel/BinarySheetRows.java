package io.pyforge.core.reader.excel;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Streams the cells of a sheet of an .xlsb workbook ([MS-XLSB] 2.1.7.62). */
final class BinarySheetRows implements SheetRows {
  private static final int ROW_FLAGS = 11;
  private static final int HIDDEN_ROW = 0x10;

  /** Cells without a column of their own follow the one before; LibreOffice knows them too. */
  private static final int FIRST_FOLLOWING = 12;

  private static final int LAST_FOLLOWING = 18;
  private static final int FOLLOWING_RICH_TEXT = 61;
  private static final int MAX_MERGES = 200_000;

  private final BinaryRecords records;
  private final CellContext cells;
  private final BitSet hiddenColumns = new BitSet();
  private final List<CellRange> merges = new ArrayList<>();
  private boolean atRow;
  private boolean ended;
  private int column;

  BinarySheetRows(BinaryRecords records, CellContext cells) {
    this.records = records;
    this.cells = cells;
  }

  @Override
  public boolean next(SheetRow row) throws IOException {
    try {
      while (moveToRow()) {
        ByteBuffer content = records.content();
        boolean hidden = (content.get(ROW_FLAGS) & HIDDEN_ROW) != 0;
        int number = content.getInt(0) + 1;
        if (number < 1 || number > CellRange.MAX_ROWS) {
          throw records.cutOff(null);
        }
        row.begin(number, hidden);
        column = -1;
        readCells(row);
        if (row.count > 0) {
          return true;
        }
      }
      return false;
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw records.cutOff(e);
    }
  }

  private boolean moveToRow() throws IOException {
    while (!atRow && !ended) {
      if (!records.next()) {
        ended = true;
        break;
      }
      ByteBuffer content = records.content();
      switch (records.id()) {
        case BinaryRecords.ROW -> atRow = true;
        case BinaryRecords.COLUMNS -> {
          int last = Math.min(content.getInt(4), CellRange.MAX_COLUMNS - 1);
          if ((content.getShort(16) & 1) != 0
              && content.getInt(0) >= 0
              && last >= content.getInt(0)) {
            hiddenColumns.set(content.getInt(0), last + 1);
          }
        }
        case BinaryRecords.MERGED -> {
          if (merges.size() < MAX_MERGES) {
            merges.add(
                new CellRange(
                    content.getInt(0) + 1,
                    content.getInt(8),
                    content.getInt(4) + 1,
                    content.getInt(12)));
          }
        }
        default -> {
          // Views, widths and much else that cells do without.
        }
      }
    }
    return atRow;
  }

  private void readCells(SheetRow row) throws IOException {
    atRow = false;
    while (records.next()) {
      int id = records.id();
      if (id == BinaryRecords.ROW) {
        atRow = true;
        return;
      }
      if (id == BinaryRecords.END_ROWS) {
        return;
      }
      boolean follows = id >= FIRST_FOLLOWING && id <= LAST_FOLLOWING || id == FOLLOWING_RICH_TEXT;
      boolean own = id >= BinaryRecords.CELL_BLANK && id <= BinaryRecords.FORMULA_ERROR;
      if (follows) {
        column++;
        int like = id == FOLLOWING_RICH_TEXT ? BinaryRecords.CELL_RICH_TEXT : id - 11;
        add(row, like, records.content().getInt(0) & 0xFFFFFF, 4);
      } else if (own || id == BinaryRecords.CELL_RICH_TEXT) {
        column = records.content().getInt(0);
        add(row, id, records.content().getInt(4) & 0xFFFFFF, 8);
      }
    }
    ended = true;
  }

  /**
   * @param at where the value begins
   */
  private void add(SheetRow row, int id, int style, int at) throws IOException {
    if (column < 0 || column >= CellRange.MAX_COLUMNS) {
      throw ExcelFailures.tooManyColumns(records.part(), row.number);
    }
    ByteBuffer content = records.content();
    row.formulas += id >= BinaryRecords.FORMULA_TEXT && id <= BinaryRecords.FORMULA_ERROR ? 1 : 0;
    switch (id) {
      case BinaryRecords.CELL_RK -> number(row, style, NumericCells.ofCompact(content.getInt(at)));
      case BinaryRecords.CELL_REAL, BinaryRecords.FORMULA_NUMBER ->
          number(row, style, content.getDouble(at));
      case BinaryRecords.CELL_BOOL, BinaryRecords.FORMULA_BOOL ->
          row.add(column, CellKind.BOOLEAN, content.get(at) != 0 ? 1 : 0, 0);
      case BinaryRecords.CELL_ERROR, BinaryRecords.FORMULA_ERROR ->
          ErrorCode.add(row, column, content.get(at) & 0xFF);
      case BinaryRecords.CELL_SHARED -> shared(row, content.getInt(at) & 0xFFFFFFFFL);
      case BinaryRecords.CELL_TEXT, BinaryRecords.FORMULA_TEXT -> text(row, at);
      case BinaryRecords.CELL_RICH_TEXT -> text(row, at + 1);
      default -> {
        // A cell with a style and nothing in it.
      }
    }
  }

  private void number(SheetRow row, int style, double value) {
    cells.numbers().add(row, column, cells.format(style), value);
  }

  private void shared(SheetRow row, long index) throws IOException {
    SharedStrings strings = cells.strings();
    if (index >= strings.count()) {
      throw ExcelFailures.corrupt(
          records.part(), "refers to text " + index + " of " + strings.count(), null);
    }
    boolean empty = strings.isEmpty((int) index);
    row.add(column, empty ? CellKind.EMPTY : CellKind.SHARED, empty ? 0 : index, 0);
  }

  private void text(SheetRow row, int at) {
    records.content().position(at);
    String text = records.text();
    if (text.isEmpty()) {
      row.add(column, CellKind.EMPTY, 0, 0);
      return;
    }
    int start = row.text.length;
    row.text.append(text);
    row.addText(column, CellKind.TEXT, start);
  }

  @Override
  public BitSet hiddenColumns() {
    return hiddenColumns;
  }

  @Override
  public List<CellRange> merges() throws IOException {
    SheetRow rest = new SheetRow();
    while (next(rest)) {
      continue;
    }
    return merges;
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
