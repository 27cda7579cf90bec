package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Streams the cells of a sheet that is XML (ECMA-376 part 1, 18.3.1). Cells in the form that nearly
 * all software writes are read straight from the bytes; any other form goes through {@link
 * XmlTokens}, with the same result.
 */
final class XmlSheetRows implements SheetRows {
  /** Far beyond any sheet, and far from the end of integers. */
  private static final int MAX_ROW_NUMBER = 1 << 30;

  /** Merged ranges that are kept; they matter near the headers of tables only. */
  private static final int MAX_MERGES = 200_000;

  private final XmlTokens xml;
  private final CellContext cells;
  private final UsualCells usual;
  private final boolean quick;
  private final BitSet hiddenColumns = new BitSet();
  private final List<CellRange> merges = new ArrayList<>();
  private final TextBytes scratch = new TextBytes();
  private final ValueText value = new ValueText();
  private boolean inRows;
  private boolean ended;
  private int lastRow;
  private int lastColumn;

  XmlSheetRows(XmlTokens xml, CellContext cells) {
    this(xml, cells, true);
  }

  /**
   * @param quick whether usual cells are read from the bytes; tests compare with the other way
   */
  XmlSheetRows(XmlTokens xml, CellContext cells, boolean quick) {
    this.xml = xml;
    this.cells = cells;
    this.quick = quick;
    usual = new UsualCells(xml, cells);
  }

  @Override
  public boolean next(SheetRow row) throws IOException {
    if (!inRows && !ended) {
      beforeRows();
    }
    while (inRows) {
      if (!xml.nextChild()) {
        inRows = false;
        afterRows();
        break;
      }
      if (!xml.is("row")) {
        xml.skipElement();
        continue;
      }
      read(row);
      if (row.count > 0) {
        return true;
      }
    }
    return false;
  }

  private void beforeRows() throws IOException {
    if (!xml.nextChild()) {
      throw xml.corrupt("is empty");
    }
    while (xml.nextChild()) {
      if (xml.is("sheetData")) {
        inRows = true;
        return;
      }
      if (xml.is("cols")) {
        columns();
      } else {
        xml.skipElement();
      }
    }
    ended = true; // a sheet without rows, such as a chart
    toEnd();
  }

  private void columns() throws IOException {
    while (xml.nextChild()) {
      if (xml.is("col") && xml.flag("hidden")) {
        int first = xml.number("min", 1);
        int last = Math.min(xml.number("max", first), CellRange.MAX_COLUMNS);
        if (first >= 1 && last >= first) {
          hiddenColumns.set(first - 1, last);
        }
      }
      xml.skipElement();
    }
  }

  private void afterRows() throws IOException {
    ended = true;
    while (xml.nextChild()) {
      if (xml.is("mergeCells")) {
        while (xml.nextChild()) {
          String reference = xml.is("mergeCell") ? xml.attribute("ref") : null;
          if (reference != null && merges.size() < MAX_MERGES) {
            CellRange.parse(reference).ifPresent(merges::add);
          }
          xml.skipElement();
        }
      } else {
        xml.skipElement();
      }
    }
    toEnd();
  }

  /** Length and checksum of the part are compared when its last byte is read. */
  private void toEnd() throws IOException {
    if (xml.next() != XmlTokens.END_OF_PART) {
      throw xml.corrupt("goes on after its end");
    }
  }

  private void read(SheetRow row) throws IOException {
    int number = xml.number("r", lastRow + 1);
    boolean hidden = xml.flag("hidden");
    if (number > MAX_ROW_NUMBER) {
      throw xml.corrupt("has a row with the number " + number);
    }
    lastRow = number;
    lastColumn = -1;
    row.begin(number, hidden);
    while (true) {
      if (quick) {
        while (usual.next(row)) {
          lastColumn = usual.column();
        }
      }
      if (!xml.nextChild()) {
        return;
      }
      if (xml.is("c")) {
        cell(row);
      } else {
        xml.skipElement();
      }
    }
  }

  /** Reads any cell, after its start tag. */
  private void cell(SheetRow row) throws IOException {
    int column = lastColumn + 1;
    if (xml.find("r")) {
      column = column();
    }
    if (column >= CellRange.MAX_COLUMNS) {
      throw ExcelFailures.tooManyColumns(xml.part(), row.number);
    }
    lastColumn = column;
    int style = xml.number("s", 0);
    String type = xml.attribute("t");
    scratch.length = 0;
    boolean formula = false;
    boolean hasValue = false;
    boolean inline = false;
    while (xml.nextChild()) {
      if (xml.is("v")) {
        hasValue = true;
        SharedStringsPart.characters(xml, scratch);
      } else if (xml.is("is")) {
        hasValue = true;
        inline = true;
        SharedStringsPart.richText(xml, scratch);
      } else {
        formula |= xml.is("f");
        xml.skipElement();
      }
    }
    if (formula) {
      row.formulas++;
    }
    add(row, column, style, inline ? "inlineStr" : type == null ? "n" : type, formula, hasValue);
  }

  private int column() {
    int p = xml.valueFrom();
    int end = xml.valueTo();
    int column = 0;
    int letters = 0;
    while (p < end && letters < 4) {
      int letter = (xml.bytes[p] & ~0x20) - 'A';
      if (letter < 0 || letter > 25) {
        break;
      }
      column = column * 26 + letter + 1;
      letters++;
      p++;
    }
    if (letters == 0 || p < end && xml.wholeNumber(p, end) < 0) {
      throw xml.corrupt("has a cell with the reference '" + xml.attribute("r") + "'");
    }
    return column - 1;
  }

  private void add(
      SheetRow row, int column, int style, String type, boolean formula, boolean hasValue)
      throws IOException {
    byte[] b = scratch.bytes;
    int from = 0;
    int to = scratch.length;
    boolean text = type.equals("str") || type.equals("inlineStr");
    if (!hasValue || to == 0 && !text) {
      if (formula) {
        row.add(column, CellKind.UNCALCULATED, 0, 0);
      }
      return;
    }
    if (!text) {
      while (from < to && b[from] <= ' ' && b[from] >= 0) {
        from++;
      }
      while (to > from && b[to - 1] <= ' ' && b[to - 1] >= 0) {
        to--;
      }
    }
    switch (type) {
      case "n" -> {
        scratch.check(xml, 0);
        if (from < to) {
          cells.numbers().add(row, column, cells.format(style), b, from, to);
        }
      }
      case "s" -> {
        long index = 0;
        for (int p = from; p < to; p++) {
          int digit = b[p] - '0';
          index =
              digit < 0 || digit > 9 || index > Integer.MAX_VALUE
                  ? Long.MAX_VALUE / 20
                  : index * 10 + digit;
        }
        cells.addShared(row, column, index, xml);
      }
      case "b" -> {
        boolean no = to - from == 1 && b[from] == '0' || isWord(b, from, to, "false");
        row.add(column, CellKind.BOOLEAN, no ? 0 : 1, 0);
      }
      case "e" -> {
        scratch.check(xml, 0);
        int start = row.text.length;
        row.text.append(b, from, to);
        row.addText(column, CellKind.ERROR, start);
      }
      case "d" -> isoDate(row, column, from, to);
      default -> {
        int start = row.text.length;
        row.text.append(b, from, to);
        row.text.unescape(start);
        row.text.check(xml, start);
        boolean empty = row.text.length == start;
        if (empty) {
          row.add(column, CellKind.EMPTY, 0, 0);
        } else {
          row.addText(column, CellKind.TEXT, start);
        }
      }
    }
  }

  private static boolean isWord(byte[] b, int from, int to, String word) {
    return new String(b, from, to - from, StandardCharsets.ISO_8859_1).equalsIgnoreCase(word);
  }

  /** A date in words of ISO 8601, as strict workbooks have them; what is none stays text. */
  private void isoDate(SheetRow row, int column, int from, int to) {
    scratch.check(xml, 0);
    int offset = to - from > 0 && scratch.bytes[from] == 'T' ? 1 : 0;
    long time = ValueText.timeOfDay(scratch.bytes, from + offset, to - from - offset);
    if (time != TemporalText.NONE) {
      row.add(column, CellKind.TIME, time, 0);
      return;
    }
    scratch.reserve(16); // classification may look at bytes behind the value
    ValueText.Kind kind = value.classify(scratch.bytes, from, to - from);
    switch (kind) {
      case DATE -> row.add(column, CellKind.DATE, value.longValue(), 0);
      case TIMESTAMP, TIMESTAMP_UTC -> {
        boolean midnight = value.longValue() % TemporalText.MICROS_PER_DAY == 0;
        row.add(
            column,
            midnight ? CellKind.DATE : CellKind.TIMESTAMP,
            midnight ? value.longValue() / TemporalText.MICROS_PER_DAY : value.longValue(),
            0);
      }
      default -> {
        int start = row.text.length;
        row.text.append(scratch.bytes, from, to);
        row.addText(column, CellKind.TEXT, start);
      }
    }
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
    xml.close();
  }
}
