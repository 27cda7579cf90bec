package io.pyforge.core.reader.excel;

import io.pyforge.core.infer.TemporalText;
import io.pyforge.core.infer.ValueText;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Streams the cells of a sheet that is XML (ECMA-376 part 1, 18.3.1). Cells in the form that nearly
 * all software writes are read straight from the bytes; any other form goes through {@link
 * XmlTokens}, with the same result.
 */
final class XmlSheetRows implements SheetRows {
  /** Bytes that hold any usual cell, the content of a text apart. */
  private static final int USUAL_CELL_BYTES = 128;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SIX_BYTES = 0xFFFF_FFFF_FFFFL;
  private static final long SEVEN_BYTES = 0xFF_FFFF_FFFF_FFFFL;
  private static final long CELL_START = eight("<c r=\"\0\0");
  private static final long VALUE_END = eight("</v></c>");
  private static final long FORMULA_END = eight("</f><v>\0");
  private static final long INLINE = eight("inlineSt");
  private static final long INLINE_START = eight("><is><t>");
  private static final byte[] VALUE_END_BYTES = "</v></c>".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] INLINE_END = "</t></is></c>".getBytes(StandardCharsets.US_ASCII);

  /** By byte: whether numbers are made of it. */
  private static final boolean[] IS_NUMERIC = new boolean[256];

  static {
    for (char c : "0123456789.-+eE".toCharArray()) {
      IS_NUMERIC[c] = true;
    }
  }

  /** Far beyond any sheet, and far from the end of integers. */
  private static final int MAX_ROW_NUMBER = 1 << 30;

  /** Merged ranges that are kept; they matter near the headers of tables only. */
  private static final int MAX_MERGES = 200_000;

  private static long eight(String text) {
    return (long) LONG.get(text.getBytes(StandardCharsets.US_ASCII), 0);
  }

  private final XmlTokens xml;
  private final CellContext cells;
  private final boolean quick;
  private final BitSet hiddenColumns = new BitSet();
  private final List<CellRange> merges = new ArrayList<>();
  private final TextBytes scratch = new TextBytes();
  private final ValueText value = new ValueText();
  private boolean inRows;
  private boolean ended;
  private int lastRow;
  private int lastColumn;
  private int quickColumn;

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
    while (xml.next() != XmlTokens.END_OF_PART) {
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
        while (quickCell(row)) {
          continue;
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

  /**
   * Reads the cell at the position when it has the usual form and lies in the buffer whole; else
   * nothing moves. In small steps, because one large method costs more to compile than a sheet to
   * read.
   */
  private boolean quickCell(SheetRow row) throws IOException {
    byte[] b = xml.bytes;
    int p = xml.position;
    if (xml.limit - p < USUAL_CELL_BYTES || ((long) LONG.get(b, p) & SIX_BYTES) != CELL_START) {
      return false;
    }
    p = quickReference(b, p + 6);
    if (p < 0) {
      return false;
    }
    int style = 0;
    if (b[p] == ' ' && b[p + 1] == 's' && b[p + 2] == '=' && b[p + 3] == '"') {
      p += 4;
      while (b[p] >= '0' && b[p] <= '9' && style < 1_000_000) {
        style = style * 10 + b[p++] - '0';
      }
      if (b[p++] != '"') {
        return false;
      }
    }
    if (b[p] == '>') {
      return quickNumber(row, style, p);
    }
    if (b[p] == ' ' && b[p + 1] == 't' && b[p + 2] == '=' && b[p + 3] == '"') {
      return quickTyped(row, p + 4);
    }
    if (b[p] != '/' || b[p + 1] != '>') {
      return false;
    }
    lastColumn = quickColumn;
    xml.position = p + 2;
    return true;
  }

  /** Reads letters and digits up to the quote into {@link #quickColumn}; -1 when they are odd. */
  private int quickReference(byte[] b, int from) {
    int p = from;
    int column = 0;
    while (b[p] >= 'A' && b[p] <= 'Z' && p - from < 4) {
      column = column * 26 + b[p++] - 'A' + 1;
    }
    int digits = p;
    while (b[p] >= '0' && b[p] <= '9' && p - digits < 8) {
      p++;
    }
    if (digits == from || p == digits || b[p] != '"' || column > CellRange.MAX_COLUMNS) {
      return -1;
    }
    quickColumn = column - 1;
    return p + 1;
  }

  /** Reads a number, perhaps behind a formula; {@code at} is where the start tag ends. */
  private boolean quickNumber(SheetRow row, int style, int at) {
    byte[] b = xml.bytes;
    int p = quickValue(b, at);
    if (p < 0) {
      return false;
    }
    int from = p;
    int end = xml.limit - Long.BYTES;
    while (p < end && IS_NUMERIC[b[p] & 0xFF]) {
      p++;
    }
    if (p == from || p >= end || (long) LONG.get(b, p) != VALUE_END) {
      return false;
    }
    cells.numbers().add(row, quickColumn, cells.format(style), b, from, p);
    row.formulas += from - at > 4 ? 1 : 0;
    lastColumn = quickColumn;
    xml.position = p + Long.BYTES;
    return true;
  }

  /** Where the value begins, behind a formula if there is one without attributes; else -1. */
  private int quickValue(byte[] b, int at) {
    if (b[at] != '>' || b[at + 1] != '<' || b[at + 3] != '>') {
      return -1;
    }
    if (b[at + 2] == 'v') {
      return at + 4;
    }
    int end = xml.limit - USUAL_CELL_BYTES;
    int p = at + 4;
    while (p < end && b[p] != '<') {
      p++;
    }
    boolean formula =
        b[at + 2] == 'f' && p < end && ((long) LONG.get(b, p) & SEVEN_BYTES) == FORMULA_END;
    return formula ? p + 7 : -1;
  }

  /** Reads a cell with a type; {@code at} is where the type's name begins. */
  private boolean quickTyped(SheetRow row, int at) throws IOException {
    byte[] b = xml.bytes;
    if (b[at + 1] == '"') {
      return b[at] == 's' ? quickShared(row, at + 2) : b[at] == 'b' && quickBoolean(row, at + 2);
    }
    if (b[at] == 'i') {
      boolean inline = (long) LONG.get(b, at) == INLINE && b[at + 8] == 'r' && b[at + 9] == '"';
      return inline
          && (long) LONG.get(b, at + 10) == INLINE_START
          && quickText(row, at + 18, INLINE_END);
    }
    if (b[at] == 's' && b[at + 1] == 't' && b[at + 2] == 'r' && b[at + 3] == '"') {
      int from = quickValue(b, at + 4);
      boolean taken = from >= 0 && quickText(row, from, VALUE_END_BYTES);
      row.formulas += taken && from - at > 8 ? 1 : 0;
      return taken;
    }
    return false;
  }

  private boolean quickShared(SheetRow row, int at) throws IOException {
    byte[] b = xml.bytes;
    int p = quickValue(b, at);
    if (p < 0) {
      return false;
    }
    int from = p;
    long index = 0;
    while (b[p] >= '0' && b[p] <= '9' && p - from < 10) {
      index = index * 10 + b[p++] - '0';
    }
    if (p == from || (long) LONG.get(b, p) != VALUE_END) {
      return false;
    }
    shared(row, quickColumn, index);
    row.formulas += from - at > 4 ? 1 : 0;
    lastColumn = quickColumn;
    xml.position = p + Long.BYTES;
    return true;
  }

  private boolean quickBoolean(SheetRow row, int at) {
    byte[] b = xml.bytes;
    int p = quickValue(b, at);
    if (p < 0 || b[p] != '0' && b[p] != '1' || (long) LONG.get(b, p + 1) != VALUE_END) {
      return false;
    }
    row.add(quickColumn, CellKind.BOOLEAN, b[p] - '0', 0);
    row.formulas += p - at > 4 ? 1 : 0;
    lastColumn = quickColumn;
    xml.position = p + 1 + Long.BYTES;
    return true;
  }

  /** Takes text of ASCII without entities and escapes, up to the tags that end the cell. */
  private boolean quickText(SheetRow row, int from, byte[] endTags) {
    byte[] b = xml.bytes;
    int end = xml.limit - endTags.length;
    int p = from;
    while (p < end && b[p] != '<') {
      byte c = b[p++];
      if (c == '&' || c == '_' || c == '\r' || c < 0) {
        return false;
      }
    }
    if (p >= end
        || p == from
        || !Arrays.equals(b, p, p + endTags.length, endTags, 0, endTags.length)) {
      return false;
    }
    int start = row.text.length;
    row.text.append(b, from, p);
    row.addText(quickColumn, CellKind.TEXT, start);
    lastColumn = quickColumn;
    xml.position = p + endTags.length;
    return true;
  }

  private void shared(SheetRow row, int column, long index) throws IOException {
    SharedStrings strings = cells.strings();
    strings.require(index, xml);
    if (strings.isBlank((int) index) && strings.isEmpty((int) index)) {
      row.add(column, CellKind.EMPTY, 0, 0);
    } else {
      row.add(column, CellKind.SHARED, index, 0);
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
        shared(row, column, index);
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
