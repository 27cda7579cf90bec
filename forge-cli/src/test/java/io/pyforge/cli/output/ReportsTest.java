package io.pyforge.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.report.FileReport;
import io.pyforge.core.report.Plan;
import io.pyforge.core.report.Preview;
import io.pyforge.core.report.ValidationReport;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.FailedTable;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final Schema TWO =
      Schema.of(Field.of("id", new ColumnType.Int64()), Field.of("name", new ColumnType.Text()));

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Reports reports =
      new Reports(Terminal.of(new PrintWriter(out, true), new PrintWriter(err, true)));

  @Test
  void oneTableIsOneLineAndItsNotices() {
    reports.converted(
        result(
            List.of(new TableOutput("sales", "sales.parquet", 1234, TWO)),
            List.of(),
            List.of(new Notice("type-widened", "column id became text"))));
    assertThat(out.toString().lines())
        .containsExactly("in -> out  1,234 rows, 2 columns, 120 KB, 0.2 s");
    assertThat(err.toString().lines()).containsExactly("  warning: column id became text");
  }

  @Test
  void ofManyNoticesThatAreAlikeTheFirstTenAreToldAndTheOthersCounted() {
    List<Notice> notices = new ArrayList<>();
    for (int column = 1; column <= 1210; column++) {
      notices.add(new Notice("type-widened", "column " + column + " became text"));
    }
    notices.add(5, new Notice("rows-padded", "2 rows were padded"));
    reports.converted(
        result(List.of(new TableOutput("t", "t.parquet", 1, TWO)), List.of(), notices));
    assertThat(err.toString().lines())
        .hasSize(12)
        .startsWith("  warning: column 1 became text")
        .contains("  warning: 2 rows were padded")
        .endsWith(
            "  warning: column 10 became text",
            "  warning: and 1,200 more (type-widened); --json has all");
  }

  @Test
  void severalTablesAreListedAndFailedOnesTold() {
    reports.converted(
        result(
            List.of(
                new TableOutput("Orders", "out/Orders.parquet", 10, TWO),
                new TableOutput("Us", "out/Us.parquet", 1, TWO)),
            List.of(new FailedTable("Bad", ErrorKind.INPUT, "corrupt-page", "page 7 is torn")),
            List.of()));
    assertThat(out.toString().lines())
        .containsExactly(
            "in -> out  2 tables, 11 rows, 120 KB, 0.2 s",
            "  Orders  10 rows, 2 columns",
            "  Us      1 row, 2 columns");
    assertThat(err.toString().lines()).containsExactly("error: table Bad: page 7 is torn");
  }

  @Test
  void previewHasNamesTypesAndRows() {
    reports.preview(
        new Preview(
            "in",
            "csv",
            "sales",
            TWO,
            List.of(Arrays.asList("1", null), List.of("22", "")),
            true,
            List.of(new Notice("cells-skipped", "a cell was skipped"))));
    assertThat(err.toString()).contains("warning: a cell was skipped");
    assertThat(out.toString().lines())
        .containsExactly(
            "id     name",
            "int64  text",
            "-------------",
            "1      <null>",
            "22     \"\"",
            "first 2 rows of table sales");
  }

  @Test
  void validationThatReadNoRowsSaysSo() {
    reports.validation(new ValidationReport("in", "parquet", true, -1, List.of()));
    assertThat(out.toString().lines())
        .containsExactly(
            "in: valid parquet, as far as its beginning and structure tell; --deep reads every row");
  }

  @Test
  void validationListsItsProblems() {
    reports.validation(
        new ValidationReport(
            "in",
            "csv",
            true,
            3,
            List.of(
                new ValidationReport.Problem(
                    ValidationReport.Severity.WARNING, "padded-row", "", "1 row was short"),
                new ValidationReport.Problem(
                    ValidationReport.Severity.ERROR, "ragged-row", "line 7", "3 fields of 2"))));
    assertThat(out.toString().lines())
        .containsExactly(
            "in: not valid csv, 3 rows read, 1 error, 1 warning",
            "  warning  -       1 row was short (padded-row)",
            "  error    line 7  3 fields of 2 (ragged-row)");
  }

  @Test
  void planNamesEveryDecisionWithItsReason() {
    reports.plan(
        new Plan(
            "a.csv",
            "csv",
            "a.parquet",
            "parquet",
            List.of(new Plan.EngineChoice("local", "able", "always there")),
            Map.of("input_format", "suffix", "delimiter", ";"),
            List.of(TableInfo.of("a", TWO))));
    assertThat(out.toString().lines())
        .containsExactly(
            "a.csv -> a.parquet",
            "  input format   csv (suffix)",
            "  output format  parquet",
            "  output         a.parquet",
            "  delimiter      ;",
            "  engine local   able: always there",
            "  table a        2 columns");
  }

  @Test
  void noticeOfATableIsToldOnce() {
    Notice notice = new Notice("padded-rows", "2 rows were short");
    reports.info(
        new FileReport(
            "a.csv",
            "csv",
            5,
            Map.of(),
            List.of(new TableInfo("a", TWO, OptionalLong.of(3), List.of(notice))),
            List.of(notice)));
    assertThat(err.toString().lines()).containsExactly("  warning: 2 rows were short");
    assertThat(out.toString()).contains("table a  3 rows, 2 columns");
  }

  private static ConversionResult result(
      List<TableOutput> outputs, List<FailedTable> failed, List<Notice> notices) {
    return new ConversionResult(
        "in",
        "out",
        "parquet",
        "local",
        1,
        120_000,
        Duration.ofMillis(160),
        outputs,
        failed,
        notices,
        List.of(),
        Map.of("platform", "local"));
  }
}
