package io.pyforge.core.samples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Date;
import java.util.Optional;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Makes {@code samples/input/excel} with Apache POI: run it with that folder, look at the
 * difference, and run {@link ExcelSamplesTest}. One trait a file.
 */
final class ExcelSampleFiles {
  /** A number with a format. */
  private record Styled(double value, String format) {}

  private final Path folder;

  private ExcelSampleFiles(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    ExcelSampleFiles files = new ExcelSampleFiles(Path.of(arguments[0]));
    Files.createDirectories(files.folder);
    files.tables();
    files.values();
    files.sheets();
    files.forms();
  }

  private void tables() throws IOException {
    xlsx(
        "title-and-notes.xlsx",
        sheet(
            "Sales",
            row("Sales report"),
            row("in EUR, without tax"),
            row(),
            row("id", "city", "amount"),
            row(1, "Oslo", 12.5),
            row(2, "Rome", 8),
            row(),
            row("Source: the till")));
    xlsx("one-row.xlsx", sheet("Sheet1", row("id", "city"), row(1, "Oslo")));
    xlsx("one-column.xlsx", sheet("Sheet1", row("count"), row(1), row(2), row(3)));
    xlsx(
        "blank-and-duplicate-headers.xlsx",
        sheet("Sheet1", row("id", null, "n", "N"), row(1, "x", 2, 3), row(4, "y", 5, 6)));
    xlsx("no-header.xlsx", sheet("Sheet1", row(1, "a", 2.5), row(2, "b", 3.5), row(3, "a", 1.5)));
    xlsx(
        "several-tables.xlsx",
        sheet(
            "Stock",
            row("id", "city", null, "item", "price"),
            row(1, "Oslo", null, "pen", 1.5),
            row(2, "Rome", null, "ink", 7.25),
            row(3, "Bern", null, null, null),
            row(),
            row("code", "day", "open"),
            row("a", day("2024-03-15"), true),
            row("b", day("2024-03-16"), false)));
    Workbook merged = new XSSFWorkbook();
    fill(
        merged,
        sheet(
            "Trade",
            row("city", 2023, null, 2024, null),
            row(null, "in", "out", "in", "out"),
            row("Oslo", 1, 2, 3, 4),
            row("Rome", 5, 6, 7, 8)));
    for (String range : new String[] {"A1:A2", "B1:C1", "D1:E1"}) {
      merged.getSheetAt(0).addMergedRegion(CellRangeAddress.valueOf(range));
    }
    write("merged-header.xlsx", merged);
    xlsx(
        "units.xlsx",
        sheet(
            "Sheet1",
            row("city", "mass", "price"),
            row(null, "kg", "EUR"),
            row("Oslo", 1.5, 2),
            row("Rome", 2, 3)));
    xlsx(
        "years-and-months-as-header.xlsx",
        sheet("Years", row("country", 2023, 2024), row("Peru", 10, 20)),
        sheet("Months", row("country", day("2024-01-01"), day("2024-02-01")), row("Peru", 1, 2)));
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      fill(
          workbook,
          sheet(
              "Sales",
              row("All sales"),
              row(null, "id", "amount"),
              row(null, 1, 10),
              row(null, 2, 20),
              row(null, "Total", 30)));
      XSSFSheet sheet = workbook.getSheetAt(0);
      XSSFTable table = sheet.createTable(new AreaReference("B2:C5", SpreadsheetVersion.EXCEL2007));
      table.setName("SalesTable");
      table.setDisplayName("SalesTable");
      table.getCTTable().setTotalsRowCount(1);
      write("excel-table.xlsx", workbook);
    }
    xlsx(
        "report-range.xlsx",
        sheet(
            "Report",
            row("x", "y", "z"),
            row(1, 2, 3),
            row(null, "id", "city", "n"),
            row(null, 1, "Oslo", 5),
            row(null, 2, "Rome", 6),
            row("end", "of", "file", "here")));
  }

  private void values() throws IOException {
    xlsx(
        "decimals.xlsx",
        sheet(
            "Sheet1",
            row("noise", "third", "percent", "money", "whole"),
            row(
                0.1 + 0.2,
                1 / 3.0,
                new Styled(0.125, "0.0%"),
                new Styled(1234.5, "$#,##0.00"),
                1e15),
            row(1.1 * 3, 2 / 3.0, new Styled(0.5, "0%"), new Styled(-0.05, "$#,##0.00"), -7)));
    xlsx(
        "dates-and-times.xlsx",
        sheet(
            "Sheet1",
            row("day", "at", "clock", "elapsed", "either"),
            row(
                day("2024-02-29"),
                at("2024-02-29T10:30:15"),
                new Styled(0.75, "h:mm"),
                new Styled(1.25, "[h]:mm:ss"),
                day("2024-01-01")),
            row(
                day("1900-01-01"),
                at("1999-12-31T23:59:59"),
                new Styled(0.0, "h:mm"),
                new Styled(0.5, "[h]:mm:ss"),
                at("2024-01-01T06:00:00"))));
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      workbook.getCTWorkbook().addNewWorkbookPr().setDate1904(true);
      fill(
          workbook,
          sheet(
              "Sheet1",
              row("day"),
              row(new Styled(0, "yyyy-mm-dd")),
              row(new Styled(43538, "yyyy-mm-dd"))));
      write("dates-from-1904.xlsx", workbook);
    }
    xlsx(
        "leading-zeros.xlsx",
        sheet(
            "Sheet1",
            row("postcode", "number", "text"),
            row("00501", new Styled(501, "00000"), "12"),
            row("10115", new Styled(10115, "00000"), "7")));
    xlsx(
        "mixed-kinds.xlsx",
        sheet(
            "Sheet1",
            row("value", "kind"),
            row(1.5, "number"),
            row("x", "text"),
            row(true, "boolean"),
            row(day("2024-03-15"), "date"),
            row(at("2024-03-15T12:00:00"), "date and time"),
            row(new Styled(0.5, "h:mm"), "time"),
            row(new Styled(2.25, "[h]:mm"), "duration")));
    Workbook errors = new XSSFWorkbook();
    fill(errors, sheet("Sheet1", row("id", "ratio"), row(1, 0.5), row(2, null), row(3, null)));
    errors.getSheetAt(0).getRow(2).createCell(1).setCellErrorValue(FormulaError.DIV0.getCode());
    errors.getSheetAt(0).getRow(3).createCell(1).setCellErrorValue(FormulaError.NA.getCode());
    write("errors.xlsx", errors);
    Workbook formulas = new XSSFWorkbook();
    fill(formulas, sheet("Sheet1", row("a", "twice", "never"), row(1), row(2)));
    for (int r = 1; r <= 2; r++) {
      Row line = formulas.getSheetAt(0).getRow(r);
      line.createCell(1).setCellFormula("A" + (r + 1) + "*2");
      formulas.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(line.getCell(1));
      line.createCell(2).setCellFormula("A" + (r + 1) + "+1");
    }
    write("formulas.xlsx", formulas);
    Workbook rich = new XSSFWorkbook();
    fill(rich, sheet("Sheet1", row("text", "id"), row(null, 1), row("two\nlines", 2)));
    XSSFRichTextString text = new XSSFRichTextString("bold and plain");
    XSSFFont bold = ((XSSFWorkbook) rich).createFont();
    bold.setBold(true);
    text.applyFont(0, 4, bold);
    rich.getSheetAt(0).getRow(1).createCell(0).setCellValue(text);
    write("rich-text.xlsx", rich);
  }

  private void sheets() throws IOException {
    xlsx(
        "months.xlsx",
        sheet("January", row("id", "amount"), row(1, 10), row(2, 20)),
        sheet("February", row("ID", "Amount"), row(3, 30.5)),
        sheet("About", row("made by", "on"), row("us", day("2024-03-15"))));
    xlsx(
        "months-with-names.xlsx",
        sheet("January", row("id", "amount"), row(1, 10)),
        sheet("February", row("id", "amount"), row(3, 30)));
    xlsx("empty-sheets.xlsx", sheet("Data", row("a"), row(1)), sheet("Empty"), sheet("Too"));
    Workbook hidden = new XSSFWorkbook();
    fill(
        hidden,
        sheet("Seen", row("id", "key", "n"), row(1, "x", 2), row(3, "y", 4), row(5, "z", 6)),
        sheet("Secret", row("a"), row(1)));
    hidden.setSheetHidden(1, true);
    hidden.getSheetAt(0).setColumnHidden(1, true);
    hidden.getSheetAt(0).getRow(2).setZeroHeight(true);
    write("hidden-parts.xlsx", hidden);
  }

  private void forms() throws IOException, GeneralSecurityException {
    Object[][] rows = {
      row("id", "name", "price", "day", "paid"),
      row(1, "Ann", 19.99, day("2024-01-05"), true),
      row(2, "Bob & Söhne", 5, day("2024-01-06"), false),
      row(3, "Zoë", null, null, true)
    };
    SXSSFWorkbook streamed = new SXSSFWorkbook(2);
    fill(streamed, sheet("Sales", rows));
    write("streamed.xlsx", streamed);
    HSSFWorkbook old = new HSSFWorkbook();
    fill(old, sheet("Sales", rows));
    write("sales-of-2003.xls", old);
    Workbook plain = new XSSFWorkbook();
    fill(plain, sheet("Sales", rows));
    encrypt("encrypted.xlsx", plain);
  }

  private record Page(String name, Object[][] rows) {}

  private static Page sheet(String name, Object[]... rows) {
    return new Page(name, rows);
  }

  private static Object[] row(Object... cells) {
    return cells;
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  private static LocalDateTime at(String text) {
    return LocalDateTime.parse(text);
  }

  private void xlsx(String name, Page... pages) throws IOException {
    Workbook workbook = new XSSFWorkbook();
    fill(workbook, pages);
    write(name, workbook);
  }

  private static void fill(Workbook workbook, Page... pages) {
    for (Page page : pages) {
      Sheet sheet = workbook.createSheet(page.name);
      for (int r = 0; r < page.rows.length; r++) {
        Object[] cells = page.rows[r];
        Row row = cells.length == 0 ? null : sheet.createRow(r);
        for (int c = 0; c < cells.length; c++) {
          if (cells[c] != null && row != null) {
            set(workbook, row.createCell(c), cells[c]);
          }
        }
      }
    }
  }

  private static void set(Workbook workbook, Cell cell, Object value) {
    if (value instanceof Number number) {
      cell.setCellValue(number.doubleValue());
    } else if (value instanceof Boolean bool) {
      cell.setCellValue(bool);
    } else if (value instanceof LocalDate date) {
      cell.setCellValue(date);
      cell.setCellStyle(style(workbook, "yyyy-mm-dd"));
    } else if (value instanceof LocalDateTime time) {
      cell.setCellValue(time);
      cell.setCellStyle(style(workbook, "yyyy-mm-dd hh:mm:ss"));
    } else if (value instanceof Styled styled) {
      cell.setCellValue(styled.value);
      cell.setCellStyle(style(workbook, styled.format));
    } else {
      cell.setCellValue(value.toString());
    }
  }

  private static CellStyle style(Workbook workbook, String format) {
    short id = workbook.createDataFormat().getFormat(format);
    for (int i = 0; i < workbook.getNumCellStyles(); i++) {
      if (workbook.getCellStyleAt(i).getDataFormat() == id) {
        return workbook.getCellStyleAt(i);
      }
    }
    CellStyle style = workbook.createCellStyle();
    style.setDataFormat(id);
    return style;
  }

  private void write(String name, Workbook workbook) throws IOException {
    try (workbook;
        OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      undated(workbook).write(out);
    }
  }

  /** Without the time it was made, which would differ with every run. */
  private static Workbook undated(Workbook workbook) {
    XSSFWorkbook xml =
        workbook instanceof SXSSFWorkbook streamed
            ? streamed.getXSSFWorkbook()
            : workbook instanceof XSSFWorkbook plain ? plain : null;
    if (xml != null) {
      xml.getProperties().getCoreProperties().setCreated(Optional.of(new Date(0)));
    }
    return workbook;
  }

  private void encrypt(String name, Workbook workbook)
      throws IOException, GeneralSecurityException {
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try (workbook) {
      undated(workbook).write(plain);
    }
    try (POIFSFileSystem container = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("samples");
      try (OutputStream out = encryptor.getDataStream(container)) {
        plain.writeTo(out);
      }
      try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
        container.writeFilesystem(out);
      }
    }
  }
}
