package io.pyforge.core.reader.excel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;

/**
 * Makes the inputs that {@link ExcelFuzzTest} is run with: valid and damaged sheets and workbooks
 * of every kind, the same ones from the same seed. Run it with the folder of the stored inputs to
 * write them anew.
 */
final class FuzzInputs {
  private static final int SHEETS = 200;
  private static final int WORKBOOKS = 60;

  private FuzzInputs() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path sheets = Files.createDirectories(folder.resolve("everyWayToReadASheetAgrees"));
    for (int i = 0; i < SHEETS; i++) {
      Files.write(sheets.resolve("seed-%03d".formatted(i)), sheet(new Random(i), i % 4 == 3));
    }
    Path files = Files.createDirectories(folder.resolve("anyFileEndsInTablesOrAFailure"));
    for (int i = 0; i < WORKBOOKS; i++) {
      Files.write(files.resolve("seed-%03d".formatted(i)), workbook(new Random(i), i));
    }
  }

  /** A sheet behind the byte that {@link SheetScanTrial} takes off. */
  static byte[] sheet(Random random, boolean damaged) {
    StringBuilder xml = new StringBuilder();
    xml.append(pick(random, "", "<?xml version='1.0'?>", "\uFEFF", "<!-- c -->"));
    xml.append("<worksheet>");
    if (random.nextInt(3) == 0) {
      xml.append("<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>");
    }
    xml.append("<sheetData>");
    int rows = random.nextInt(5);
    for (int r = 0; r < rows; r++) {
      xml.append(pick(random, "<row>", "<row r=\"" + (r * 2 + 1) + "\">", "<row hidden='true' >"));
      int cells = random.nextInt(6);
      for (int c = 0; c < cells; c++) {
        xml.append(cell(random, c, r * 2 + 1));
      }
      xml.append("</row>");
    }
    xml.append("</sheetData>");
    if (random.nextInt(3) == 0) {
      xml.append("<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>");
    }
    xml.append("</worksheet>");
    byte[] content = xml.toString().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream attack = new ByteArrayOutputStream();
    attack.write(random.nextInt(256));
    attack.writeBytes(damaged ? damage(random, content) : content);
    return attack.toByteArray();
  }

  private static String cell(Random random, int column, int row) {
    String reference = CellRange.letters(column) + row;
    String name = pick(random, " r=\"" + reference + "\"", " r='" + reference + "'", "");
    String style = pick(random, "", "", " s=\"" + random.nextInt(5) + "\"");
    String number =
        pick(
            random,
            "0",
            "1",
            "-5",
            "0.5",
            "45000",
            "45000.5",
            "0.30000000000000004",
            "1E-3",
            "1e400",
            "12345678901234567890",
            "0.33333333333333331",
            "60",
            "-1",
            "x",
            "");
    String text =
        pick(random, "a", "ü", "a &amp; b", "_x000D_", "  ", "", "&#x1F363;", "a\r\nb", "&bad;");
    String formula = pick(random, "", "", "<f>A1*2</f>", "<f t=\"shared\" si=\"0\"/>");
    String start = "<c" + name + style;
    return switch (random.nextInt(9)) {
      case 0 -> start + "/>";
      case 1 -> start + " t=\"s\">" + formula + "<v>" + random.nextInt(5) + "</v></c>";
      case 2 -> start + " t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
      case 3 -> start + " t=\"str\">" + formula + "<v>" + text + "</v></c>";
      case 4 -> start + " t=\"b\">" + formula + "<v>" + random.nextInt(3) + "</v></c>";
      case 5 -> start + " t=\"e\"><v>#N/A</v></c>";
      case 6 -> start + " t=\"d\"><v>2023-03-15T10:00:00</v></c>";
      case 7 ->
          start
              + " t=\"inlineStr\"><is><r><t>"
              + text
              + "</t></r><rPh><t>p</t></rPh><t><![CDATA[<&]]></t></is></c>";
      default -> start + ">" + formula + "<v>" + number + "</v></c>";
    };
  }

  private static byte[] workbook(Random random, int number) throws IOException {
    byte[] file =
        switch (number % 4) {
          case 0 -> xls(random);
          case 1 -> xlsb(random);
          default -> xlsx(random);
        };
    return number / 4 % 2 == 0 ? file : damage(random, file);
  }

  private static byte[] xlsx(Random random) {
    XlsxFile file = new XlsxFile().strings("<t>zero</t>", "<t/>", "<t> </t>", "<r><t>r</t></r>");
    int sheets = 1 + random.nextInt(2);
    for (int i = 0; i < sheets; i++) {
      byte[] attack = sheet(random, false);
      String xml = new String(attack, 1, attack.length - 1, StandardCharsets.UTF_8);
      int from = xml.indexOf("<worksheet>") + "<worksheet>".length();
      file.sheetXml("s" + i, xml.substring(from, xml.lastIndexOf("</worksheet>")));
    }
    return file.sheet("plain", "id|name|d", "1|s:0|d:45000", "2||dt:45000.5", "", "x|true|h:1.5")
        .bytes();
  }

  private static byte[] xlsb(Random random) {
    XlsbFile file = new XlsbFile().row(1, false).shared(0, "id").inline(1, "v");
    for (int r = 2; r < 6; r++) {
      file.row(r + random.nextInt(2) * 3, random.nextInt(5) == 0)
          .compact(0, random.nextInt())
          .real(1, random.nextInt(2), random.nextInt(100_000) / 7.0)
          .bool(2, random.nextBoolean())
          .error(3, random.nextInt(64));
    }
    return file.bytes();
  }

  private static byte[] xls(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      var sheet = workbook.createSheet("s");
      for (int r = 0; r < 5; r++) {
        var row = sheet.createRow(r * (1 + random.nextInt(2)));
        row.createCell(0).setCellValue(r == 0 ? "name" : "ü" + random.nextInt());
        row.createCell(1).setCellValue(random.nextInt(1000) / 8.0);
        row.createCell(2).setCellFormula("1+1");
      }
      workbook.write(bytes);
    }
    return bytes.toByteArray();
  }

  /** Bytes changed, left out, said twice, or cut off. */
  private static byte[] damage(Random random, byte[] content) {
    byte[] damaged = content.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && damaged.length > 2; i++) {
      int at = random.nextInt(damaged.length - 1);
      switch (random.nextInt(4)) {
        case 0 -> damaged[at] = (byte) random.nextInt(256);
        case 1 -> damaged = Arrays.copyOf(damaged, at + 1);
        case 2 -> damaged[at] = (byte) pick(random, "<", ">", "\"", "&", "]", "/").charAt(0);
        default -> {
          int length = Math.min(random.nextInt(20), damaged.length - at);
          byte[] repeated = Arrays.copyOf(damaged, damaged.length + length);
          System.arraycopy(damaged, at, repeated, at + length, damaged.length - at);
          damaged = repeated;
        }
      }
    }
    return damaged;
  }

  private static String pick(Random random, String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
