package io.pyforge.core.reader.excel;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.reader.excel.Workbooks.Outcome;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cells become: their types, and their values to the last digit. */
class ExcelValuesTest {
  @TempDir Path folder;
  private Workbooks workbooks;

  @BeforeEach
  void prepare() {
    workbooks = new Workbooks(folder);
  }

  private Outcome column(String... cells) {
    String[] rows = new String[cells.length + 1];
    rows[0] = "v|id";
    for (int i = 0; i < cells.length; i++) {
      rows[i + 1] = cells[i] + "|" + i;
    }
    return workbooks.convert(new XlsxFile().sheet("s", rows));
  }

  private static String type(Outcome outcome) {
    return outcome.columns().replaceFirst("v:([^ ]*).*", "$1");
  }

  private static String values(Outcome outcome) {
    return String.join(
        " ", outcome.rows().stream().map(row -> row.substring(0, row.lastIndexOf('|'))).toList());
  }

  @Test
  void wholeNumbersAreInt64() {
    Outcome outcome = column("1", "-5", "1E3", "9007199254740993", "2.0");
    assertThat(type(outcome)).isEqualTo("int64");
    assertThat(values(outcome)).isEqualTo("1 -5 1000 9007199254740993 2");
  }

  @Test
  void binaryNoiseIsNoPartOfADecimal() {
    Outcome outcome =
        column("0.1", "0.30000000000000004", "1.1000000000000001", "59.969999999999999", "1E-3");
    assertThat(type(outcome)).isEqualTo("decimal(18,3)");
    assertThat(values(outcome)).isEqualTo("0.100 0.300 1.100 59.970 0.001");
  }

  @Test
  void doublesThatAreNoShortDecimalsStayWhatTheyAre() {
    Outcome outcome = column("0.33333333333333331", "1.676644644551799", "0.1");
    assertThat(type(outcome)).isEqualTo("float64");
    assertThat(values(outcome)).isEqualTo("0.3333333333333333 1.676644644551799 0.1");
  }

  @Test
  void decimalsOfOtherSoftwareKeepAllDigits() {
    Outcome outcome = column("12345678901234567890.1234567", "0.5");
    assertThat(type(outcome)).isEqualTo("decimal(38,7)");
    assertThat(values(outcome)).isEqualTo("12345678901234567890.1234567 0.5000000");
  }

  @Test
  void wholeNumbersBeyond64BitsAreText() {
    Outcome outcome = column("12345678901234567890", "1");
    assertThat(type(outcome)).isEqualTo("text");
    assertThat(values(outcome)).isEqualTo("12345678901234567890 1");
  }

  @Test
  void hugeAndTinyNumbersAreDoubles() {
    Outcome outcome = column("1.5E+300", "1E-200", "2");
    assertThat(type(outcome)).isEqualTo("float64");
    assertThat(values(outcome)).isEqualTo("1.5E300 1.0E-200 2.0");
  }

  @Test
  void datesAreDatesWhenAllAreAtMidnight() {
    Outcome outcome = column("d:45000", "d:1", "d:59", "d:61", "d:2958465", "dt:45001");
    assertThat(type(outcome)).isEqualTo("date");
    assertThat(values(outcome))
        .isEqualTo("2023-03-15 1900-01-01 1900-02-28 1900-03-01 9999-12-31 2023-03-16");
  }

  @Test
  void datesWithTimesAreTimestamps() {
    Outcome outcome = column("d:45000", "dt:45000.416666666664", "dt:45000.4166666667");
    assertThat(type(outcome)).isEqualTo("timestamp");
    assertThat(values(outcome))
        .isEqualTo("2023-03-15T00:00:00 2023-03-15T10:00:00 2023-03-15T10:00:00");
  }

  @Test
  void microsecondsThatWereMeantAreKept() {
    assertThat(values(column("dt:45000.123456789"))).isEqualTo("2023-03-15T02:57:46.66657");
  }

  @Test
  void datesCanBeCountedFrom1904() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().from1904().sheet("s", "v", "d:0", "d:43538"));
    assertThat(outcome.rows()).containsExactly("1904-01-01", "2023-03-15");
  }

  @Test
  void aDayThatNeverWasIsANumber() {
    assertThat(values(column("d:60", "d:61"))).isEqualTo("60 1900-03-01");
  }

  @Test
  void timesOfDayAreTimes() {
    Outcome outcome = column("t:0", "t:0.5", "t:0.99999");
    assertThat(type(outcome)).isEqualTo("time");
    assertThat(values(outcome)).isEqualTo("00:00:00 12:00:00 23:59:59.136");
  }

  @Test
  void durationsBeyondADayAreTextWithAllHours() {
    Outcome outcome = column("h:0.5", "h:1.145833333333333", "h:-0.25", "h:100");
    assertThat(type(outcome)).isEqualTo("text");
    assertThat(values(outcome)).isEqualTo("12:00:00 27:30:00 -06:00:00 2400:00:00");
  }

  @Test
  void booleansAreBooleans() {
    Outcome outcome = column("true", "false");
    assertThat(type(outcome)).isEqualTo("bool");
    assertThat(values(outcome)).isEqualTo("true false");
  }

  @Test
  void mixedKindsAreTextByOneSetOfRules() {
    Outcome outcome = column("1.50", "x", "true", "d:45000", "dt:45000.5", "t:0.5", "h:2");
    assertThat(type(outcome)).isEqualTo("text");
    assertThat(values(outcome))
        .isEqualTo("1.5 x true 2023-03-15 2023-03-15T12:00:00 12:00:00 48:00:00");
  }

  @Test
  void textOfDigitsStaysText() {
    Outcome outcome =
        workbooks.convert(new XlsxFile().strings("<t>00501</t>").sheet("s", "zip", "s:0"));
    assertThat(outcome.columns()).isEqualTo("zip:text");
    assertThat(outcome.rows()).containsExactly("00501");
  }

  @Test
  void errorsAreNullAndCounted() {
    XlsxFile file = new XlsxFile().sheet("s", "n|m", "1|#DIV/0!", "#N/A|2");
    Outcome outcome = workbooks.convert(file);
    assertThat(outcome.columns()).isEqualTo("n:int64 m:int64");
    assertThat(outcome.rows()).containsExactly("1|-", "-|2");
    assertThat(outcome.message("error-cells"))
        .startsWith(
            "cells with an error such as #DIV/0!, read as null: 2 cells, the first at s!B2");
    Outcome kept = workbooks.convert(file, "error-cells", "text");
    assertThat(kept.columns()).isEqualTo("n:text m:text");
    assertThat(kept.rows()).containsExactly("1|#DIV/0!", "#N/A|2");
    assertThat(kept.codes()).isEmpty();
  }

  @Test
  void formulasGiveTheirSavedResult() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .sheetXml(
                    "s",
                    """
                    <sheetData>
                    <row r="1"><c r="A1" t="inlineStr"><is><t>n</t></is></c><c r="B1" t="inlineStr"><is><t>t</t></is></c></row>
                    <row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="B2" t="str"><f>"x"</f><v>x</v></c></row>
                    <row r="3"><c r="A3"><f t="shared" si="0"/><v>3</v></c><c r="B3" t="str"><f>""</f><v></v></c></row>
                    <row r="4"><c r="A4"><f>9</f></c><c r="B4"><f>8</f><v></v></c></row>
                    <row r="5"><c r="A5"><v>5</v></c></row>
                    </sheetData>"""));
    assertThat(outcome.columns()).isEqualTo("n:int64 t:text");
    assertThat(outcome.rows()).containsExactly("2|x", "3|", "-|-", "5|-");
    assertThat(outcome.message("formulas-not-calculated"))
        .startsWith(
            "formulas that were saved without a result, read as null: 2, the first at s!A4");
  }

  @Test
  void emptyTextIsNullAmongNumbersAndEmptyAmongTexts() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().strings("<t/>").sheet("s", "n|t|m", "1|x|0", "s:0|s:0|0", "2|y|0"));
    assertThat(outcome.columns()).isEqualTo("n:int64 t:text m:int64");
    assertThat(outcome.rows()).containsExactly("1|x|0", "-||0", "2|y|0");
  }

  @Test
  void textOfBlanksAmongNumbersIsNullAndCounted() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile()
                .strings("<t xml:space=\"preserve\">  </t>")
                .sheet("s", "n|t|m", "1|x|0", "s:0|s:0|0"));
    assertThat(outcome.columns()).isEqualTo("n:int64 t:text m:int64");
    assertThat(outcome.rows()).containsExactly("1|x|0", "-|  |0");
    assertThat(outcome.message("blank-texts")).contains("1 cell, the first at s!A3");
  }

  @Test
  void typesStringKeepsEveryValueAsText() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("s", "a|b|c", "1|1.50|d:45000", "2|true|dt:45000.5"),
            "types",
            "string");
    assertThat(outcome.columns()).isEqualTo("a:text b:text c:text");
    assertThat(outcome.rows()).containsExactly("1|1.5|2023-03-15", "2|true|2023-03-15T12:00:00");
  }

  @Test
  void schemaFixesTypes() {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("s", "a|b|c|d", "1|1.5|7|d:45000", "2|2|8|d:45001"),
            "schema",
            "a:int32,b:decimal(10,4),c:text,d:timestamp");
    assertThat(outcome.columns()).isEqualTo("a:int32 b:decimal(10,4) c:text d:timestamp");
    assertThat(outcome.rows()).first().isEqualTo("1|1.5000|7|2023-03-15T00:00:00");
  }

  @Test
  void valueThatBreaksAFixedTypeStopsTheConversion() {
    XlsxFile file = new XlsxFile().sheet("s", "a|b", "1|x", "soon|y");
    ForgeException failure = workbooks.failure(file, "schema", "a:int64");
    assertThat(failure.kind()).isEqualTo(ErrorKind.INVALID);
    assertThat(failure.problem()).isEqualTo("book.xlsx: cell s!A3, column a: 'soon' is no int64");
    assertThat(workbooks.failure(file, "schema", "z:int64").code())
        .isEqualTo("schema-column-unknown");
  }

  @Test
  void rowThatBreaksAFixedTypeCanBeSetAside() throws Exception {
    Outcome outcome =
        workbooks.convert(
            new XlsxFile().sheet("s", "a|b", "1|x", "soon|y"),
            "schema",
            "a:int64",
            "on-schema-error",
            "reject");
    assertThat(outcome.rows()).containsExactly("1|x");
    String rejects =
        Files.readString(Path.of(outcome.result().outputs().get(0).path() + ".rejects.csv"));
    assertThat(rejects).contains("\"s\",3,\"column a: 'soon' is no int64\",\"soon\ty\"");
  }

  @Test
  void lateValueWidensItsColumnInASecondPass() {
    String[] rows = new String[60_002];
    java.util.Arrays.fill(rows, "7");
    rows[0] = "n";
    rows[60_001] = "late";
    XlsxFile file = new XlsxFile().sheet("s", rows);
    Outcome outcome = workbooks.convert(file);
    assertThat(outcome.columns()).isEqualTo("n:text");
    assertThat(outcome.rows()).hasSize(60_001).last().isEqualTo("late");
    assertThat(outcome.message("type-widened"))
        .isEqualTo("column n is text instead of int64 as the first rows suggested");
    assertThat(workbooks.convert(file, "strict-types", "true").codes()).isEmpty();
  }

  @Test
  void firstValueBelowTheSampleDecides() {
    String[] rows = new String[60_002];
    java.util.Arrays.fill(rows, "|7");
    rows[0] = "n|m";
    rows[60_001] = "1.5|8";
    Outcome outcome = workbooks.convert(new XlsxFile().sheet("s", rows));
    assertThat(outcome.columns()).isEqualTo("n:decimal(18,1) m:int64");
    assertThat(outcome.rows()).last().isEqualTo("1.5|8");
  }
}
