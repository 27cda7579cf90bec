package io.pyforge.core.reader.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.Forge;
import io.pyforge.core.report.FileReport;
import io.pyforge.core.testing.Conversions;
import io.pyforge.spi.engine.ConversionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of documents. */
class PdfTablesTest {
  private static final float[] THREE = {60, 180, 280, 400};

  @TempDir Path folder;

  private Path file(PdfPages pages) throws IOException {
    try (pages) {
      return Files.write(folder.resolve("report.pdf"), pages.bytes());
    }
  }

  private Conversions.Outcome convert(PdfPages pages, String... options) throws IOException {
    return new Conversions(folder, 2).convert(file(pages), options);
  }

  private static List<@Nullable String> row(@Nullable String... cells) {
    return Arrays.asList(cells);
  }

  @Test
  void linesTellCellsAndTheFirstRowNamesColumns() throws IOException {
    Conversions.Outcome outcome =
        convert(
            new PdfPages()
                .ruled(
                    100, THREE, "city|people|since", "Bern|134794|1191-01-01", "Chur||0451-05-01"));

    assertThat(outcome.columns().keySet()).containsExactly("city", "people", "since");
    assertThat(outcome.types()).isEqualTo("VARCHAR BIGINT DATE");
    assertThat(outcome.rows())
        .containsExactly(row("Bern", "134794", "1191-01-01"), row("Chur", null, "0451-05-01"));
    assertThat(outcome.codes()).isEmpty();
  }

  @Test
  void alignmentTellsColumnsWithoutLines() throws IOException {
    Conversions.Outcome outcome =
        convert(
            new PdfPages()
                .lines(60, 60, PdfPages.prose(2).toArray(String[]::new))
                .aligned(
                    140,
                    THREE,
                    "item|price|stock",
                    "Nut|1.50|3",
                    "Bolt|12.25|40",
                    "Gear|100.00|7"));

    assertThat(outcome.columns().keySet()).containsExactly("item", "price", "stock");
    assertThat(outcome.rows())
        .containsExactly(
            row("Nut", "1.50", "3"), row("Bolt", "12.25", "40"), row("Gear", "100.00", "7"));
  }

  @Test
  void articlesListsAndContentsAreNoTables() throws IOException {
    String[] prose = PdfPages.prose(12).toArray(String[]::new);
    PdfPages pages = new PdfPages().lines(60, 100, prose).lines(310, 100, prose);
    pages.page();
    for (int i = 0; i < 8; i++) {
      pages.text(72, 100 + 14 * i, (i + 1) + ".").text(95, 100 + 14 * i, "point of a list " + i);
    }
    pages.page();
    for (int i = 0; i < 8; i++) {
      pages.text(72, 100 + 14 * i, "Chapter " + i + " ........................................");
      pages.text(480, 100 + 14 * i, Integer.toString(10 + i));
    }

    assertThat(convert(pages).codes()).containsExactly("no-tables-found");
  }

  @Test
  void aTableThatGoesOnOverPagesIsOne() throws IOException {
    PdfPages pages =
        new PdfPages()
            .text(60, 40, "Running title")
            .ruled(100, THREE, "id|name|amount", "1|a|10", "2|b|20")
            .text(290, 800, "1")
            .page()
            .text(60, 40, "Running title")
            .ruled(60, THREE, "id|name|amount", "3|c|30")
            .text(290, 800, "2")
            .page()
            .text(60, 40, "Running title")
            .ruled(60, THREE, "4|d|40", "5|e|50")
            .text(290, 800, "3");

    Conversions.Outcome outcome = convert(pages);

    assertThat(outcome.rows()).hasSize(5).endsWith(row("5", "e", "50"));
    assertThat(outcome.types()).isEqualTo("BIGINT VARCHAR BIGINT");
    assertThat(outcome.codes()).containsExactly("table-joined");
    assertThat(outcome.messages().get(0)).contains("page 1 to page 3");
  }

  @Test
  void tablesWithTextBetweenThemStayApart() throws IOException {
    PdfPages pages =
        new PdfPages()
            .ruled(100, THREE, "id|name|amount", "1|a|10", "2|b|20")
            .page()
            .text(60, 40, "Another matter")
            .ruled(60, THREE, "id|name|amount", "3|c|30");
    file(pages);

    Map<String, Conversions.Outcome> tables = tables();

    assertThat(tables.keySet()).containsExactly("table_1", "table_2");
    assertThat(tables.get("table_1").rows()).hasSize(2);
    assertThat(tables.get("table_2").rows()).containsExactly(row("3", "c", "30"));
  }

  private Map<String, Conversions.Outcome> tables() throws IOException {
    byte[] pdf = Files.readAllBytes(folder.resolve("report.pdf"));
    Map<String, Conversions.Outcome> tables = new java.util.LinkedHashMap<>();
    Path input = Files.write(folder.resolve("in.pdf"), pdf);
    try (Forge forge = Forge.create()) {
      var result =
          forge.convert(
              ConversionRequest.of(input.toString())
                  .withOutput(folder.resolve("many.parquet").toString())
                  .withForce(true));
      result
          .outputs()
          .forEach(
              table ->
                  tables.put(
                      table.table(),
                      new Conversions.Outcome(
                          result,
                          Map.of(),
                          io.pyforge.core.testing.ParquetReadback.agreed(Path.of(table.path())))));
    }
    return tables;
  }

  @Test
  void severalTablesOfAPageAreTablesOfTheirOwn() throws IOException {
    file(
        new PdfPages()
            .ruled(80, THREE, "a|b|c", "1|2|3")
            .text(60, 200, "between")
            .ruled(240, new float[] {60, 200, 300}, "x|y", "7|8", "9|10"));

    Map<String, Conversions.Outcome> tables = tables();

    assertThat(tables.get("table_1").rows()).containsExactly(row("1", "2", "3"));
    assertThat(tables.get("table_2").rows()).containsExactly(row("7", "8"), row("9", "10"));
  }

  @Test
  void aHeadingOverColumnsJoinsTheirNames() throws IOException {
    PdfPages pages = new PdfPages();
    // The upper left cell spans two rows, the other heading two columns.
    pages
        .rule(60, 100, 400, 100)
        .rule(180, 116, 400, 116)
        .rule(60, 132, 400, 132)
        .rule(60, 148, 400, 148)
        .rule(60, 164, 400, 164)
        .rule(60, 100, 60, 164)
        .rule(180, 100, 180, 164)
        .rule(280, 116, 280, 164)
        .rule(400, 100, 400, 164)
        .aligned(112, new float[] {63, 240}, "Region|Sales")
        .aligned(128, new float[] {183, 283}, "2023|2024")
        .aligned(144, new float[] {63, 183, 283}, "North|1|2", "South|3|4");

    Conversions.Outcome outcome = convert(pages);

    assertThat(outcome.columns().keySet()).containsExactly("Region", "Sales 2023", "Sales 2024");
    assertThat(outcome.rows()).containsExactly(row("North", "1", "2"), row("South", "3", "4"));
  }

  @Test
  void aCellOverRowsHoldsForEachOfThem() throws IOException {
    PdfPages pages = new PdfPages();
    pages
        .rule(60, 100, 400, 100)
        .rule(60, 116, 400, 116)
        .rule(180, 132, 400, 132)
        .rule(60, 148, 400, 148)
        .rule(60, 100, 60, 148)
        .rule(180, 100, 180, 148)
        .rule(280, 100, 280, 148)
        .rule(400, 100, 400, 148)
        .aligned(112, new float[] {63, 183, 283}, "group|kind|count", "fruit|apple|1")
        .aligned(144, new float[] {183, 283}, "pear|2");

    assertThat(convert(pages).rows())
        .containsExactly(row("fruit", "apple", "1"), row("fruit", "pear", "2"));
  }

  @Test
  void numbersWithSeparatorsAndDatesOfOneOrderAreTyped() throws IOException {
    Conversions.Outcome outcome =
        convert(
            new PdfPages()
                .ruled(
                    100,
                    new float[] {60, 160, 260, 360, 460},
                    "amount|day|code|left",
                    "1,234.50|03/25/2016|00501|5",
                    "12,000.00|12/01/2015|00502|-",
                    "7.25|01/02/2016|00503|1,000"));

    assertThat(outcome.types()).isEqualTo("DECIMAL(18,2) DATE VARCHAR BIGINT");
    assertThat(outcome.rows())
        .containsExactly(
            row("1234.50", "2016-03-25", "00501", "5"),
            row("12000.00", "2015-12-01", "00502", null),
            row("7.25", "2016-01-02", "00503", "1000"));
    assertThat(outcome.codes()).containsExactlyInAnyOrder("date-order", "dashes-are-null");
  }

  @Test
  void doubtfulNumbersAndDatesStayText() throws IOException {
    Conversions.Outcome outcome =
        convert(
            new PdfPages()
                .ruled(
                    100, THREE, "comma|day|rate", "1,234|01/02/2016|12,5", "5,678|03/04/2016|7"));

    assertThat(outcome.types()).isEqualTo("VARCHAR VARCHAR VARCHAR");
    assertThat(outcome.rows().get(0)).containsExactly("1,234", "01/02/2016", "12,5");
  }

  @Test
  void typesStringKeepsWhatStandsThere() throws IOException {
    Conversions.Outcome outcome =
        convert(
            new PdfPages().ruled(100, THREE, "a|b|c", "1,000|-|2016-01-02", "2,000|3|2016-01-03"),
            "types",
            "string");

    assertThat(outcome.rows().get(0)).containsExactly("1,000", "-", "2016-01-02");
  }

  @Test
  void aFixedTypeHoldsOrItsCellIsNamed() throws IOException {
    PdfPages pages = new PdfPages().ruled(100, THREE, "a|b|c", "1|x|3", "2|y|4");
    Path file = file(pages);

    assertThat(new Conversions(folder, 1).convert(file, "schema", "a:decimal(10,2)").types())
        .startsWith("DECIMAL(10,2)");
    assertThat(new Conversions(folder, 1).failure(file, "schema", "b:int64").problem())
        .contains("row 1 (page 1)")
        .contains("'x'");
    assertThat(new Conversions(folder, 1).failure(file, "schema", "z:int64").code())
        .isEqualTo("schema-column-unknown");
  }

  @Test
  void headerIsAsWished() throws IOException {
    PdfPages pages = new PdfPages().ruled(100, THREE, "1|2|3", "4|5|6");
    Path file = file(pages);
    Conversions conversions = new Conversions(folder, 1);

    assertThat(conversions.convert(file).columns().keySet())
        .containsExactly("column_1", "column_2", "column_3");
    assertThat(conversions.convert(file, "header", "true").columns().keySet())
        .containsExactly("1", "2", "3");
    assertThat(conversions.convert(file, "header", "false").rows()).hasSize(2);
  }

  @Test
  void metadataAddsThePage() throws IOException {
    Conversions.Outcome outcome =
        convert(new PdfPages().page().ruled(100, THREE, "a|b|c", "1|2|3"), "metadata", "true");

    assertThat(outcome.columns().keySet()).containsExactly("a", "b", "c", "_page");
    assertThat(outcome.rows()).containsExactly(row("1", "2", "3", "2"));
  }

  @Test
  void modesChooseHowTablesAreFound() throws IOException {
    Path file =
        file(
            new PdfPages()
                .aligned(
                    140, THREE, "item|price|stock", "Nut|1.50|3", "Bolt|12.25|40", "Gear|1.00|7"));
    Conversions conversions = new Conversions(folder, 1);

    assertThat(conversions.convert(file, "pdf-mode", "stream").rows()).hasSize(3);
    assertThat(conversions.convert(file, "pdf-mode", "lattice").codes())
        .containsExactly("no-tables-found");
    assertThat(conversions.convert(file, "pdf-mode", "text").columns().keySet())
        .containsExactly("page", "line", "text");
    assertThat(conversions.failure(file, "pdf-mode", "guess").code()).isEqualTo("bad-option-value");
  }

  @Test
  void aTableOnATurnedPageIsRead() throws IOException {
    PdfPages pages = new PdfPages().rotate(90);
    for (int i = 0; i < 4; i++) {
      float x = 100 + 16 * i;
      pages
          .upwards(x, 700, i == 0 ? "name" : "row" + i)
          .upwards(x, 560, i == 0 ? "count" : Integer.toString(i))
          .upwards(x, 420, i == 0 ? "price" : i + ".50");
    }

    assertThat(convert(pages).rows())
        .containsExactly(
            row("row1", "1", "1.50"), row("row2", "2", "2.50"), row("row3", "3", "3.50"));
  }

  @Test
  void infoTellsPagesPropertiesAndTables() throws IOException {
    Path file = file(new PdfPages().ruled(100, THREE, "a|b|c", "1|2|3").page().text(9, 99, "end"));

    FileReport report;
    try (Forge forge = Forge.create()) {
      report = forge.info(ConversionRequest.of(file.toString()));
    }

    assertThat(report.properties())
        .containsEntry("pages", "2")
        .containsEntry("title", "Made for a test")
        .containsEntry("author", "Nobody")
        .containsEntry("encrypted", "false")
        .containsEntry("tables", "1");
    assertThat(report.tables()).hasSize(1);
    assertThat(report.tables().get(0).rowCount()).hasValue(1);
  }

  @Test
  void tablesCanBeWrittenAsText() throws IOException {
    Path file = file(new PdfPages().ruled(100, THREE, "a|b|c", "1|2|3"));
    try (Forge forge = Forge.create()) {
      forge.convert(
          ConversionRequest.of(file.toString())
              .withOutput(folder.resolve("t.txt").toString())
              .withOption("pdf-mode", "auto"));
    }

    assertThat(Files.readString(folder.resolve("t.txt"))).isEqualTo("a\tb\tc\n1\t2\t3\n");
  }
}
