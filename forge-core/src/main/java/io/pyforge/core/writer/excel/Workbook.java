package io.pyforge.core.writer.excel;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.storage.OutputTarget;
import io.pyforge.spi.writer.TableSink;
import io.pyforge.spi.writer.TabularOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.zip.Deflater;

/** A workbook being written: its sheets grow side by side, and are packed in the end. */
final class Workbook implements TabularOutput {
  private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String SPREADSHEET =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  /** Repetitive XML shrinks little further beyond this, and takes twice the time. */
  private static final int DEFLATE_LEVEL = 4;

  private final OutputTarget target;
  private final String source;
  private final boolean cutLongText;
  private final Function<String, Path> newTempFile;
  private final int maxRows;
  private final Deflater deflater = new Deflater(DEFLATE_LEVEL, true);
  private final SheetNames names = new SheetNames();
  private final Styles styles = new Styles();
  private final List<TableSheets> tables = new ArrayList<>();
  private final List<DeflatedPart> parts = new ArrayList<>();

  Workbook(
      OutputTarget target,
      String source,
      boolean cutLongText,
      Function<String, Path> newTempFile,
      int maxRows) {
    this.target = target;
    this.source = source;
    this.cutLongText = cutLongText;
    this.newTempFile = newTempFile;
    this.maxRows = maxRows;
  }

  /** The name of the input. */
  String source() {
    return source;
  }

  /** Whether text that is too long for a cell is cut. */
  boolean cutLongText() {
    return cutLongText;
  }

  /** Rows of a sheet. */
  int maxRows() {
    return maxRows;
  }

  DeflatedPart newPart() {
    DeflatedPart part = new DeflatedPart(deflater, newTempFile);
    parts.add(part);
    return part;
  }

  String nextName(String first, int number) {
    return names.next(first, number);
  }

  @Override
  public TableSink sink(String table, Schema schema) {
    if (schema.width() > ExcelLimits.MAX_COLUMNS) {
      throw ExcelFailures.tooManyColumns(source, table, schema.width());
    }
    int[] decimalStyles = new int[schema.width()];
    for (int i = 0; i < decimalStyles.length; i++) {
      Field field = schema.field(i);
      if (field.name().length() > ExcelLimits.MAX_CHARACTERS) {
        throw ExcelFailures.nameTooLong(source, table, i + 1, field.name().length());
      }
      if (field.type() instanceof ColumnType.Decimal decimal) {
        decimalStyles[i] = styles.decimal(decimal.scale());
      }
    }
    TableSheets sheets =
        new TableSheets(this, table, names.of(table), schema, tables.isEmpty(), decimalStyles);
    tables.add(sheets);
    return sheets;
  }

  @Override
  public String fileOf(String table) {
    return "";
  }

  @Override
  public List<Notice> finish() throws IOException {
    List<Notice> notices = new ArrayList<>();
    for (TableSheets table : tables) {
      notices.addAll(table.finish());
    }
    List<TableSheets.Sheet> sheets =
        tables.stream().flatMap(table -> table.sheets().stream()).toList();
    try (ZipPackage zip = new ZipPackage(target.create(""))) {
      zip.add("[Content_Types].xml", part(contentTypes(sheets.size())));
      zip.add("_rels/.rels", part(relationships(relationship(1, "officeDocument", "xl/workbook"))));
      zip.add("xl/workbook.xml", part(workbook(sheets)));
      StringBuilder targets = new StringBuilder();
      for (int i = 1; i <= sheets.size(); i++) {
        targets.append(relationship(i, "worksheet", "worksheets/sheet" + i));
      }
      targets.append(relationship(sheets.size() + 1, "styles", "styles"));
      zip.add("xl/_rels/workbook.xml.rels", part(relationships(targets.toString())));
      zip.add("xl/styles.xml", part(styles.xml()));
      for (int i = 0; i < sheets.size(); i++) {
        zip.add("xl/worksheets/sheet" + (i + 1) + ".xml", sheets.get(i).part());
      }
      zip.finish();
    }
    close();
    return notices;
  }

  private DeflatedPart part(String xml) {
    byte[] utf8 = xml.getBytes(StandardCharsets.UTF_8);
    DeflatedPart part = newPart();
    part.write(utf8, 0, utf8.length);
    part.finish();
    return part;
  }

  private static String contentTypes(int sheets) {
    StringBuilder xml = new StringBuilder(XmlText.DECLARATION);
    xml.append("<Types xmlns=\"").append(PACKAGE).append("content-types\">");
    xml.append("<Default Extension=\"rels\" ContentType=\"");
    xml.append("application/vnd.openxmlformats-package.relationships+xml\"/>");
    xml.append("<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    xml.append(override("workbook", "sheet.main"));
    xml.append(override("styles", "styles"));
    for (int i = 1; i <= sheets; i++) {
      xml.append(override("worksheets/sheet" + i, "worksheet"));
    }
    return xml.append("</Types>").toString();
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"/xl/"
        + part
        + ".xml\" ContentType=\""
        + SPREADSHEET
        + type
        + "+xml\"/>";
  }

  private static String relationships(String relationships) {
    return XmlText.DECLARATION
        + "<Relationships xmlns=\""
        + PACKAGE
        + "relationships\">"
        + relationships
        + "</Relationships>";
  }

  private static String relationship(int id, String type, String part) {
    return "<Relationship Id=\"rId"
        + id
        + "\" Type=\""
        + OFFICE
        + "/"
        + type
        + "\" Target=\""
        + part
        + ".xml\"/>";
  }

  private static String workbook(List<TableSheets.Sheet> sheets) {
    StringBuilder xml = new StringBuilder(XmlText.DECLARATION);
    xml.append("<workbook xmlns=\"").append(XmlText.MAIN).append("\" xmlns:r=\"");
    xml.append(OFFICE).append("\"><bookViews><workbookView/></bookViews><sheets>");
    for (int i = 0; i < sheets.size(); i++) {
      xml.append("<sheet name=\"").append(XmlText.attribute(sheets.get(i).name()));
      xml.append("\" sheetId=\"").append(i + 1).append("\" r:id=\"rId").append(i + 1);
      xml.append("\"/>");
    }
    return xml.append("</sheets></workbook>").toString();
  }

  @Override
  public void close() throws IOException {
    for (DeflatedPart part : parts) {
      part.close();
    }
    deflater.end();
  }
}
