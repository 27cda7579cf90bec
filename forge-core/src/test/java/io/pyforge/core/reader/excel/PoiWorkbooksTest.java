package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.excel.Workbooks.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Workbooks written by Apache POI, in its three ways: what went in must come out. */
class PoiWorkbooksTest {
  private static final int ROWS = 60;

  @TempDir Path folder;
  private Workbooks workbooks;

  @BeforeEach
  void prepare() {
    workbooks = new Workbooks(folder);
  }

  static LongStream seeds() {
    return LongStream.range(0, 6);
  }

  /** Workbooks of each kind by the name of their file. */
  private static Map<String, Workbook> kinds() {
    Map<String, Workbook> kinds = new TreeMap<>();
    kinds.put("a.xls", new HSSFWorkbook());
    kinds.put("b.xlsx", new XSSFWorkbook());
    SXSSFWorkbook streaming = new SXSSFWorkbook(10); // inline texts, and no dimension
    kinds.put("c.xlsx", streaming);
    return kinds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void everyCellComesBack(long seed) throws IOException {
    for (Map.Entry<String, Workbook> kind : kinds().entrySet()) {
      Random random = new Random(seed);
      List<String> expected = new ArrayList<>();
      byte[] file = random(kind.getValue(), random, expected);
      Outcome outcome = workbooks.convert(kind.getKey(), file);
      assertThat(outcome.columns())
          .as(kind.getKey())
          .isEqualTo(
              "id:int64 text:text price:decimal(18,2) paid:bool day:date at:timestamp noise:float64");
      assertThat(outcome.rows()).as(kind.getKey()).isEqualTo(expected);
      assertThat(outcome.codes()).isEmpty();
    }
  }

  private static byte[] random(Workbook workbook, Random random, List<String> expected)
      throws IOException {
    Sheet sheet = workbook.createSheet("data");
    CellStyle day = workbook.createCellStyle();
    day.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
    CellStyle at = workbook.createCellStyle();
    at.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd hh:mm:ss"));
    String[] names = {"id", "text", "price", "paid", "day", "at", "noise"};
    Row header = sheet.createRow(0);
    for (int i = 0; i < names.length; i++) {
      header.createCell(i).setCellValue(names[i]);
    }
    for (int r = 1; r <= ROWS; r++) {
      Row row = sheet.createRow(r);
      List<String> line = new ArrayList<>();
      row.createCell(0).setCellValue(r);
      line.add(Integer.toString(r));
      String text = text(random);
      row.createCell(1).setCellValue(text);
      line.add(text);
      int cents = random.nextInt(1_000_000);
      boolean price = random.nextInt(5) > 0 || r == 1;
      if (price) {
        row.createCell(2).setCellValue(r == 1 ? 0.01 : cents / 100.0);
      }
      line.add(price ? String.format(Locale.ROOT, "%.2f", r == 1 ? 0.01 : cents / 100.0) : "-");
      boolean paid = random.nextBoolean();
      row.createCell(3).setCellValue(paid);
      line.add(Boolean.toString(paid));
      LocalDate date = LocalDate.of(1950, 1, 1).plusDays(random.nextInt(40_000));
      Cell dayCell = row.createCell(4);
      dayCell.setCellValue(date);
      dayCell.setCellStyle(day);
      line.add(date.toString());
      LocalDateTime time = date.atTime(10, random.nextInt(60), 1 + random.nextInt(59));
      Cell atCell = row.createCell(5);
      atCell.setCellValue(time);
      atCell.setCellStyle(at);
      line.add(time.toString());
      double noise = random.nextDouble();
      row.createCell(6).setCellValue(noise);
      line.add(Double.toString(noise));
      expected.add(String.join("|", line));
    }
    return bytes(workbook);
  }

  private static String text(Random random) {
    String[] parts = {"a", "é", "🍣", " ", "&", "<b>", "\"", "x_x0041_", "1", "\n", "ß", "'"};
    StringBuilder text = new StringBuilder("t");
    int length = random.nextInt(12);
    for (int i = 0; i < length; i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    // What looks like an escape is one for some writers and none for others.
    return text.append('.').toString().replace("_x0041_", "_");
  }

  private static byte[] bytes(Workbook workbook) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (workbook) {
      workbook.write(bytes);
    }
    return bytes.toByteArray();
  }

  @Test
  void hiddenPartsMergedHeadersAndErrorsAreSeen() throws IOException {
    for (Map.Entry<String, Workbook> kind : kinds().entrySet()) {
      Workbook workbook = kind.getValue();
      Sheet sheet = workbook.createSheet("s");
      workbook.createSheet("secret").createRow(0).createCell(0).setCellValue("x");
      workbook.setSheetHidden(1, true);
      String[] top = {"city", "2024", "", "key"};
      String[] below = {"", "in", "out", ""};
      for (int r = 0; r < 2; r++) {
        Row row = sheet.createRow(r);
        for (int c = 0; c < 4; c++) {
          String name = r == 0 ? top[c] : below[c];
          if (!name.isEmpty()) {
            row.createCell(c).setCellValue(name);
          }
        }
      }
      sheet.addMergedRegion(CellRangeAddress.valueOf("B1:C1"));
      sheet.addMergedRegion(CellRangeAddress.valueOf("A1:A2"));
      for (int r = 2; r < 5; r++) {
        Row row = sheet.createRow(r);
        row.createCell(0).setCellValue("c" + r);
        row.createCell(1).setCellValue(r);
        if (r == 3) {
          row.createCell(2).setCellErrorValue(FormulaError.DIV0.getCode());
        } else {
          row.createCell(2).setCellValue(r * 2);
        }
        row.createCell(3).setCellValue(9);
        row.setZeroHeight(r == 4);
      }
      sheet.setColumnHidden(3, true);
      Outcome outcome = workbooks.convert(kind.getKey(), bytes(workbook));
      assertThat(outcome.columns())
          .as(kind.getKey())
          .isEqualTo("city:text 2024 in:int64 2024 out:int64");
      assertThat(outcome.rows()).as(kind.getKey()).containsExactly("c2|2|4", "c3|3|-");
      assertThat(outcome.message("hidden-cells")).contains("7 cells");
      assertThat(outcome.codes())
          .contains("sheet-hidden", "hidden-cells", "header-rows", "error-cells");
    }
  }

  @Test
  void definedNamesAndFormulasAreKnown() throws IOException {
    for (Map.Entry<String, Workbook> kind : kinds().entrySet()) {
      Workbook workbook = kind.getValue();
      Sheet sheet = workbook.createSheet("s");
      for (int r = 0; r < 4; r++) {
        Row row = sheet.createRow(r);
        row.createCell(0).setCellValue(r == 0 ? "n" : "");
        row.createCell(1).setCellValue(r == 0 ? "n" : "x" + r);
        if (r > 0) {
          row.createCell(2).setCellFormula("ROW()*2");
        }
      }
      var name = workbook.createName();
      name.setNameName("Part");
      name.setRefersToFormula("s!$B$1:$C$3");
      if (!(workbook instanceof SXSSFWorkbook)) {
        workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
      }
      Outcome outcome = workbooks.convert(kind.getKey(), bytes(workbook), "table", "Part");
      assertThat(outcome.rows()).as(kind.getKey()).hasSize(2);
      assertThat(outcome.rows().get(0)).as(kind.getKey()).startsWith("x1|");
    }
  }
}
