package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.excel.Workbooks.Outcome;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.xssf.binary.XSSFBSharedStringsTable;
import org.apache.poi.xssf.binary.XSSFBSheetHandler;
import org.apache.poi.xssf.eventusermodel.XSSFBReader;
import org.apache.poi.xssf.eventusermodel.XSSFSheetXMLHandler.SheetContentsHandler;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinaryWorkbookTest {
  @TempDir Path folder;
  private Workbooks workbooks;

  @BeforeEach
  void prepare() {
    workbooks = new Workbooks(folder);
  }

  private static XlsbFile file() {
    return new XlsbFile()
        .row(1, false)
        .shared(0, "id")
        .shared(1, "name")
        .inline(2, "price")
        .shared(3, "day")
        .shared(4, "paid")
        .row(2, false)
        .compact(0, 7 << 2 | 2)
        .shared(1, "Zürich 🍣")
        .real(2, 0, 0.1 + 0.2)
        .real(3, 1, 45000)
        .bool(4, true)
        .row(4, false)
        .compact(0, 850 << 2 | 3)
        .inline(1, "x")
        .formula(2, 2.5)
        .real(3, 1, 45001)
        .error(4, 0x07);
  }

  @Test
  void cellsOfEveryKindAreRead() {
    Outcome outcome = workbooks.convert("book.xlsb", file().bytes());
    assertThat(outcome.columns())
        .isEqualTo("id:decimal(18,1) name:text price:decimal(18,1) day:date paid:bool");
    assertThat(outcome.rows())
        .containsExactly("7.0|Zürich 🍣|0.3|2023-03-15|true", "8.5|x|2.5|2023-03-16|-");
    assertThat(outcome.message("error-cells")).contains("the first at data!E4");
  }

  /** So that the files made here are what other software takes for .xlsb. */
  @Test
  void anotherReaderSeesTheSameCells() throws Exception {
    List<String> cells = new ArrayList<>();
    try (OPCPackage file = OPCPackage.open(new ByteArrayInputStream(file().bytes()))) {
      XSSFBReader reader = new XSSFBReader(file);
      XSSFBSharedStringsTable strings = new XSSFBSharedStringsTable(file);
      XSSFBReader.SheetIterator sheets = (XSSFBReader.SheetIterator) reader.getSheetsData();
      try (InputStream sheet = sheets.next()) {
        assertThat(sheets.getSheetName()).isEqualTo("data");
        new XSSFBSheetHandler(
                sheet,
                reader.getXSSFBStylesTable(),
                null,
                strings,
                new Collector(cells),
                new DataFormatter(java.util.Locale.ROOT),
                false)
            .parse();
      }
    }
    assertThat(cells)
        .containsExactly(
            "A1=id",
            "B1=name",
            "C1=price",
            "D1=day",
            "E1=paid",
            "A2=7",
            "B2=Zürich 🍣",
            "C2=0.3",
            "D2=2023-03-15",
            "E2=true",
            "A4=8.5",
            "B4=x",
            "C4=2.5",
            "D4=2023-03-16",
            "E4=ERROR");
  }

  private record Collector(List<String> cells) implements SheetContentsHandler {
    @Override
    public void startRow(int row) {
      // Rows show in the references of cells.
    }

    @Override
    public void endRow(int row) {
      // As above.
    }

    @Override
    public void cell(String reference, String value, XSSFComment comment) {
      cells.add(reference + "=" + value);
    }
  }

  @Test
  void hiddenPartsAndMergedHeadersAreSeen() {
    byte[] file =
        new XlsbFile()
            .hiddenColumn(3)
            .merge(new CellRange(1, 1, 1, 2))
            .row(1, false)
            .inline(0, "id")
            .inline(1, "2024")
            .row(2, false)
            .inline(1, "in")
            .inline(2, "out")
            .inline(3, "key")
            .row(3, false)
            .compact(0, 1 << 2 | 2)
            .compact(1, 2 << 2 | 2)
            .compact(2, 3 << 2 | 2)
            .compact(3, 4 << 2 | 2)
            .row(4, true)
            .compact(0, 9 << 2 | 2)
            .bytes();
    Outcome outcome = workbooks.convert("book.xlsb", file);
    assertThat(outcome.columns()).isEqualTo("id:int64 2024 in:int64 2024 out:int64");
    assertThat(outcome.rows()).containsExactly("1|2|3");
    assertThat(outcome.message("hidden-cells")).contains("3 cells");
  }

  @Test
  void daysCanBeCountedFrom1904() {
    byte[] file =
        new XlsbFile().from1904().row(1, false).inline(0, "d").row(2, false).real(0, 1, 0).bytes();
    assertThat(workbooks.convert("book.xlsb", file).rows()).containsExactly("1904-01-01");
  }

  @Test
  void cutOffRecordsAreRefused() throws Exception {
    byte[] file = file().bytes();
    for (int part = 0; part < 4; part++) {
      byte[] damaged = Damage.cutPart(file, part);
      var failure = workbooks.failure("book.xlsb", damaged);
      if (failure != null) {
        assertThat(failure.code()).isIn("corrupt-workbook", "no-tables", "not-a-workbook");
      }
    }
    assertThat(workbooks.failure("book.xlsb", Arrays.copyOf(file, 900)).code())
        .isIn("compressed-data-damaged", "corrupt-workbook");
  }
}
