package io.pyforge.cli.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes the workbook that is measured: one sheet of 20 columns, the same on every machine. Numbers,
 * dates with and without times, shared and inline texts, booleans with blanks among them, and
 * formulas with their cached results.
 */
public final class BenchmarkBook {
  private static final int WIDTH = 20;
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONS =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final String OFFICE =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String[] ZONES = {
    "Midtown Center",
    "JFK Airport",
    "Times Sq/Theatre District",
    "Union Sq",
    "East Village",
    "Murray Hill &amp; Co",
    "Lenox Hill &lt;West&gt;",
    "Kips Bay"
  };

  private final Random random = new Random(7);
  private final Map<String, Integer> shared = new LinkedHashMap<>();

  private BenchmarkBook() {}

  /** The workbook with that many rows below its header, made unless it is there. */
  public static Path file(Path folder, int rows) throws IOException {
    Path file = folder.resolve("book-" + rows + ".xlsx");
    if (!Files.exists(file)) {
      Files.createDirectories(folder);
      Path part = folder.resolve(file.getFileName() + ".part");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part));
          ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
        new BenchmarkBook().write(zip, rows);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return file;
  }

  private void write(ZipOutputStream zip, int rows) throws IOException {
    String types = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    part(
        zip,
        "[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
            + "<Default Extension=\"rels\""
            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
            + override("/xl/workbook.xml", types + "sheet.main+xml")
            + override("/xl/worksheets/sheet1.xml", types + "worksheet+xml")
            + override("/xl/styles.xml", types + "styles+xml")
            + override("/xl/sharedStrings.xml", types + "sharedStrings+xml")
            + "</Types>");
    part(zip, "_rels/.rels", relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
    part(
        zip,
        "xl/workbook.xml",
        "<workbook xmlns=\""
            + MAIN
            + "\" xmlns:r=\""
            + OFFICE
            + "\"><sheets><sheet name=\"trips\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    part(
        zip,
        "xl/_rels/workbook.xml.rels",
        relations(
            relation("rId1", "worksheet", "worksheets/sheet1.xml")
                + relation("rId2", "styles", "styles.xml")
                + relation("rId3", "sharedStrings", "sharedStrings.xml")));
    part(
        zip,
        "xl/styles.xml",
        "<styleSheet xmlns=\""
            + MAIN
            + "\"><fonts count=\"1\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
            + "<fills count=\"1\"><fill><patternFill patternType=\"none\"/></fill></fills>"
            + "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"3\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/>"
            + "<xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
    zip.putNextEntry(new ZipEntry("xl/worksheets/sheet1.xml"));
    sheet(zip, rows);
    zip.closeEntry();
    zip.putNextEntry(new ZipEntry("xl/sharedStrings.xml"));
    put(zip, "<sst xmlns=\"" + MAIN + "\" uniqueCount=\"" + shared.size() + "\">");
    for (String text : shared.keySet()) {
      put(zip, "<si><t>" + text + "</t></si>");
    }
    put(zip, "</sst>");
    zip.closeEntry();
  }

  private void sheet(OutputStream out, int rows) throws IOException {
    put(out, "<worksheet xmlns=\"" + MAIN + "\"><sheetData>");
    StringBuilder row = new StringBuilder("<row r=\"1\">");
    for (int i = 0; i < WIDTH; i++) {
      String column = column(i);
      row.append("<c r=\"").append(column).append("1\" t=\"s\"><v>");
      row.append(index("col_" + column)).append("</v></c>");
    }
    put(out, row.append("</row>").toString());
    for (int n = 2; n < rows + 2; n++) {
      row.setLength(0);
      row.append("<row r=\"").append(n).append("\">");
      for (int i = 0; i < WIDTH; i++) {
        cell(row, i, n);
      }
      put(out, row.append("</row>").toString());
    }
    put(out, "</sheetData></worksheet>");
  }

  private void cell(StringBuilder row, int column, int n) {
    String place = "<c r=\"" + column(column) + n + "\"";
    switch (column % 10) {
      case 0 -> number(row, place, Integer.toString(n - 1));
      case 1 -> text(row, place, ZONES[random.nextInt(ZONES.length)]);
      case 2 -> number(row, place + " s=\"1\"", Integer.toString(45_000 + random.nextInt(700)));
      case 3 ->
          number(
              row, place + " s=\"2\"", Double.toString(45_000.25 + random.nextInt(70_000) / 100.0));
      case 4 -> number(row, place, Double.toString(random.nextInt(100_000) / 100.0));
      case 5 -> text(row, place, String.format("cust-%08x", random.nextInt(1 << 20)));
      case 6 -> {
        if (random.nextInt(10) < 7) {
          number(row, place + " t=\"b\"", Integer.toString(random.nextInt(2)));
        }
      }
      case 7 -> number(row, place, Integer.toString(random.nextInt(1000)));
      case 8 -> {
        row.append(place).append("><f>E").append(n).append("*H").append(n).append("</f><v>");
        row.append(random.nextInt(100_000) / 10.0).append("</v></c>");
      }
      default -> {
        row.append(place).append(" t=\"inlineStr\"><is><t>note ");
        row.append(random.nextInt(5000)).append("</t></is></c>");
      }
    }
  }

  private static void number(StringBuilder row, String place, String value) {
    row.append(place).append("><v>").append(value).append("</v></c>");
  }

  private void text(StringBuilder row, String place, String value) {
    row.append(place).append(" t=\"s\"><v>").append(index(value)).append("</v></c>");
  }

  private int index(String text) {
    return shared.computeIfAbsent(text, t -> shared.size());
  }

  private static String column(int index) {
    return Character.toString('A' + index);
  }

  private static String override(String part, String type) {
    return "<Override PartName=\"" + part + "\" ContentType=\"" + type + "\"/>";
  }

  private static String relation(String id, String type, String target) {
    return "<Relationship Id=\""
        + id
        + "\" Type=\""
        + OFFICE
        + "/"
        + type
        + "\" Target=\""
        + target
        + "\"/>";
  }

  private static String relations(String relations) {
    return "<Relationships xmlns=\"" + RELATIONS + "\">" + relations + "</Relationships>";
  }

  private static void part(ZipOutputStream zip, String name, String content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    put(zip, content);
    zip.closeEntry();
  }

  private static void put(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
