package io.pyforge.core.writer.excel;

import io.pyforge.core.writer.CellBytes;
import io.pyforge.core.writer.CellCounts;
import io.pyforge.core.writer.OutputBuffer;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.writer.BatchEncoder;
import io.pyforge.spi.writer.EncodedBlock;
import io.pyforge.spi.writer.TableSink;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sheets of one table: one, and another for each that is full. */
final class TableSheets implements TableSink {
  /**
   * A sheet.
   *
   * @param part its XML, which grows
   */
  record Sheet(String name, DeflatedPart part) {}

  /** The widest a column is made, in characters. */
  static final int MAX_WIDTH = 60;

  private static final int MIN_WIDTH = 8;

  /** What a cell needs beside its characters. */
  private static final int MARGIN = 2;

  private static final int STEP_BYTES = 1 << 16;
  private static final byte[] TAIL = "</sheetData></worksheet>".getBytes(StandardCharsets.US_ASCII);

  private final Workbook workbook;
  private final String table;
  private final Schema schema;
  private final int[] decimalStyles;
  private final boolean first;
  private final CellCounts counts;
  private final List<Sheet> sheets = new ArrayList<>();
  private final OutputBuffer out = new OutputBuffer();
  private final byte[] digits = new byte[CellBytes.MAX_LENGTH];
  private int[] widths;
  private int rowsInSheet;

  /**
   * @param name of the first sheet
   * @param first whether that is the first of the workbook, which is shown when it is opened
   * @param decimalStyles by column, the style if it is a decimal
   */
  TableSheets(
      Workbook workbook,
      String table,
      String name,
      Schema schema,
      boolean first,
      int[] decimalStyles) {
    this.workbook = workbook;
    this.table = table;
    this.schema = schema;
    this.first = first;
    this.decimalStyles = decimalStyles.clone();
    counts = new CellCounts(KeptAsText.values().length, schema.width());
    widths = new int[schema.width()];
    sheets.add(new Sheet(name, workbook.newPart()));
  }

  List<Sheet> sheets() {
    return sheets;
  }

  @Override
  public BatchEncoder newEncoder() {
    List<ColumnEncoder> columns = new ArrayList<>();
    for (int i = 0; i < schema.width(); i++) {
      columns.add(
          new ColumnEncoder(
              workbook.source(),
              table,
              schema.field(i),
              i,
              workbook.cutLongText(),
              decimalStyles[i]));
    }
    return new RowEncoder(columns);
  }

  @Override
  public void append(EncodedBlock block) {
    RowBlock rows = (RowBlock) block;
    if (rows.rowCount() > 0) {
      synchronized (workbook) { // one deflater serves all tables
        append(rows);
      }
    }
  }

  private void append(RowBlock rows) {
    if (rowsInSheet == 0) {
      widths = rows.widths().clone();
      head();
    }
    counts.add(rows.counts());
    for (int row = 0; row < rows.rowCount(); row++) {
      if (rowsInSheet == workbook.maxRows()) {
        nextSheet();
      }
      int digitCount = CellBytes.printLong(digits, 0, ++rowsInSheet);
      rows.copyRow(row, digits, digitCount, out);
      if (out.length() >= STEP_BYTES) {
        flush();
      }
    }
    flush();
    current().sync();
  }

  /** Ends the last sheet. */
  List<Notice> finish() {
    if (rowsInSheet == 0) {
      head();
    }
    endSheet();
    List<Notice> notices = new ArrayList<>();
    String name = sheets.get(0).name();
    if (!name.equals(table)) {
      notices.add(
          new Notice(
              "sheet-renamed",
              "table " + table + " is in sheet " + name + ", as Excel does not take its name"));
    }
    if (sheets.size() > 1) {
      notices.add(
          new Notice(
              "sheet-split",
              String.format(
                  Locale.ROOT,
                  "table %s has more than the %,d rows that a sheet holds with the names of its"
                      + " columns, and goes on in %s",
                  table,
                  workbook.maxRows() - 1,
                  String.join(
                      ", ", sheets.subList(1, sheets.size()).stream().map(Sheet::name).toList()))));
    }
    notices.addAll(KeptAsText.notices(table, schema, counts));
    return notices;
  }

  private void nextSheet() {
    endSheet();
    String name = workbook.nextName(sheets.get(0).name(), sheets.size() + 1);
    sheets.add(new Sheet(name, workbook.newPart()));
    rowsInSheet = 0;
    head();
  }

  private void endSheet() {
    out.append(TAIL);
    flush();
    current().finish();
  }

  private DeflatedPart current() {
    return sheets.get(sheets.size() - 1).part();
  }

  private void flush() {
    current().write(out.array(), 0, out.length());
    out.clear();
  }

  /** What comes before the rows, and the names of the columns as row 1, which stays in sight. */
  private void head() {
    StringBuilder xml = new StringBuilder(XmlText.DECLARATION);
    xml.append("<worksheet xmlns=\"").append(XmlText.MAIN).append("\"><sheetViews><sheetView");
    xml.append(first && sheets.size() == 1 ? " tabSelected=\"1\"" : "");
    xml.append(" workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\"");
    xml.append(" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>");
    xml.append("<sheetFormatPr defaultRowHeight=\"15\"/>");
    if (schema.width() > 0) {
      xml.append("<cols>");
      for (int i = 0; i < schema.width(); i++) {
        int column = i + 1;
        xml.append("<col min=\"").append(column).append("\" max=\"").append(column);
        xml.append("\" width=\"").append(width(i)).append("\" customWidth=\"1\"/>");
      }
      xml.append("</cols>");
    }
    xml.append("<sheetData><row r=\"1\">");
    for (int i = 0; i < schema.width(); i++) {
      xml.append("<c r=\"").append(RowEncoder.letters(i)).append("1\" s=\"").append(Styles.HEADER);
      xml.append("\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
      xml.append(XmlText.content(schema.field(i).name())).append("</t></is></c>");
    }
    xml.append("</row>");
    out.append(xml.toString().getBytes(StandardCharsets.UTF_8));
    rowsInSheet = 1;
  }

  private int width(int column) {
    Field field = schema.field(column);
    byte[] name = field.name().getBytes(StandardCharsets.UTF_8);
    int widest = Math.max(widths[column], ColumnEncoder.width(name, 0, name.length));
    return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, widest + MARGIN));
  }
}
