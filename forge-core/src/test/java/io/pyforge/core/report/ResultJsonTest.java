package io.pyforge.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.error.ErrorKind;
import io.pyforge.spi.error.ForgeException;
import io.pyforge.spi.result.Attempt;
import io.pyforge.spi.result.ConversionResult;
import io.pyforge.spi.result.FailedTable;
import io.pyforge.spi.result.Notice;
import io.pyforge.spi.result.TableOutput;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResultJsonTest {
  private static final ConversionResult SMALL =
      new ConversionResult(
          "in/sales.csv",
          "in/sales.parquet",
          "parquet",
          "local",
          1,
          2,
          Duration.ofMillis(120),
          List.of(
              new TableOutput(
                  "sales",
                  "in/sales.parquet",
                  91,
                  Schema.of(new Field("id", new ColumnType.Int64(), false)))),
          List.of(),
          List.of(new Notice("type-widened", "column id became decimal(20,0)")),
          List.of(new Attempt("local", Attempt.OK, Optional.empty(), Duration.ofMillis(120))),
          Map.of("platform", "local"));

  private static final ConversionResult FULL =
      new ConversionResult(
          "dbfs:/in/\"quoted\"\n\u00e9.csv",
          "out",
          "parquet",
          "spark",
          -1,
          Long.MAX_VALUE,
          Duration.ofSeconds(3723, 1),
          List.of(
              new TableOutput(
                  "a",
                  "out/a.parquet",
                  0,
                  Schema.of(
                      Field.of("bool", new ColumnType.Bool()),
                      Field.of("i32", new ColumnType.Int32()),
                      Field.of("f32", new ColumnType.Float32()),
                      Field.of("f64", new ColumnType.Float64()),
                      Field.of("price", new ColumnType.Decimal(38, 10)),
                      Field.of("text", new ColumnType.Text()),
                      Field.of("bytes", new ColumnType.Binary()),
                      Field.of("day", new ColumnType.Date()),
                      Field.of("time", new ColumnType.Time()),
                      Field.of("at", new ColumnType.Timestamp(false)),
                      Field.of("at_utc", new ColumnType.Timestamp(true)))),
              new TableOutput("b", "out/b.parquet", 3, Schema.of())),
          List.of(new FailedTable("c", ErrorKind.INPUT, "ragged-row", "line 7 is short")),
          List.of(),
          List.of(
              new Attempt("spark", Attempt.FAILED, Optional.of("no session"), Duration.ZERO),
              new Attempt("local", Attempt.OK, Optional.empty(), Duration.ofNanos(1_500_000))),
          Map.of("platform", "databricks", "runtime", "17.3"));

  @Test
  void resultHasTheDocumentedForm() {
    assertThat(ResultJson.write(SMALL))
        .isEqualTo(
            "{\"success\":true,\"input_path\":\"in/sales.csv\",\"output_path\":\"in/sales.parquet\","
                + "\"output_format\":\"parquet\",\"processing_engine\":\"local\",\"row_count\":91,"
                + "\"bytes_in\":1,\"bytes_out\":2,\"duration_seconds\":0.12,"
                + "\"outputs\":[{\"table\":\"sales\",\"path\":\"in/sales.parquet\",\"row_count\":91,"
                + "\"columns\":[{\"name\":\"id\",\"type\":\"int64\",\"nullable\":false}]}],"
                + "\"failed_tables\":[],"
                + "\"warnings\":[{\"code\":\"type-widened\",\"message\":\"column id became"
                + " decimal(20,0)\"}],"
                + "\"attempts\":[{\"engine\":\"local\",\"outcome\":\"ok\",\"duration_seconds\":0.12}],"
                + "\"environment\":{\"platform\":\"local\"}}");
  }

  @Test
  void everyPartOfAResultSurvivesTheRoundTrip() {
    assertThat(ResultJson.read(ResultJson.write(SMALL))).isEqualTo(SMALL);
    assertThat(ResultJson.read(ResultJson.write(FULL))).isEqualTo(FULL);
  }

  @Test
  void failedTablesMakeSuccessFalse() {
    assertThat(ResultJson.write(FULL))
        .startsWith("{\"success\":false,")
        .contains(
            "\"failed_tables\":[{\"table\":\"c\",\"kind\":\"INPUT\",\"code\":\"ragged-row\","
                + "\"problem\":\"line 7 is short\"}]");
  }

  @Test
  void failureTellsKindCodeStatusProblemAndRemedy() {
    ForgeException failure =
        new ForgeException(ErrorKind.INPUT, "ragged-row", "sales.csv: row 3 is short", "mend it");
    assertThat(ResultJson.failure(Optional.of("sales.csv"), failure, List.of()))
        .isEqualTo(
            "{\"success\":false,\"input_path\":\"sales.csv\",\"error\":{\"kind\":\"INPUT\","
                + "\"code\":\"ragged-row\",\"exit_code\":4,\"problem\":\"sales.csv: row 3 is short\","
                + "\"remedy\":\"mend it\"},\"attempts\":[]}");
  }

  @Test
  void failureWithoutAnInputNamesNone() {
    ForgeException failure = new ForgeException(ErrorKind.USAGE, "unknown-option", "no", "");
    assertThat(ResultJson.failure(Optional.empty(), failure, List.of()))
        .doesNotContain("input_path");
  }

  @Test
  void batchCountsConvertedSkippedAndFailed() {
    String document =
        batch(
            List.of(
                new ConversionOutcome.Converted(SMALL),
                new ConversionOutcome.Skipped(
                    "b.csv", "b.parquet", ConversionOutcome.Reason.OUTPUT_EXISTS),
                new ConversionOutcome.Failed(
                    "c.csv",
                    new ForgeException(
                        ErrorKind.NOT_FOUND, "input-missing", "c.csv is not there", ""),
                    List.of()),
                new ConversionOutcome.Converted(FULL)));
    assertThat(document)
        .startsWith("{\"success\":false,\"results\":[{\"success\":true,")
        .contains(
            "{\"success\":true,\"skipped\":true,\"reason\":\"output-exists\",\"input_path\":\"b.csv\",\"output_path\":\"b.parquet\"}")
        .contains("],\"warnings\":[{\"code\":\"outputs-renamed\",\"message\":\"longer\"}],")
        .contains("\"input_path\":\"c.csv\",\"error\":{\"kind\":\"NOT_FOUND\"")
        .endsWith(
            "\"summary\":{\"total\":4,\"converted\":1,\"skipped\":1,\"failed\":2,"
                + "\"row_count\":94,\"bytes_in\":1,\"bytes_out\":9223372036854775807,"
                + "\"duration_seconds\":1.5}}");
  }

  @Test
  void anInputThatWasNotStartedIsNoSuccess() {
    ConversionOutcome outcome =
        new ConversionOutcome.Skipped("b.csv", "b.parquet", ConversionOutcome.Reason.NOT_STARTED);
    assertThat(ResultJson.write(outcome))
        .isEqualTo(
            "{\"success\":false,\"skipped\":true,\"reason\":\"not-started\","
                + "\"input_path\":\"b.csv\",\"output_path\":\"b.parquet\"}");
  }

  private static String batch(List<ConversionOutcome> outcomes) {
    return ResultJson.batch(
        new BulkResult(
            outcomes, List.of(new Notice("outputs-renamed", "longer")), Duration.ofMillis(1500)));
  }

  @Test
  void batchWithoutFailuresIsASuccess() {
    assertThat(batch(List.of(new ConversionOutcome.Converted(SMALL))))
        .startsWith("{\"success\":true,")
        .endsWith(
            "\"summary\":{\"total\":1,\"converted\":1,\"skipped\":0,\"failed\":0,"
                + "\"row_count\":91,\"bytes_in\":1,\"bytes_out\":2,\"duration_seconds\":1.5}}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{\"input_path\":1}",
        "{} {}",
        "{\"input_path\":\"a\",\"bytes_in\":1.5}"
      })
  void otherDocumentsAreRefused(String text) {
    assertThatThrownBy(() -> ResultJson.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFailureIsNoResult() {
    String failure =
        ResultJson.failure(
            Optional.of("a"),
            new ForgeException(ErrorKind.INPUT, "ragged-row", "p", "r"),
            List.of());
    assertThatThrownBy(() -> ResultJson.read(failure)).hasMessageContaining("tells a failure");
  }

  @Test
  void refusalNamesThePlace() {
    String text = ResultJson.write(SMALL).replace("\"int64\"", "7");
    assertThatThrownBy(() -> ResultJson.read(text))
        .hasMessageContaining("document.outputs[0].columns[0].type should be a text, but is 7");
  }
}
