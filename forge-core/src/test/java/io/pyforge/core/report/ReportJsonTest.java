package io.pyforge.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.pyforge.core.config.Setting;
import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.spi.batch.ColumnType;
import io.pyforge.spi.batch.Field;
import io.pyforge.spi.batch.Schema;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.reader.TableInfo;
import io.pyforge.spi.result.Notice;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ReportJsonTest {
  private static final Schema SCHEMA =
      Schema.of(
          new Field("id", new ColumnType.Int64(), false), Field.of("n", new ColumnType.Text()));
  private static final String COLUMNS =
      "\"columns\":[{\"name\":\"id\",\"type\":\"int64\",\"nullable\":false},"
          + "{\"name\":\"n\",\"type\":\"text\",\"nullable\":true}]";

  @Test
  void unknownSizesAndCountsAreNull() {
    FileReport report =
        new FileReport(
            "-",
            "csv",
            -1,
            Map.of("delimiter", ";"),
            List.of(
                TableInfo.of("a", SCHEMA),
                new TableInfo(
                    "b", SCHEMA, OptionalLong.of(7), List.of(new Notice("padded-rows", "2 rows")))),
            List.of());
    assertThat(ReportJson.info(report))
        .isEqualTo(
            "{\"success\":true,\"input_path\":\"-\",\"format\":\"csv\",\"size_bytes\":null,"
                + "\"properties\":{\"delimiter\":\";\"},\"tables\":[{\"table\":\"a\",\"row_count\":null,"
                + COLUMNS
                + ",\"warnings\":[]},{\"table\":\"b\",\"row_count\":7,"
                + COLUMNS
                + ",\"warnings\":[{\"code\":\"padded-rows\",\"message\":\"2 rows\"}]}],\"warnings\":[]}");
  }

  @Test
  void validationTellsWhatItFoundApartFromHavingRun() {
    ValidationReport report =
        new ValidationReport(
            "a.csv",
            "csv",
            true,
            12,
            List.of(
                new ValidationReport.Problem(
                    ValidationReport.Severity.ERROR, "ragged-row", "line 7", "3 fields of 4")));
    assertThat(ReportJson.validation(report))
        .isEqualTo(
            "{\"success\":true,\"valid\":false,\"input_path\":\"a.csv\",\"format\":\"csv\","
                + "\"deep\":true,\"row_count\":12,\"problems\":[{\"severity\":\"error\","
                + "\"code\":\"ragged-row\",\"where\":\"line 7\",\"message\":\"3 fields of 4\"}]}");
  }

  @Test
  void previewKeepsNullApartFromEmptyText() {
    Preview preview =
        new Preview(
            "a.csv",
            "csv",
            "a",
            SCHEMA,
            List.of(Arrays.asList("1", null), List.of("2", "")),
            true,
            List.of(new Notice("some-code", "a sentence")));
    assertThat(ReportJson.preview(preview))
        .isEqualTo(
            "{\"success\":true,\"input_path\":\"a.csv\",\"format\":\"csv\",\"table\":\"a\","
                + COLUMNS
                + ",\"rows\":[[\"1\",null],[\"2\",\"\"]],\"more\":true,"
                + "\"warnings\":[{\"code\":\"some-code\",\"message\":\"a sentence\"}]}");
  }

  @Test
  void formatsCarryTheirOptions() {
    FormatEntry csv =
        new FormatEntry(
            "csv",
            true,
            false,
            List.of("csv", "tsv"),
            "Delimited text",
            "core",
            List.of(OptionSpec.text("delimiter", null, "Separator.")),
            List.of());
    assertThat(ReportJson.formats(List.of(csv)))
        .isEqualTo(
            "{\"success\":true,\"formats\":[{\"format\":\"csv\",\"readable\":true,\"writable\":false,"
                + "\"suffixes\":[\"csv\",\"tsv\"],\"description\":\"Delimited text\","
                + "\"extension\":\"core\",\"read_options\":[{\"name\":\"delimiter\",\"type\":\"text\","
                + "\"default\":null,\"choices\":[],\"help\":\"Separator.\"}],\"write_options\":[]}]}");
  }

  @Test
  void extensionsTellTheirState() {
    ExtensionStatus status =
        new ExtensionStatus(
            "databricks", ExtensionStatus.State.UNAVAILABLE, "d", "1", "no host", "plugins");
    assertThat(ReportJson.extensions(List.of(status)))
        .isEqualTo(
            "{\"success\":true,\"extensions\":[{\"id\":\"databricks\",\"state\":\"unavailable\","
                + "\"description\":\"d\",\"version\":\"1\",\"why\":\"no host\",\"origin\":\"plugins\"}]}");
  }

  @Test
  void settingsTellTheirOrigin() {
    Setting setting =
        new Setting("temp-dir", "PYFORGE_TEMP_DIR", "/tmp", "default", "Temporary files.");
    assertThat(ReportJson.settings(List.of(setting), Map.of("platform", "local")))
        .isEqualTo(
            "{\"success\":true,\"settings\":[{\"name\":\"temp-dir\",\"variable\":\"PYFORGE_TEMP_DIR\","
                + "\"value\":\"/tmp\",\"origin\":\"default\",\"help\":\"Temporary files.\"}],"
                + "\"environment\":{\"platform\":\"local\"}}");
  }

  @Test
  void plansTellEnginesAndDecisions() {
    Plan plan =
        new Plan(
            "a.csv",
            "csv",
            "a.parquet",
            "parquet",
            List.of(new Plan.EngineChoice("local", "able", "always there")),
            Map.of("input format", "suffix"),
            List.of());
    String fields =
        "\"input_path\":\"a.csv\",\"input_format\":\"csv\",\"output_path\":\"a.parquet\","
            + "\"output_format\":\"parquet\",\"engines\":[{\"engine\":\"local\",\"fit\":\"able\","
            + "\"why\":\"always there\"}],\"decisions\":{\"input format\":\"suffix\"},\"tables\":[]}";
    assertThat(ReportJson.plan(plan)).isEqualTo("{\"success\":true," + fields);
    assertThat(ReportJson.plans(List.of(plan)))
        .isEqualTo("{\"success\":true,\"plans\":[{" + fields + "]}");
  }
}
