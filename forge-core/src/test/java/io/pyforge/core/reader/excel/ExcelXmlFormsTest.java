package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.excel.Workbooks.Outcome;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forms of the same workbook that software writes, and forms that are refused. */
class ExcelXmlFormsTest {
  @TempDir Path folder;
  private Workbooks workbooks;

  @BeforeEach
  void prepare() {
    workbooks = new Workbooks(folder);
  }

  private Outcome sheet(String content) {
    return workbooks.convert(new XlsxFile().sheetXml("s", content));
  }

  @Test
  void rowsAndCellsNeedNoReferences() {
    Outcome outcome =
        sheet(
            """
            <sheetData>
            <row><c t="inlineStr"><is><t>a</t></is></c><c t="inlineStr"><is><t>b</t></is></c></row>
            <row><c/><c><v>2</v></c></row>
            <row r="9"><c r="B9"><v>3</v></c></row>
            </sheetData>""");
    assertThat(outcome.columns()).isEqualTo("a:text b:int64");
    assertThat(outcome.rows()).containsExactly("-|2", "-|3");
  }

  @Test
  void cellsOutOfOrderAreSorted() {
    Outcome outcome =
        sheet(
            """
            <sheetData><row r="1"><c r="B1" t="inlineStr"><is><t>b</t></is></c><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>
            <row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>1</v></c></row></sheetData>""");
    assertThat(outcome.columns()).isEqualTo("a:int64 b:int64");
    assertThat(outcome.rows()).containsExactly("1|2");
  }

  @Test
  void cellGivenTwiceIsCounted() {
    Outcome outcome =
        sheet(
            "<sheetData>"
                + XlsxFile.rowsXml("a|b", "1|2")
                    .replace("</c></row>", "</c><c r=\"A2\"><v>9</v></c></row>")
                    .replaceFirst("<c r=\"A2\"><v>9</v></c>", "")
                + "</sheetData>");
    assertThat(outcome.rows()).containsExactly("9|2");
    assertThat(outcome.message("cells-repeated")).contains("1 cell given twice");
  }

  @Test
  void richTextIsJoinedAndPhoneticRunsAreLeftOut() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .strings(
                    "<r><rPr><b/></rPr><t>To</t></r><r><t xml:space=\"preserve\"> kyo</t></r>"
                        + "<rPh sb=\"0\" eb=\"1\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/>")
                .sheet("s", "city|n", "s:0|1"));
    assertThat(outcome.rows()).containsExactly("To kyo|1");
  }

  @Test
  void cdataCommentsAndProcessingInstructionsAreUnderstood() {
    Outcome outcome =
        sheet(
            """
            <?note x?><sheetData><!-- <row> --><row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a < b & c]]></t></is></c></row>
            <row r="2"><c r="A2"><v><![CDATA[1]]>2<!-- x --></v></c></row></sheetData>""");
    assertThat(outcome.columns()).isEqualTo("a < b & c:int64");
    assertThat(outcome.rows()).containsExactly("12");
  }

  @Test
  void prefixesAndApostrophesAreUnderstood() {
    byte[] file =
        new XlsxFile()
            .sheet("s", "a")
            .part(
                "xl/worksheets/sheet1.xml",
                "<x:worksheet xmlns:x='u'><x:sheetData><x:row r = '1' >"
                    + "<x:c r='A1' t='inlineStr'><x:is><x:t>a</x:t></x:is></x:c></x:row>\n"
                    + "<x:row r='2'><x:c\n r='A2'><x:v>7</x:v></x:c></x:row></x:sheetData></x:worksheet>")
            .bytes();
    Outcome outcome = workbooks.convert("book.xlsx", file);
    assertThat(outcome.columns()).isEqualTo("a:int64");
    assertThat(outcome.rows()).containsExactly("7");
  }

  @Test
  void entitiesAndEscapesAreResolved() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .strings(
                    "<t>a_x000D_\nb</t>",
                    "<t>&lt;&amp;&#228;&#x1F363;&gt;</t>",
                    "<t>_x005F_x000D_</t>",
                    "<t>_xD83C__xDF63_ _xD83C_ _x00zz_</t>")
                .sheet("s", "t|n", "s:0|1", "s:1|2", "s:2|3", "s:3|4"));
    assertThat(outcome.rows())
        .containsExactly("a\r\nb|1", "<&ä🍣>|2", "_x000D_|3", "🍣 _xD83C_ _x00zz_|4");
  }

  @Test
  void strictWorkbooksAndTheirDatesAreRead() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .strict()
                .sheetXml(
                    "s",
                    """
                    <sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>d</t></is></c><c r="B1" t="inlineStr"><is><t>t</t></is></c></row>
                    <row r="2"><c r="A2" t="d"><v>2023-03-15</v></c><c r="B2" t="d"><v>2023-03-15T10:30:00</v></c></row>
                    <row r="3"><c r="A3" t="d"><v>2023-03-16T00:00:00</v></c><c r="B3" t="d"><v>2023-03-16T00:00:00</v></c></row></sheetData>"""));
    assertThat(outcome.columns()).isEqualTo("d:date t:timestamp");
    assertThat(outcome.rows())
        .containsExactly("2023-03-15|2023-03-15T10:30:00", "2023-03-16|2023-03-16T00:00:00");
  }

  @Test
  void partsMayBeUtf16() {
    String xml =
        "\uFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?><worksheet><sheetData>"
            + XlsxFile.rowsXml("Größe 🍣", "1")
            + "</sheetData></worksheet>";
    byte[] file =
        new XlsxFile()
            .sheet("s", "a")
            .part("xl/worksheets/sheet1.xml", xml.getBytes(StandardCharsets.UTF_16LE))
            .bytes();
    assertThat(workbooks.convert("book.xlsx", file).columns()).isEqualTo("Größe 🍣:int64");
  }

  @Test
  void entriesMayHaveOddNames() {
    XlsxFile file = new XlsxFile().folder("XL\\").sheet("s", "a", "1");
    assertThat(workbooks.convert(file).rows()).containsExactly("1");
    XlsxFile slash = new XlsxFile().folder("/xl/").sheet("s", "a", "2");
    assertThat(workbooks.convert(slash).rows()).containsExactly("2");
  }

  @Test
  void contentTypesMayHaveAnOddName() {
    Map<String, byte[]> parts = new LinkedHashMap<>();
    parts.put("[content_types].xml", "<Types/>".getBytes(StandardCharsets.UTF_8));
    parts.put(
        "xl/workbook.xml",
        "<workbook><sheets><sheet name=\"s\"/></sheets></workbook>"
            .getBytes(StandardCharsets.UTF_8));
    parts.put(
        "xl/worksheets/sheet1.xml",
        ("<worksheet><sheetData>" + XlsxFile.rowsXml("a", "1") + "</sheetData></worksheet>")
            .getBytes(StandardCharsets.UTF_8));
    assertThat(workbooks.convert("book.xlsx", XlsxFile.zip(parts)).columns()).isEqualTo("a:int64");
  }

  @Test
  void documentTypesAreRefused() {
    byte[] file =
        new XlsxFile()
            .sheet("s", "a")
            .part(
                "xl/worksheets/sheet1.xml",
                "<!DOCTYPE w [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><worksheet><sheetData>"
                    + "<row r='1'><c r='A1' t='inlineStr'><is><t>&e;</t></is></c></row></sheetData></worksheet>")
            .bytes();
    ForgeException failure = workbooks.failure("book.xlsx", file);
    assertThat(failure.code()).isEqualTo("document-type-refused");
    assertThat(failure.kind()).isEqualTo(ErrorKind.INPUT);
  }

  @Test
  void damagedPartsAreRefusedWithTheirName() {
    String[] damaged = {
      "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c>", // ends early
      "<worksheet><sheetData><row r='1'><c r='A1'><v>1</c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r='1'><c r='1A'><v>1</v></c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>7</v></c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r='1'><c r='A1'><v>&nope;</v></c></row></sheetData></worksheet>",
      "<worksheet><sheetData><row r='-1'><c r='A1'><v>1</v></c></row></sheetData></worksheet>",
      "<worksheet/><sheetData><row r='1'><c r='A1'><v>1</v></c></row></sheetData>",
    };
    for (String xml : damaged) {
      byte[] file = new XlsxFile().sheet("s", "a").part("xl/worksheets/sheet1.xml", xml).bytes();
      ForgeException failure = workbooks.failure("book.xlsx", file);
      assertThat(failure.code()).as(xml).isEqualTo("corrupt-workbook");
      assertThat(failure.problem()).contains("xl/worksheets/sheet1.xml");
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] xml =
        ("<worksheet><sheetData>" + XlsxFile.rowsXml("a?") + "</sheetData></worksheet>")
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < xml.length; i++) {
      xml[i] = xml[i] == '?' ? (byte) 0xE4 : xml[i];
    }
    byte[] file = new XlsxFile().sheet("s", "a").part("xl/worksheets/sheet1.xml", xml).bytes();
    assertThat(workbooks.failure("book.xlsx", file).problem()).contains("no UTF-8 text");
  }

  @Test
  void cellBeyondTheLastColumnIsRefused() {
    byte[] file =
        new XlsxFile()
            .sheet("s", "a")
            .part(
                "xl/worksheets/sheet1.xml",
                "<worksheet><sheetData><row r='1'><c r='XFE1'><v>1</v></c></row></sheetData></worksheet>")
            .bytes();
    assertThat(workbooks.failure("book.xlsx", file).code()).isEqualTo("too-many-columns");
  }

  @Test
  void longCellsAreLimited() {
    XlsxFile file = new XlsxFile().sheet("s", "a", "x".repeat(300_000));
    ForgeException failure = workbooks.failure(file, "max-cell-bytes", "100KB");
    assertThat(failure.code()).isEqualTo("cell-too-long");
    assertThat(failure.remedy()).contains("--max-cell-bytes");
    assertThat(workbooks.convert(file).rows().get(0)).hasSize(300_000);
  }

  @Test
  void decompressedSizeIsLimited() {
    String[] rows = new String[20_000];
    java.util.Arrays.fill(rows, "1|2");
    ForgeException failure =
        workbooks.failure(new XlsxFile().sheet("s", rows), "max-decompressed-size", "100KB");
    assertThat(failure.code()).isEqualTo("decompressed-size-limit");
    assertThat(failure.remedy()).contains("--max-decompressed-size");
  }

  @Test
  void sharedTextsMayGoToAFile() {
    String[] items = new String[3000];
    String[] rows = new String[3001];
    rows[0] = "text|n";
    for (int i = 0; i < items.length; i++) {
      items[i] = "<t>text number " + i + " ü</t>";
      rows[i + 1] = "s:" + (i * 7 % items.length) + "|" + i;
    }
    XlsxFile file = new XlsxFile().strings(items).sheet("s", rows);
    Outcome spilled = workbooks.convert(file, "max-shared-strings-memory", "1KB");
    assertThat(spilled.rows()).isEqualTo(workbooks.convert(file).rows());
    assertThat(spilled.rows()).element(1).isEqualTo("text number 7 ü|1");
  }

  @Test
  void otherFilesWithAWorkbooksNameAreNamedForWhatTheyAre() {
    assertThat(
            workbooks
                .failure("a.xls", "<html><table></table></html>".getBytes(StandardCharsets.UTF_8))
                .problem())
        .contains("a web page");
    assertThat(workbooks.failure("a.xlsx", "a,b".getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo("not-a-workbook");
  }
}
