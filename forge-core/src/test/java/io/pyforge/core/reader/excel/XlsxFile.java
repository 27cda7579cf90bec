package io.pyforge.core.reader.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes .xlsx files out of XML, down to forms that no library writes. Styles 1 to 4 are a date, a
 * time, a date with a time, and a duration.
 */
final class XlsxFile {
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

  private record SheetPart(String name, String attributes, String xml) {}

  private final List<SheetPart> sheets = new ArrayList<>();
  private final Map<String, byte[]> others = new LinkedHashMap<>();
  private final List<String> strings = new ArrayList<>();
  private String workbookContent = "";
  private String workbookProperties = "";
  private String main = MAIN;
  private String relations = RELATIONS;
  private String folder = "xl/";

  /** Adds a sheet with these rows, in the words of {@link #rowsXml}. */
  XlsxFile sheet(String name, String... rows) {
    return sheetXml(name, "<sheetData>" + rowsXml(rows) + "</sheetData>");
  }

  /** Adds a sheet with this content between its root tags. */
  XlsxFile sheetXml(String name, String content) {
    sheets.add(new SheetPart(name, "", content));
    return this;
  }

  /** Adds a hidden sheet. */
  XlsxFile hiddenSheet(String name, String... rows) {
    sheets.add(
        new SheetPart(name, " state=\"hidden\"", "<sheetData>" + rowsXml(rows) + "</sheetData>"));
    return this;
  }

  /** Adds shared texts, each the content of an {@code si} element. */
  XlsxFile strings(String... items) {
    strings.addAll(List.of(items));
    return this;
  }

  /** Days are counted from 1904. */
  XlsxFile from1904() {
    workbookProperties = "<workbookPr date1904=\"1\"/>";
    return this;
  }

  /** Adds content behind the list of sheets. */
  XlsxFile workbook(String content) {
    workbookContent += content;
    return this;
  }

  /** Uses the namespaces of strict workbooks. */
  XlsxFile strict() {
    main = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    relations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    return this;
  }

  /** Puts the parts in another folder, or gives their names another spelling. */
  XlsxFile folder(String name) {
    folder = name;
    return this;
  }

  /** Adds a part, or replaces one. */
  XlsxFile part(String name, String content) {
    return part(name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a part, or replaces one. */
  XlsxFile part(String name, byte[] content) {
    others.put(name, content);
    return this;
  }

  /**
   * Rows as XML. Cells are separated by {@code |}; an empty row is left out, as an empty cell is. A
   * cell is a number, {@code true}, {@code #DIV/0!}, {@code f:} (a formula without a value), a
   * style and a number as in {@code d:45000}, {@code t:}, {@code dt:}, {@code h:}, {@code s:0} for
   * a shared text, or text.
   */
  static String rowsXml(String... rows) {
    StringBuilder xml = new StringBuilder();
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].isEmpty()) {
        continue;
      }
      xml.append("<row r=\"").append(r + 1).append("\">");
      String[] cells = rows[r].split("\\|", -1);
      for (int c = 0; c < cells.length; c++) {
        if (!cells[c].isEmpty()) {
          xml.append(cellXml(CellRange.letters(c) + (r + 1), cells[c]));
        }
      }
      xml.append("</row>");
    }
    return xml.toString();
  }

  private static String cellXml(String reference, String cell) {
    String start = "<c r=\"" + reference + "\"";
    if (cell.matches("-?\\d*\\.?\\d+(E[+-]?\\d+)?")) {
      return start + "><v>" + cell + "</v></c>";
    }
    if (cell.equals("true") || cell.equals("false")) {
      return start + " t=\"b\"><v>" + (cell.equals("true") ? 1 : 0) + "</v></c>";
    }
    if (cell.startsWith("#")) {
      return start + " t=\"e\"><v>" + cell + "</v></c>";
    }
    if (cell.equals("f:")) {
      return start + "><f>A1+1</f></c>";
    }
    List<String> styles = List.of("", "d:", "t:", "dt:", "h:");
    for (int style = 1; style < styles.size(); style++) {
      if (cell.startsWith(styles.get(style))) {
        String value = cell.substring(styles.get(style).length());
        return start + " s=\"" + style + "\"><v>" + value + "</v></c>";
      }
    }
    if (cell.startsWith("s:")) {
      return start + " t=\"s\"><v>" + cell.substring(2) + "</v></c>";
    }
    return start + " t=\"inlineStr\"><is><t>" + escaped(cell) + "</t></is></c>";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  /** The file. */
  byte[] bytes() {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    StringBuilder list = new StringBuilder();
    StringBuilder links = new StringBuilder();
    for (int i = 0; i < sheets.size(); i++) {
      SheetPart sheet = sheets.get(i);
      list.append(
          "<sheet name=\"%s\" sheetId=\"%d\"%s r:id=\"rId%d\"/>"
              .formatted(
                  escaped(sheet.name).replace("\"", "&quot;"), i + 1, sheet.attributes, i + 1));
      links.append(link(i + 1, "worksheet", "worksheets/sheet" + (i + 1) + ".xml"));
      put(
          parts,
          folder + "worksheets/sheet" + (i + 1) + ".xml",
          "<worksheet xmlns=\"" + main + "\">" + sheet.xml + "</worksheet>");
    }
    links.append(link(sheets.size() + 1, "styles", "styles.xml"));
    if (!strings.isEmpty()) {
      links.append(link(sheets.size() + 2, "sharedStrings", "sharedStrings.xml"));
      StringBuilder items = new StringBuilder();
      strings.forEach(item -> items.append("<si>").append(item).append("</si>"));
      put(parts, folder + "sharedStrings.xml", "<sst xmlns=\"" + main + "\">" + items + "</sst>");
    }
    put(
        parts,
        folder + "styles.xml",
        "<styleSheet xmlns=\""
            + main
            + "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"[h]:mm:ss\"/></numFmts>"
            + "<cellXfs count=\"5\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"21\"/>"
            + "<xf numFmtId=\"22\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>");
    put(
        parts,
        folder + "workbook.xml",
        "<workbook xmlns=\"%s\" xmlns:r=\"%s\">%s<sheets>%s</sheets>%s</workbook>"
            .formatted(main, relations, workbookProperties, list, workbookContent));
    put(parts, folder + "_rels/workbook.xml.rels", relationships(links.toString()));
    put(
        parts,
        "_rels/.rels",
        relationships(link(1, "officeDocument", folder.replace('\\', '/') + "workbook.xml")));
    put(parts, "[Content_Types].xml", "<Types/>");
    parts.putAll(others);
    return zip(parts);
  }

  private String link(int id, String type, String target) {
    return "<Relationship Id=\"rId%d\" Type=\"%s/%s\" Target=\"%s\"/>"
        .formatted(id, relations, type, target);
  }

  /** A list of relationships. */
  static String relationships(String links) {
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
        + links
        + "</Relationships>";
  }

  private static void put(Map<String, byte[]> parts, String name, String content) {
    String xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + content;
    parts.put(name, xml.getBytes(StandardCharsets.UTF_8));
  }

  /** A zip file of these entries, in their order. */
  static byte[] zip(Map<String, byte[]> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        ZipEntry entry = new ZipEntry(part.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(part.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
