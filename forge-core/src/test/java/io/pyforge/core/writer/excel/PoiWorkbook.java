package io.pyforge.core.writer.excel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/** A workbook as Apache POI reads it. */
final class PoiWorkbook {
  /**
   * A cell.
   *
   * @param kind STRING, NUMERIC or BOOLEAN, in POI's words
   * @param text of a string or truth value, or the digits of a number as they stand in the file
   * @param format of a number
   * @param time of a number that is shown as a date
   */
  record Cell(String kind, String text, String format, @Nullable LocalDateTime time) {}

  private PoiWorkbook() {}

  /** The rows of each sheet, by its name, the names of columns among them. */
  static Map<String, List<List<@Nullable Cell>>> read(byte[] bytes, int width) throws IOException {
    Map<String, List<List<@Nullable Cell>>> sheets = new LinkedHashMap<>();
    try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
      for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
        XSSFSheet sheet = workbook.getSheetAt(i);
        List<List<@Nullable Cell>> rows = new ArrayList<>();
        for (int r = 0; r <= sheet.getLastRowNum(); r++) {
          XSSFRow row = sheet.getRow(r);
          assertThat(row == null).as("row %d is missing", r + 1).isFalse();
          List<@Nullable Cell> cells = new ArrayList<>();
          for (int c = 0; c < width; c++) {
            cells.add(cell(row.getCell(c)));
          }
          assertThat((int) row.getLastCellNum()).isLessThanOrEqualTo(width);
          rows.add(cells);
        }
        sheets.put(sheet.getSheetName(), rows);
      }
    }
    return sheets;
  }

  private static @Nullable Cell cell(@Nullable XSSFCell cell) {
    if (cell == null) {
      return null;
    }
    String format = cell.getCellStyle().getDataFormatString();
    return switch (cell.getCellType()) {
      case STRING -> new Cell("STRING", cell.getStringCellValue(), format, null);
      case BOOLEAN -> new Cell("BOOLEAN", "" + cell.getBooleanCellValue(), format, null);
      case NUMERIC ->
          new Cell(
              "NUMERIC",
              cell.getRawValue(),
              format,
              DateUtil.isCellDateFormatted(cell) ? cell.getLocalDateTimeCellValue() : null);
      default -> throw new AssertionError("cell of type " + cell.getCellType());
    };
  }
}
