package io.pyforge.core.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.pyforge.core.config.Setting;
import io.pyforge.core.extension.ExtensionStatus;
import io.pyforge.spi.option.OptionSpec;
import io.pyforge.spi.reader.TableInfo;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The JSON forms of the facade's other answers: public API, in snake_case, one line each. */
public final class ReportJson {
  private ReportJson() {}

  /** What a file is. */
  public static String info(FileReport report) {
    return document(
        json -> {
          json.writeStringField("input_path", report.path());
          json.writeStringField("format", report.format());
          count(json, "size_bytes", report.sizeBytes());
          JsonText.map(json, "properties", report.properties());
          JsonText.array(json, "tables", report.tables(), ReportJson::table);
          JsonText.array(json, "warnings", report.notices(), ResultJson::notice);
        });
  }

  /**
   * What validation found. {@code success} says that validation ran, {@code valid} what it found.
   */
  public static String validation(ValidationReport report) {
    return document(
        json -> {
          json.writeBooleanField("valid", report.valid());
          json.writeStringField("input_path", report.path());
          json.writeStringField("format", report.format());
          json.writeBooleanField("deep", report.deep());
          count(json, "row_count", report.rowCount());
          JsonText.array(json, "problems", report.problems(), ReportJson::problem);
        });
  }

  /** The first rows; a missing value is null. */
  public static String preview(Preview preview) {
    return document(
        json -> {
          json.writeStringField("input_path", preview.path());
          json.writeStringField("format", preview.format());
          json.writeStringField("table", preview.table());
          ResultJson.columns(json, preview.schema());
          JsonText.array(json, "rows", preview.rows(), ReportJson::row);
          json.writeBooleanField("more", preview.more());
          JsonText.array(json, "warnings", preview.notices(), ResultJson::notice);
        });
  }

  /** The formats with their options. */
  public static String formats(List<FormatEntry> formats) {
    return document(json -> JsonText.array(json, "formats", formats, ReportJson::format));
  }

  /** The extensions found. */
  public static String extensions(List<ExtensionStatus> extensions) {
    return document(json -> JsonText.array(json, "extensions", extensions, ReportJson::extension));
  }

  /** The settings in force and the facts about the place. */
  public static String settings(List<Setting> settings, Map<String, String> environment) {
    return document(
        json -> {
          JsonText.array(json, "settings", settings, ReportJson::setting);
          JsonText.map(json, "environment", environment);
        });
  }

  /** What a conversion would do. */
  public static String plan(Plan plan) {
    return document(json -> planFields(json, plan));
  }

  /** What the conversions of a batch would do. */
  public static String plans(List<Plan> plans) {
    return document(
        json ->
            JsonText.array(
                json,
                "plans",
                plans,
                (out, plan) -> {
                  out.writeStartObject();
                  planFields(out, plan);
                  out.writeEndObject();
                }));
  }

  /** Named texts, in the order given. */
  public static String facts(Map<String, String> facts) {
    return document(
        json -> {
          for (Map.Entry<String, String> fact : facts.entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
          }
        });
  }

  private static String document(JsonText.Body fields) {
    return JsonText.of(
        json -> {
          json.writeStartObject();
          json.writeBooleanField("success", true);
          fields.write(json);
          json.writeEndObject();
        });
  }

  private static void planFields(JsonGenerator json, Plan plan) throws IOException {
    json.writeStringField("input_path", plan.inputPath());
    json.writeStringField("input_format", plan.inputFormat());
    json.writeStringField("output_path", plan.outputPath());
    json.writeStringField("output_format", plan.outputFormat());
    JsonText.array(json, "engines", plan.engines(), ReportJson::engine);
    JsonText.map(json, "decisions", plan.decisions());
    JsonText.array(json, "tables", plan.tables(), ReportJson::table);
  }

  /** A count that is null when unknown, which the records write as -1. */
  private static void count(JsonGenerator json, String name, long count) throws IOException {
    if (count < 0) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, count);
    }
  }

  private static void table(JsonGenerator json, TableInfo table) throws IOException {
    OptionalLong rows = table.rowCount();
    json.writeStartObject();
    json.writeStringField("table", table.name());
    count(json, "row_count", rows.orElse(-1));
    ResultJson.columns(json, table.schema());
    JsonText.array(json, "warnings", table.notices(), ResultJson::notice);
    json.writeEndObject();
  }

  private static void problem(JsonGenerator json, ValidationReport.Problem problem)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
    json.writeStringField("code", problem.code());
    json.writeStringField("where", problem.where());
    json.writeStringField("message", problem.message());
    json.writeEndObject();
  }

  private static void row(JsonGenerator json, List<@Nullable String> row) throws IOException {
    json.writeStartArray();
    for (String cell : row) {
      if (cell == null) {
        json.writeNull();
      } else {
        json.writeString(cell);
      }
    }
    json.writeEndArray();
  }

  private static void format(JsonGenerator json, FormatEntry format) throws IOException {
    json.writeStartObject();
    json.writeStringField("format", format.format());
    json.writeBooleanField("readable", format.readable());
    json.writeBooleanField("writable", format.writable());
    JsonText.texts(json, "suffixes", format.suffixes());
    json.writeStringField("description", format.description());
    json.writeStringField("extension", format.extension());
    JsonText.array(json, "read_options", format.readOptions(), ReportJson::option);
    JsonText.array(json, "write_options", format.writeOptions(), ReportJson::option);
    json.writeEndObject();
  }

  private static void option(JsonGenerator json, OptionSpec option) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", option.name());
    json.writeStringField("type", option.type().name().toLowerCase(Locale.ROOT));
    String defaultValue = option.defaultValue();
    if (defaultValue == null) {
      json.writeNullField("default");
    } else {
      json.writeStringField("default", defaultValue);
    }
    JsonText.texts(json, "choices", option.choices());
    json.writeStringField("help", option.help());
    json.writeEndObject();
  }

  private static void extension(JsonGenerator json, ExtensionStatus status) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", status.id());
    json.writeStringField("state", status.state().label().toLowerCase(Locale.ROOT));
    json.writeStringField("description", status.description());
    json.writeStringField("version", status.version());
    json.writeStringField("why", status.why());
    json.writeStringField("origin", status.origin());
    json.writeEndObject();
  }

  private static void setting(JsonGenerator json, Setting setting) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", setting.name());
    json.writeStringField("variable", setting.variable());
    json.writeStringField("value", setting.value());
    json.writeStringField("origin", setting.origin());
    json.writeStringField("help", setting.help());
    json.writeEndObject();
  }

  private static void engine(JsonGenerator json, Plan.EngineChoice choice) throws IOException {
    json.writeStartObject();
    json.writeStringField("engine", choice.engine());
    json.writeStringField("fit", choice.fit());
    json.writeStringField("why", choice.why());
    json.writeEndObject();
  }
}
