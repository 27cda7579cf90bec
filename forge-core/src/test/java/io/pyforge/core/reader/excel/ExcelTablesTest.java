package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.excel.Workbooks.Outcome;
import io.pyforge.spi.option.OptionValues;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.reader.TabularInput;
import io.pyforge.spi.testkit.MemorySource;
import io.pyforge.spi.testkit.TableRows;
import io.pyforge.spi.testkit.TestReadContext;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where tables are found on sheets, what they are called, and what is said of the rest. */
class ExcelTablesTest {
  @TempDir Path folder;
  private Workbooks workbooks;

  @BeforeEach
  void prepare() {
    workbooks = new Workbooks(folder);
  }

  @Test
  void titleAndBlankRowAboveTheHeaderAreNotes() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("s", "Sales report", "", "id|city", "1|Oslo", "2|Rome"));
    assertThat(outcome.columns()).isEqualTo("id:int64 city:text");
    assertThat(outcome.rows()).containsExactly("1|Oslo", "2|Rome");
    assertThat(outcome.message("notes-left-out"))
        .isEqualTo("sheet s: 1 cell outside the tables: 'Sales report'");
  }

  @Test
  void titleRightAboveTheHeaderIsANote() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("s", "Sales", "id|city|n", "1|Oslo|2", "2|Rome|3"));
    assertThat(outcome.columns()).isEqualTo("id:int64 city:text n:int64");
    assertThat(outcome.codes()).containsExactly("notes-left-out");
  }

  @Test
  void sheetWithOneDataRowIsATable() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "id|city", "1|Oslo"));
    assertThat(outcome.columns()).isEqualTo("id:int64 city:text");
    assertThat(outcome.rows()).containsExactly("1|Oslo");
  }

  @Test
  void sheetWithOneColumnIsATable() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "n", "1", "2"));
    assertThat(outcome.columns()).isEqualTo("n:int64");
    assertThat(outcome.rows()).containsExactly("1", "2");
  }

  @Test
  void oneColumnOfTextIsATable() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "city", "Oslo", "Rome"));
    assertThat(outcome.columns()).isEqualTo("city:text");
    assertThat(outcome.rows()).containsExactly("Oslo", "Rome");
    assertThat(outcome.codes()).isEmpty();
  }

  @Test
  void blankHeaderKeepsItsColumnInPlace() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "id||n", "1|x|2", "3|y|4"));
    assertThat(outcome.columns()).isEqualTo("id:int64 column_2:text n:int64");
    assertThat(outcome.rows()).containsExactly("1|x|2", "3|y|4");
  }

  @Test
  void duplicateHeadersGetNumbers() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "a|b|a", "1|2|3"));
    assertThat(outcome.columns()).isEqualTo("a:int64 b:int64 a_2:int64");
  }

  @Test
  void sheetOfNumbersHasNoHeader() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "1|2", "3|4"));
    assertThat(outcome.columns()).isEqualTo("column_1:int64 column_2:int64");
    assertThat(outcome.rows()).containsExactly("1|2", "3|4");
  }

  @Test
  void yearsNameColumns() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("s", "country|2023|2024", "Peru|10|20"));
    assertThat(outcome.columns()).isEqualTo("country:text 2023:int64 2024:int64");
  }

  @Test
  void datesNameColumnsOfNumbers() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("s", "country|d:45292|d:45323", "Peru|10|20"));
    assertThat(outcome.columns()).isEqualTo("country:text 2024-01-01:int64 2024-02-01:int64");
  }

  @Test
  void headerAloneIsATableWithoutRows() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "id|name"));
    assertThat(outcome.columns()).isEqualTo("id:text name:text");
    assertThat(outcome.rows()).isEmpty();
  }

  @Test
  void blankRowsWithinATableAreLeftOut() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("s", "id|n", "1|2", "", "3|4", "", "", "5|6"));
    assertThat(outcome.rows()).containsExactly("1|2", "3|4", "5|6");
  }

  @Test
  void headerAboveABlankRowNamesTheColumns() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "a|b", "", "x|y", "z|w"));
    assertThat(outcome.columns()).isEqualTo("a:text b:text");
    assertThat(outcome.rows()).containsExactly("x|y", "z|w");
  }

  @Test
  void tablesBelowEachOtherAreTables() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .sheet("s", "id|city", "1|Oslo", "2|Rome", "", "item|price|paid", "pen|1.5|true"));
    assertThat(outcome.tables()).containsOnlyKeys("s", "s_2");
    assertThat(outcome.columns("s")).isEqualTo("id:int64 city:text");
    assertThat(outcome.columns("s_2")).isEqualTo("item:text price:decimal(18,1) paid:bool");
    assertThat(outcome.tables().get("s_2")).containsExactly("pen|1.5|true");
  }

  @Test
  void tablesBesideEachOtherAreTables() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .sheet("s", "id|n||id|city", "1|2||7|Oslo", "3|4||8|Rome", "5|6||9|Bern"));
    assertThat(outcome.tables()).containsOnlyKeys("s", "s_2");
    assertThat(outcome.columns("s")).isEqualTo("id:int64 n:int64");
    assertThat(outcome.tables().get("s_2")).containsExactly("7|Oslo", "8|Rome", "9|Bern");
  }

  @Test
  void blankColumnInsideATableStays() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "a|b||c", "1|2||3", "4|5||6"));
    assertThat(outcome.columns()).isEqualTo("a:int64 b:int64 column_3:text c:int64");
    assertThat(outcome.rows()).containsExactly("1|2|-|3", "4|5|-|6");
  }

  @Test
  void footerBelowABlankRowIsANote() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("s", "id|city", "1|Oslo", "2|Rome", "", "Source: the web"));
    assertThat(outcome.rows()).containsExactly("1|Oslo", "2|Rome");
    assertThat(outcome.message("notes-left-out")).contains("'Source: the web'");
  }

  @Test
  void labelsWithColonsAboveATableAreNotes() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("s", "From:|d:45000", "To:|d:45010", "", "id|city|n", "1|Oslo|2"));
    assertThat(outcome.columns()).isEqualTo("id:int64 city:text n:int64");
    assertThat(outcome.message("notes-left-out"))
        .isEqualTo(
            "sheet s: 4 cells outside the tables: 'From:', '2023-03-15', 'To:', '2023-03-25'");
  }

  @Test
  void mergedHeaderCellsNameEveryColumnTheySpan() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .sheetXml(
                    "s",
                    "<sheetData>"
                        + XlsxFile.rowsXml(
                            "city|2023||2024|", "|in|out|in|out", "Oslo|1|2|3|4", "Rome|5|6|7|8")
                        + "</sheetData><mergeCells><mergeCell ref=\"A1:A2\"/>"
                        + "<mergeCell ref=\"B1:C1\"/><mergeCell ref=\"D1:E1\"/></mergeCells>"));
    assertThat(outcome.columns())
        .isEqualTo("city:text 2023 in:int64 2023 out:int64 2024 in:int64 2024 out:int64");
    assertThat(outcome.rows()).containsExactly("Oslo|1|2|3|4", "Rome|5|6|7|8");
    assertThat(outcome.message("header-rows"))
        .isEqualTo("sheet s: the names of table s join the 7 cells of 2 rows");
  }

  @Test
  void unitsBelowTheHeaderJoinTheNames() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("s", "city|mass|price", "|kg|EUR", "Oslo|1.5|2", "Rome|2|3"));
    assertThat(outcome.columns()).isEqualTo("city:text mass kg:decimal(18,1) price EUR:int64");
  }

  @Test
  void emptySheetsAreReported() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("full", "a", "1").sheet("void").sheet("nil"));
    assertThat(outcome.tables()).containsOnlyKeys("full");
    assertThat(outcome.codes()).containsExactly("sheet-empty", "sheet-empty");
    assertThat(outcome.message("sheet-empty")).isEqualTo("sheet void is empty");
  }

  @Test
  void workbookWithoutCellsIsRefused() {
    assertThat(workbooks.failure(new XlsxFile().sheet("void")).code()).isEqualTo("no-tables");
  }

  @Test
  void sheetsWithTheSameColumnsAreStacked() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .sheet("jan", "id|n", "1|2")
                .sheet("feb", " ID |N", "3|4.5")
                .sheet("other", "x", "9"));
    assertThat(outcome.tables()).containsOnlyKeys("book", "other");
    assertThat(outcome.columns("book")).isEqualTo("id:int64 n:decimal(18,1)");
    assertThat(outcome.tables().get("book")).containsExactly("1|2.0", "3|4.5");
    assertThat(outcome.message("sheets-stacked"))
        .startsWith("table book holds the rows of 2 sheets");
  }

  @Test
  void twoGroupsOfSheetsGetTwoOutputs() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .sheet("a1", "id|n", "1|2")
                .sheet("b1", "x|y|z", "1|2|3")
                .sheet("a2", "id|n", "3|4")
                .sheet("b2", "x|y|z", "4|5|6"));
    assertThat(outcome.tables()).containsOnlyKeys("book", "book_2");
    assertThat(outcome.tables().get("book")).containsExactly("1|2", "3|4");
    assertThat(outcome.tables().get("book_2")).containsExactly("1|2|3", "4|5|6");
  }

  @Test
  void separateKeepsSheetsApart() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("jan", "id|n", "1|2").sheet("feb", "id|n", "3|4"),
            "separate",
            "true");
    assertThat(outcome.tables()).containsOnlyKeys("jan", "feb");
  }

  @Test
  void sheetNameCanBeAdded() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("jan", "id|n", "1|2").sheet("feb", "id|n", "3|4"),
            "include-sheet-name",
            "true");
    assertThat(outcome.columns()).isEqualTo("id:int64 n:int64 _sheet_name:text");
    assertThat(outcome.rows()).containsExactly("1|2|jan", "3|4|feb");
  }

  @Test
  void headerlessSheetsAreNeverStacked() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("a", "1|2", "3|4").sheet("b", "5|6", "7|8"));
    assertThat(outcome.tables()).containsOnlyKeys("a", "b");
  }

  @Test
  void sheetsCanBeChosenByNamesWithCommas() {
    XlsxFile file =
        new XlsxFile().sheet("a, b", "x", "1").sheet("c", "y", "2").sheet("d", "z", "3");
    assertThat(workbooks.convert(file, "sheets", "A, B, d").tables()).containsOnlyKeys("a, b", "d");
    assertThat(workbooks.failure(file, "sheets", "c,e").code()).isEqualTo("sheet-unknown");
  }

  @Test
  void hiddenSheetsRowsAndColumnsAreLeftOutAndCounted() {
    XlsxFile file =
        new XlsxFile()
            .hiddenSheet("secret", "a", "1")
            .sheetXml(
                "s",
                "<cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData>"
                    + XlsxFile.rowsXml("id|key|n", "1|x|2", "3|y|4", "5|z|6")
                        .replace("<row r=\"3\">", "<row r=\"3\" hidden=\"1\">")
                    + "</sheetData>");
    Outcome outcome = workbooks.convert(file);
    assertThat(outcome.tables()).containsOnlyKeys("s");
    assertThat(outcome.columns()).isEqualTo("id:int64 n:int64");
    assertThat(outcome.rows()).containsExactly("1|2", "5|6");
    assertThat(outcome.message("hidden-cells")).contains("6 cells in hidden rows or columns");
    assertThat(outcome.message("sheet-hidden")).contains("sheet secret is hidden");
    Outcome all = workbooks.convert(file, "include-hidden", "true");
    assertThat(all.tables()).containsOnlyKeys("secret", "s");
    assertThat(all.tables().get("s")).containsExactly("1|x|2", "3|y|4", "5|z|6");
  }

  @Test
  void aHiddenSheetThatIsNamedIsRead() {
    XlsxFile file = new XlsxFile().hiddenSheet("secret", "a", "1").sheet("s", "b", "2");
    assertThat(workbooks.convert(file, "sheets", "secret").tables()).containsOnlyKeys("secret");
  }

  @Test
  void excelTablesAreReadWhereTheyAre() {
    Outcome outcome = workbooks.convert(withTable());
    assertThat(outcome.tables()).containsOnlyKeys("s", "t");
    assertThat(outcome.columns()).isEqualTo("id:int64 n:int64");
    assertThat(outcome.rows()).containsExactly("1|10", "2|20");
    assertThat(outcome.message("totals-left-out"))
        .isEqualTo("sheet s: 2 cells in the totals rows of tables: 'Total', '30'");
    assertThat(outcome.message("notes-left-out")).contains("'A note'");
  }

  private static XlsxFile withTable() {
    return new XlsxFile()
        .sheet("s", "A note", "|id|n", "|1|10", "|2|20", "|Total|30")
        .sheet("t", "other", "1")
        .workbook(
            "<definedNames><definedName name=\"Part\">s!$B$3:$C$4</definedName></definedNames>")
        .part(
            "xl/worksheets/_rels/sheet1.xml.rels",
            XlsxFile.relationships(
                "<Relationship Id=\"r\" Type=\"x/table\" Target=\"../tables/table1.xml\"/>"))
        .part(
            "xl/tables/table1.xml",
            "<table displayName=\"Sales\" ref=\"B2:C5\" totalsRowCount=\"1\"/>");
  }

  @Test
  void oneExcelTableCanBeChosen() {
    Outcome outcome = workbooks.convert(withTable(), "table", "sales");
    assertThat(outcome.columns()).isEqualTo("id:int64 n:int64");
    assertThat(outcome.rows()).containsExactly("1|10", "2|20");
    assertThat(workbooks.failure(withTable(), "table", "nothing").code())
        .isEqualTo("table-unknown");
  }

  @Test
  void definedNameCanBeChosen() {
    Outcome outcome = workbooks.convert(withTable(), "table", "Part");
    assertThat(outcome.columns()).isEqualTo("column_1:int64 column_2:int64");
    assertThat(outcome.rows()).containsExactly("1|10", "2|20");
  }

  @Test
  void rangeCanBeChosen() {
    XlsxFile file =
        new XlsxFile().sheet("one", "a", "1").sheet("two", "x|y|z", "1|2|3", "4|5|6", "7|8|9");
    Outcome outcome = workbooks.convert(file, "range", "two!B1:C3");
    assertThat(outcome.columns()).isEqualTo("y:int64 z:int64");
    assertThat(outcome.rows()).containsExactly("2|3", "5|6");
    assertThat(workbooks.convert(file, "range", "A:A").columns()).isEqualTo("a:int64");
    assertThat(workbooks.failure(file, "range", "two!B").code()).isEqualTo("bad-option-value");
  }

  @Test
  void headerRowCanBeNamed() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("s", "1|2", "a|b", "c|d", "5|6"), "header-row", "3");
    assertThat(outcome.columns()).isEqualTo("c:int64 d:int64");
    assertThat(outcome.rows()).containsExactly("5|6");
    assertThat(outcome.message("notes-left-out")).contains("4 cells");
  }

  @Test
  void rowsCanBeSkipped() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("s", "x|y", "1|2", "a|b", "5|6"), "skip-rows", "2");
    assertThat(outcome.columns()).isEqualTo("a:int64 b:int64");
    assertThat(outcome.message("rows-skipped")).contains("4 cells");
  }

  @Test
  void headerCanBeSwitchedOnAndOff() {
    XlsxFile file = new XlsxFile().sheet("s", "a|b", "c|d");
    assertThat(workbooks.convert(file, "header", "false").rows()).containsExactly("a|b", "c|d");
    XlsxFile numbers = new XlsxFile().sheet("s", "1|2", "3|4");
    assertThat(workbooks.convert(numbers, "header", "true").columns()).isEqualTo("1:int64 2:int64");
  }

  @Test
  void tableBelowTheSampleIsFoundByASecondPass() {
    String[] rows = new String[30_010];
    Arrays.fill(rows, "1|2");
    rows[0] = "id|n";
    rows[30_000] = "";
    rows[30_001] = "code|day|x";
    for (int i = 30_002; i < rows.length; i++) {
      rows[i] = "a|d:45000|true";
    }
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", rows));
    assertThat(outcome.tables()).containsOnlyKeys("s", "s_2");
    assertThat(outcome.tables().get("s")).hasSize(29_999);
    assertThat(outcome.tables().get("s_2")).hasSize(8).contains("a|2023-03-15|true");
    assertThat(outcome.codes()).contains("table-added");
  }

  @Test
  void rowsWiderThanTheHeaderKeepTheirCells() {
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", "id|n", "1|2|3", "4|5"));
    assertThat(outcome.columns()).isEqualTo("id:int64 n:int64 column_3:int64");
    assertThat(outcome.rows()).containsExactly("1|2|3", "4|5|-");
  }

  @Test
  void sheetsWithNamesThatNoFileCanHaveGetFilesOfTheirOwn() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().sheet("a/b", "x", "1").sheet("a:b", "y", "2"));
    assertThat(outcome.tables()).containsOnlyKeys("a/b", "a:b");
    assertThat(outcome.result().outputs()).extracting(o -> o.path()).doesNotHaveDuplicates();
    assertThat(outcome.tables().get("a:b")).containsExactly("2");
  }

  @Test
  void rowsOfTablesBesideEachOtherAreCountedWhereThatIsKnown() throws Exception {
    String[] rows = new String[301];
    rows[0] = "id|n||code|day";
    for (int i = 1; i < rows.length; i++) {
      rows[i] = i + "|2" + (i <= 150 ? "||a" + i + "|d:45000" : "");
    }
    byte[] file = new XlsxFile().sheet("s", rows).bytes();
    try (TabularInput input =
        new ExcelReader()
            .open(
                new MemorySource("book.xlsx", file),
                OptionValues.none(),
                new TestReadContext(folder))) {
      var read = TableRows.byScan(input);
      assertThat(read.get("s")).hasSize(300);
      assertThat(read.get("s_2")).hasSize(150);
      for (TableInfo table : input.tables()) {
        table
            .rowCount()
            .ifPresent(count -> assertThat(read.get(table.name())).hasSize((int) count));
      }
    }
  }

  @Test
  void sheetOfVeryManyTablesIsOneTable() {
    String[] rows = new String[3 * 300];
    for (int i = 0; i < 300; i++) {
      String shift = "|".repeat(i % 7 * 2);
      rows[3 * i] = shift + "a" + i + "|b" + i;
      rows[3 * i + 1] = shift + i + "|true";
      rows[3 * i + 2] = "";
    }
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", rows));
    assertThat(outcome.tables()).containsOnlyKeys("s");
    long values =
        outcome.rows().stream()
            .flatMap(row -> Arrays.stream(row.split("[|]")))
            .filter(value -> !value.equals("-"))
            .count();
    long names =
        Workbooks.names(outcome.result().outputs().get(0)).stream()
            .filter(name -> !name.startsWith("column_"))
            .count();
    assertThat(values + names).isEqualTo(300 * 4);
    assertThat(outcome.codes()).isEmpty();
  }

  @Test
  void veryManyNotesAreRows() {
    String[] rows = new String[2 * 500];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i % 2 == 0 ? "line " + i : "";
    }
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", rows));
    assertThat(outcome.rows().size() + Workbooks.names(outcome.result().outputs().get(0)).size())
        .isEqualTo(500);
  }

  @Test
  void veryManyNotesWithinATableAreRows() {
    String[] rows = new String[1 + 4 * 200];
    rows[0] = "id|city";
    for (int i = 0; i < 200; i++) {
      rows[1 + 4 * i] = i + "|Oslo";
      rows[2 + 4 * i] = "";
      rows[3 + 4 * i] = "|note " + i;
      rows[4 + 4 * i] = "";
    }
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", rows));
    assertThat(outcome.tables()).containsOnlyKeys("s");
    assertThat(outcome.message("notes-left-out")).contains("50 cells");
    assertThat(outcome.rows()).hasSize(200 + 150).contains("199|Oslo", "-|note 199");
  }

  @Test
  void columnBeyondTheSampleIsFoundByASecondPass() {
    String[] rows = new String[30_002];
    Arrays.fill(rows, "1|2");
    rows[0] = "id|n";
    rows[30_001] = "1|2|late";
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", rows));
    assertThat(outcome.columns()).isEqualTo("id:int64 n:int64 column_3:text");
    assertThat(outcome.rows()).hasSize(30_001).last().isEqualTo("1|2|late");
  }
}
